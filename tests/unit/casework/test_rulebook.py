"""The policy as the desk reads it: every guideline with words to begin with, fetched once."""

import re

import pytest

from redress.casework.taking import WHO
from redress.pages.site import HERE
from redress.pages.wording import texts
from redress.policy import Guideline, load_policy
from redress.policy.templates import plain_templates, templates_of
from redress.policy.wording import elsewhere
from redress.review import Wish
from tests.builders.world import SHOP, World
from tests.unit.casework.conftest import Ask
from tests.unit.test_appeals import appealed

POLICY = load_policy()
LANGUAGES = {"en", "de", "es", "fr", "ja"}


@pytest.mark.parametrize("guideline", POLICY.guidelines, ids=lambda guideline: guideline.id)
def test_a_guideline_can_be_explained_in_its_own_words(guideline: Guideline) -> None:
    said = templates_of(guideline)

    assert said.keys() == {"remove", "keep"}
    for outcome, languages in said.items():
        assert languages.keys() == LANGUAGES
        assert guideline.title in languages["en"]
        for text in languages.values():
            assert not re.search(r"[{}\[\]_]|\s$|  ", text)
            Wish.model_validate({"outcome": outcome, "explanation": text, "version": 1})


def test_there_are_words_for_when_no_guideline_is_named() -> None:
    said = plain_templates()

    assert said.keys() == {"keep", "restore", "out_of_scope", "needs_info", "escalate"}
    assert all(languages.keys() == LANGUAGES for languages in said.values())


def test_what_is_out_of_scope_is_sent_on_in_the_words_of_the_policy(ask: Ask) -> None:
    redirects = ask("GET", "/v1/policy").said["redirects"]

    assert [each["id"] for each in redirects] == list(POLICY.redirects)
    for lang in LANGUAGES:
        said = [each["templates"]["out_of_scope"][lang] for each in redirects]
        assert said == [way.explanation for way in elsewhere(POLICY, lang)]


def test_the_desk_knows_which_queues_are_not_everybodys() -> None:
    script = (HERE / "assets" / "desk" / "next.js").read_text(encoding="utf-8")

    takers = {queue: re.findall(r'"(\w+)"', roles) for queue, roles in re.findall(r"(\w+): (\[[^\]]*\])", script)}

    assert {queue: takers[queue] for queue in WHO} == {queue: list(roles) for queue, roles in WHO.items()}


def test_the_desk_offers_each_language_by_its_name() -> None:
    script = (HERE / "assets" / "desk" / "decide.js").read_text(encoding="utf-8")

    offered = dict(re.findall(r'\["(\w\w)", "(\w+)"\]', script))

    assert offered == {lang: texts(lang)["name"] for lang in LANGUAGES}


def test_a_translation_of_an_older_version_is_not_spoken() -> None:
    newer = POLICY.guidelines[0].model_copy(update={"version": 99})

    assert templates_of(newer)["remove"].keys() == {"en"}


def test_it_is_fetched_once(ask: Ask) -> None:
    first = ask("GET", "/v1/policy")

    assert first.status == 200
    assert {each["id"] for each in first.said["guidelines"]} == POLICY.ids
    assert (first.said["version"], first.said["lease_minutes"]) == (POLICY.version, 10)
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}'):
        again = ask("GET", "/v1/policy", headers={"if-none-match": known})
        assert (again.status, again.text) == (304, "")
    assert ask("GET", "/v1/policy", headers={"if-none-match": '"x"'}).status == 200


def test_it_is_for_staff(ask: Ask) -> None:
    assert ask("GET", "/v1/policy", by=SHOP).status == 403


def test_a_case_says_whether_to_keep_is_to_restore(world: World, ask: Ask) -> None:
    world.told_of()
    open_, removed = world.in_review(), world.removed("R2")
    appealed(world, removed.case_id, by_author=True)

    said = {each: ask("GET", f"/v1/cases/{each}").said["restores"] for each in (open_.case_id, removed.case_id)}

    assert said == {open_.case_id: False, removed.case_id: True}
