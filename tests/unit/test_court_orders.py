"""The one ground that is no guideline: a court has ordered it. Cited where it is claimed, by those who may weigh it."""

from typing import Any

import pytest

import functions.desk_api.app as door
from redress.errors import InvalidInput, NotAllowed
from redress.letters import render
from redress.model import COURT_ORDER, Case, Event, Role, Side, Staff, Status
from redress.policy.agreement import agreement, judgements
from redress.policy.wording import LANGUAGES, clauses, court_order
from redress.publishing import check_review
from redress.tally import Change, count_changes
from tests.builders.http import a_call, answered
from tests.builders.nouns import a_review
from tests.builders.world import ADA, ANA, BEN, LEA, World
from tests.unit.test_appeals import appealed
from tests.unit.test_letters import a_decision, a_notice, told

WORDS = "The regional court has ordered it."


def ordered(world: World) -> Case:
    world.told_of()
    return world.in_review(legal="court_order")


def removed_by_order(world: World, case: Case | None = None) -> Case:
    case = case or ordered(world)
    world.decided(case.case_id, "remove", by=LEA, grounds=[COURT_ORDER], explanation=WORDS)
    return world.acted(case.case_id)


def read(path: str, world: World, by: Staff, monkeypatch: pytest.MonkeyPatch, **query: str) -> Any:
    monkeypatch.setattr(door, "desk", lambda: world)
    return answered(door.handler, a_call("GET", path, by=by, query=query)).said


class TestCiting:
    @pytest.mark.parametrize("by", [LEA, ADA])
    def test_a_removal_may_rest_on_the_order_that_a_report_claims(self, world: World, by: Staff) -> None:
        case = ordered(world)

        world.decided(case.case_id, "remove", by=by, grounds=[COURT_ORDER], explanation=WORDS)

        assert world.acted(case.case_id).status is Status.REMOVED
        assert world.decision_of(case.case_id).grounds == (COURT_ORDER,)

    def test_where_nobody_claims_an_order_none_is_cited(self, world: World) -> None:
        world.told_of()
        case = world.in_review(legal="defamation_claim")

        with pytest.raises(InvalidInput) as refused:
            world.decided(case.case_id, "remove", by=LEA, grounds=["respect.defamation", COURT_ORDER])

        assert [error.pointer for error in refused.value.errors] == ["/grounds/1"]
        assert "claims a court order" in refused.value.errors[0].detail

    def test_a_moderator_weighs_no_order(self, world: World) -> None:
        case = ordered(world)
        world.decided(case.case_id, "keep", by=LEA)
        appealed(world, case.case_id)
        world.opened(case.case_id)

        with pytest.raises(NotAllowed, match="legal"):
            world.decided(case.case_id, "remove", by=BEN, grounds=[COURT_ORDER])

    def test_an_appeal_against_it_is_heard_by_those_who_may_weigh_an_order(self, world: World) -> None:
        case = removed_by_order(world)
        appealed(world, case.case_id, by_author=True)
        world.opened(case.case_id)
        other = Staff(name="leo", roles=frozenset({Role.LEGAL}))

        with pytest.raises(NotAllowed):
            world.decided(case.case_id, "keep", by=BEN)

        world.decided(case.case_id, "keep", by=other)
        assert world.acted(case.case_id).status is Status.RESTORED

    def test_an_appeal_on_any_other_ground_is_everybodys(self, world: World) -> None:
        case = ordered(world)
        world.decided(case.case_id, "remove", by=LEA, grounds=["respect.harassment"])
        world.acted(case.case_id)
        appealed(world, case.case_id, by_author=True)
        world.opened(case.case_id)

        assert world.decided(case.case_id, "keep", by=BEN).status is Status.DECIDING


class TestWhatIsTold:
    def test_the_platform_hears_it_as_the_ground(self, world: World) -> None:
        removed_by_order(world)

        assert world.platform.told(Event.TAKEN_DOWN)[0].data["grounds"] == [COURT_ORDER]

    def test_its_author_is_barred_and_told_why_in_words(self, world: World) -> None:
        removed_by_order(world)

        verdict = check_review(a_review("R2"), reviews=world.reviews, texts=world.texts, policy=world.policy)

        assert court_order("en").title in verdict.reasons[0].explanation

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("side", Side)
    def test_a_letter_names_it_in_each_language_and_calls_it_no_guideline(
        self, world: World, lang: str, side: Side
    ) -> None:
        decision = a_decision().model_copy(update={"grounds": (COURT_ORDER,)})

        letter = render(a_notice(side=side, lang=lang), policy=world.policy, told=told(decision=decision))

        said = court_order(lang)
        assert said.title in letter.text
        assert said.explanation in letter.text
        assert f"({COURT_ORDER})" not in letter.text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_page_shows_its_title_and_what_it_means(self, world: World, lang: str) -> None:
        (shown,) = clauses([COURT_ORDER], world.policy, lang)

        assert shown.title
        assert shown.explanation
        assert not shown.lang


class TestAtTheDesk:
    def test_it_is_offered_where_it_is_claimed_and_to_those_who_may(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        claimed, other = ordered(world), world.in_review("R2")

        assert read(f"/v1/cases/{claimed.case_id}", world, LEA, monkeypatch)["may_cite"] == [COURT_ORDER]
        assert read(f"/v1/cases/{claimed.case_id}", world, ANA, monkeypatch)["may_cite"] == []
        assert read(f"/v1/cases/{other.case_id}", world, LEA, monkeypatch)["may_cite"] == []

    def test_the_list_is_narrowed_to_what_claims_one(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        claimed = ordered(world)
        world.in_review("R2", legal="defamation_claim")

        found = read("/v1/cases", world, LEA, monkeypatch, guideline=COURT_ORDER)["items"]

        assert [each["case_id"] for each in found] == [claimed.case_id]

    def test_the_policy_that_the_desk_reads_has_its_words(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        said = read("/v1/policy", world, LEA, monkeypatch)["court_order"]

        assert said["id"] == COURT_ORDER
        assert said["templates"]["remove"].keys() == set(LANGUAGES)


class TestWhatIsCounted:
    def test_a_decision_counts_under_it(self, world: World) -> None:
        before = ordered(world)
        count_changes([Change(before, removed_by_order(world, before))], counters=world.counters)

        assert world.counters.read("2026-11-23").amounts[f"guideline:{COURT_ORDER}"]["removed"] == 1

    def test_no_detector_has_missed_what_a_court_ordered(self, world: World) -> None:
        case = removed_by_order(world)
        decision = world.decision_of(case.case_id)

        assert not agreement(judgements(case, [decision])).unseen
