"""The policy as the desk reads it: every guideline with words to begin with, fetched once."""

import re

import pytest

from redress.pages.site import HERE
from redress.pages.wording import texts
from redress.policy import Guideline, load_policy
from redress.policy.templates import plain_templates, templates_of
from redress.review import Wish
from tests.builders.world import SHOP
from tests.unit.casework.conftest import Ask

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

    assert said.keys() == {"keep", "out_of_scope", "needs_info", "escalate"}
    assert all(languages.keys() == LANGUAGES for languages in said.values())


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
