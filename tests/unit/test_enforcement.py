"""Takedown and restoring: the platform hears each thing once, in order, of words that somebody judged."""

from typing import Any

import pytest

from redress.errors import PlatformUnreachable
from redress.model import Action, ActionKind, Case, Event, Outcome, Queue, Route, Status
from redress.publishing import check_review
from tests.builders.nouns import A_NUMBER, HARSH, a_review
from tests.builders.world import BEN, World
from tests.unit.test_appeals import appealed


def may_be_posted(world: World, **fields: Any) -> bool:
    return check_review(
        a_review("new", **fields), reviews=world.reviews, texts=world.texts, policy=world.policy
    ).allowed


def to_be_removed(world: World, review_id: str = "R1") -> Case:
    """A person has decided to remove; the platform has not heard."""
    world.told_of(review_id)
    return world.decided(world.in_review(review_id).case_id, "remove")


def restored(world: World, case_id: str) -> Case:
    appealed(world, case_id, by_author=True)
    world.opened(case_id)
    world.decided(case_id, "keep", by=BEN)
    return world.acted(case_id)


class TestTakingDown:
    def test_the_platform_hears_what_was_judged_and_why(self, world: World) -> None:
        review = world.told_of()
        case = world.removed()

        (event,) = world.platform.told(Event.TAKEN_DOWN)
        assert event.subject == "reviews/R1"
        assert event.data | {"explanation": ""} == {
            "review_id": "R1",
            "case_id": case.case_id,
            "grounds": ["respect.harassment"],
            "explanation": "",
            "automated": False,
            "sequence": 1,
            "snapshot": review.snapshot,
            "author_id": "A1",
            "product_id": "P1",
        }
        assert (case.status, case.sequence) == (Status.REMOVED, 1)
        assert world.platform.visible == {"R1": False}

    def test_its_author_may_not_post_on_the_product_again_nor_anybody_its_words(self, world: World) -> None:
        case = _removed(world)

        assert world.platform.bars == {("A1", "P1", case.case_id): True}
        assert not may_be_posted(world, text="Something else that is quite long enough.")
        assert not may_be_posted(world, author_id="A2", text=HARSH.upper())
        assert may_be_posted(world, author_id="A2", text="Something else that is quite long enough.")
        assert may_be_posted(world, product_id="P2", author_id="A2", text=HARSH)

    def test_a_machine_takes_down_with_its_clause(self, world: World) -> None:
        world.told_of(text=A_NUMBER)

        case = world.acted(world.reported().case_id)

        assert case.status is Status.REMOVED
        (event,) = world.platform.told(Event.TAKEN_DOWN)
        assert (event.data["automated"], event.data["grounds"]) == (True, ["privacy.personal_data"])

    def test_repeated_it_is_one_event_and_one_end(self, world: World) -> None:
        case = _removed(world)

        assert world.acted(case.case_id) == world.cases.get(case.case_id)
        assert len(world.platform.told(Event.TAKEN_DOWN)) == 1

    @pytest.mark.parametrize("where", ["action_done", "save"])
    def test_cut_off_after_the_platform_heard_it_says_the_same_again(
        self, world: World, monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        case = to_be_removed(world)
        keep, calls = getattr(world.cases, where), []

        def cut_off(*args: Any, **named: Any) -> Any:
            calls.append(args)
            if world.platform.heard:
                raise KeyboardInterrupt
            return keep(*args, **named)

        with monkeypatch.context() as killed:
            killed.setattr(world.cases, where, cut_off)
            with pytest.raises(KeyboardInterrupt):
                world.acted(case.case_id)

        assert world.acted(case.case_id).status is Status.REMOVED
        assert len({event.event_id for event in world.platform.told(Event.TAKEN_DOWN)}) == 1
        assert [event.data["sequence"] for event in world.platform.told(Event.TAKEN_DOWN)] == [1, 1]

    def test_a_platform_that_is_down_is_told_again_of_the_same_action(self, world: World) -> None:
        case = to_be_removed(world)
        world.platform.down = True
        for _ in range(3):
            with pytest.raises(PlatformUnreachable):
                world.acted(case.case_id)
        assert world.cases.get(case.case_id).status is Status.ACTING

        world.platform.down = False
        assert world.acted(case.case_id).status is Status.REMOVED

        assert [action.sequence for action in world.cases.actions("R1")] == [1]
        assert world.cases.get(case.case_id).entries == len(world.acts(case.case_id))

    def test_two_workers_at_once_plan_one_action(self, world: World) -> None:
        case = to_be_removed(world)
        raced = iter([True])

        def another_comes() -> None:
            if next(raced, False):
                world.acted(case.case_id)

        world.platform.before_answering = another_comes

        assert world.acted(case.case_id).status is Status.REMOVED
        assert [action.sequence for action in world.cases.actions("R1")] == [1]
        assert world.acts(case.case_id).count("removed") == 1

    def test_a_review_that_nobody_told_us_of_is_taken_down_all_the_same(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove")

        assert world.acted(case.case_id).status is Status.REMOVED
        assert world.platform.told(Event.BARRED) == []

    @pytest.mark.parametrize("status", ["human_review", "kept", "undone"])
    def test_nothing_is_done_that_was_not_decided(self, world: World, status: str) -> None:
        world.told_of()
        case = world.in_review()
        if status == "kept":
            world.decided(case.case_id, "keep")
        if status == "undone":
            world.decided(case.case_id, "remove", undo=60)

        world.acted(case.case_id)

        assert world.platform.heard == []


def _removed(world: World) -> Case:
    world.told_of()
    return world.removed()


class TestEditedSince:
    def test_words_that_nobody_judged_are_not_taken_down(self, world: World) -> None:
        case = to_be_removed(world)
        review = a_review(text="Now it says something else altogether.")
        world.reviews.put(review)  # the stream has not told triage yet

        back = world.acted(case.case_id)

        assert (back.status, back.snapshot, back.decision) == (Status.HUMAN_REVIEW, review.snapshot, None)
        assert world.platform.heard == []
        assert world.workflow.started[-1] == (case.case_id, 2, Route.HUMAN_REVIEW)

    def test_the_platform_may_know_of_an_edit_before_we_do(self, world: World) -> None:
        case = to_be_removed(world)
        world.platform.snapshots["R1"] = "another"

        back = world.acted(case.case_id)

        assert back.status is Status.HUMAN_REVIEW
        assert world.platform.visible == {}

    def test_what_is_decided_of_the_new_words_is_a_new_action_under_a_new_id(self, world: World) -> None:
        """The platform remembers its refusal by the event's id: under the same one it would refuse for ever."""
        case = to_be_removed(world)
        world.platform.snapshots["R1"] = "another"
        world.acted(case.case_id)
        review = world.told_of(text="Now it says something else altogether.")
        world.opened(case.case_id)

        world.decided(case.case_id, "remove")
        removed = world.acted(case.case_id)

        assert removed.status is Status.REMOVED
        assert world.platform.visible == {"R1": False}
        first, second = world.platform.told(Event.TAKEN_DOWN)
        assert first.event_id != second.event_id
        assert second.data["snapshot"] == review.snapshot
        assert second.data["sequence"] > first.data["sequence"]

    def test_so_it_is_when_the_words_came_back_to_what_they_were(self, world: World) -> None:
        case = to_be_removed(world)
        world.platform.snapshots["R1"] = "another"
        world.acted(case.case_id)
        world.platform.snapshots["R1"] = world.known().snapshot
        world.opened(case.case_id)

        world.later(minutes=1)
        world.decided(case.case_id, "remove")

        assert world.acted(case.case_id).status is Status.REMOVED
        assert world.platform.visible == {"R1": False}

    def test_a_machines_takedown_of_edited_words_goes_to_a_person(self, world: World) -> None:
        world.told_of(text=A_NUMBER)
        case = world.reported()
        world.told_of(text=A_NUMBER + " Or at +49 30 901821.")

        back = world.acted(case.case_id)

        assert (back.status, back.decision, back.decisions) == (Status.HUMAN_REVIEW, None, 0)
        assert world.platform.heard == []

    def test_an_edit_while_the_platform_is_down_is_seen_when_it_is_up(self, world: World) -> None:
        case = to_be_removed(world)
        world.platform.down = True
        with pytest.raises(PlatformUnreachable):
            world.acted(case.case_id)
        world.told_of(text="Now it says something else altogether.")
        world.platform.down = False

        assert world.acted(case.case_id).status is Status.HUMAN_REVIEW
        assert world.platform.visible == {}

    def test_an_edit_of_what_the_platform_took_down_already_leaves_it_removed(self, world: World) -> None:
        """The platform heard and hid it, its answer was lost, the author edits: nobody would ever show it again."""
        case = to_be_removed(world)

        def lost() -> None:
            raise PlatformUnreachable("No answer came.")

        world.platform.before_answering = lost
        with pytest.raises(PlatformUnreachable):
            world.acted(case.case_id)
        world.platform.before_answering = None
        world.told_of(text="Now it says something else altogether.")

        assert world.acted(case.case_id).status is Status.REMOVED
        assert world.platform.visible == {"R1": False}

    def test_a_woken_workflow_does_not_carry_out_another_decision_than_woke_it(self, world: World) -> None:
        case = to_be_removed(world)
        world.told_of(text="Now it says something else altogether.")
        world.decided(case.case_id, "remove", undo=60)

        assert world.acted(case.case_id).status is Status.DECIDING
        assert world.platform.heard == []


class TestRestoring:
    def test_lifts_the_bar_and_lets_the_words_be_posted(self, world: World) -> None:
        case = _removed(world)

        after = restored(world, case.case_id)

        assert after.status is Status.RESTORED
        assert world.platform.visible == {"R1": True}
        assert world.platform.bars == {("A1", "P1", case.case_id): False}
        assert may_be_posted(world)

    def test_lets_the_words_be_posted_that_were_removed_not_those_that_stand_now(self, world: World) -> None:
        case = _removed(world)
        appealed(world, case.case_id, by_author=True)
        world.told_of(text="The author has written something else by now.")
        world.opened(case.case_id)
        world.decided(case.case_id, "keep", by=BEN)

        world.acted(case.case_id)

        assert may_be_posted(world, text=HARSH)

    def test_lifts_this_cases_bar_and_no_others(self, world: World) -> None:
        first = _removed(world)
        world.told_of("R2", text="Another text by the same author, quite as long.")
        second = world.removed("R2")

        restored(world, first.case_id)

        assert [bar.case_id for bar in world.reviews.bars("A1", "P1")] == [second.case_id]
        assert not may_be_posted(world, text="Something else that is quite long enough.")

    def test_an_appeal_that_changes_nothing_tells_the_platform_nothing(self, world: World) -> None:
        case = _removed(world)
        heard = len(world.platform.heard)
        appealed(world, case.case_id, by_author=True)
        world.opened(case.case_id)
        world.decided(case.case_id, "remove", by=BEN)

        after = world.acted(case.case_id)

        assert (after.status, after.decisions) == (Status.REMOVED, 2)
        assert len(world.platform.heard) == heard
        assert len(world.reviews.bars("A1", "P1")) == 1

    def test_removed_restored_and_removed_again_comes_in_order(self, world: World) -> None:
        case = _removed(world)
        restored(world, case.case_id)
        appealed(world, case.case_id)
        world.opened(case.case_id)
        assert world.cases.get(case.case_id).may_be_moved_by(BEN) is False

    def test_whoever_decided_once_on_a_case_hears_no_appeal_on_it(self, world: World) -> None:
        from tests.builders.world import ANA, LEA

        case = _removed(world)  # by ana
        restored(world, case.case_id)  # by ben
        appealed(world, case.case_id)
        world.opened(case.case_id)

        contested = world.cases.get(case.case_id)

        assert not contested.may_be_moved_by(ANA)
        assert not contested.may_be_moved_by(BEN)
        assert contested.may_be_moved_by(LEA)
        world.decided(case.case_id, "remove", by=LEA)
        assert world.acted(case.case_id).status is Status.REMOVED
        sequences = [event.data["sequence"] for event in world.platform.heard if "snapshot" in event.data]
        assert sequences == [1, 1, 2, 2, 3, 3]
        assert world.platform.visible == {"R1": False}


class TestOrder:
    def test_an_action_that_was_overtaken_is_dropped_here(self, world: World) -> None:
        case = to_be_removed(world)
        world.platform.down = True
        with pytest.raises(PlatformUnreachable):
            world.acted(case.case_id)
        _planned_later(world, case)
        world.platform.down = False

        ended = world.acted(case.case_id)

        assert ended.status is Status.REMOVED
        assert world.platform.heard == []
        assert world.reviews.bars("A1", "P1") == []
        assert "superseded" in world.acts(case.case_id)

    def test_an_action_that_the_platform_finds_overtaken_holds_no_bar(self, world: World) -> None:
        case = to_be_removed(world)
        world.platform._sequences["R1"] = 7

        world.acted(case.case_id)

        assert world.reviews.bars("A1", "P1") == []
        assert world.platform.told(Event.BARRED) == []

    def test_an_action_that_never_came_to_be_overtakes_nothing(self, world: World) -> None:
        """Planned, then found to be of other words: what was planned before it still holds."""
        first = to_be_removed(world)
        world.platform.down = True
        with pytest.raises(PlatformUnreachable):
            world.acted(first.case_id)
        _planned_later(world, first, fallen=True)
        world.platform.down = False

        assert world.acted(first.case_id).status is Status.REMOVED
        assert world.platform.visible == {"R1": False}

    def test_an_action_of_words_that_were_edited_is_noted_as_never_done(self, world: World) -> None:
        case = to_be_removed(world)
        world.platform.snapshots["R1"] = "another"

        world.acted(case.case_id)

        (action,) = world.cases.actions("R1")
        assert action.fallen

    def test_after_another_that_stands_the_next_number_is_higher(self, world: World) -> None:
        case = to_be_removed(world)
        _planned_later(world, case, sequence=41, fallen=True)

        world.acted(case.case_id)

        assert max(action.sequence for action in world.cases.actions("R1")) == 42


def _planned_later(world: World, case: Case, **fields: Any) -> None:
    action = Action(
        case_id="r-R1-2",
        review_id="R1",
        sequence=fields.pop("sequence", 2),
        kind=ActionKind.RESTORE,
        decision=1,
        planned_at=world.now,
        **fields,
    )
    world.cases.action_done(action)


def test_a_case_that_is_acted_on_is_looked_at_when_the_day_of_retries_is_over(world: World) -> None:
    case = to_be_removed(world)
    world.platform.down = True
    with pytest.raises(PlatformUnreachable):
        world.acted(case.case_id)

    world.later(hours=26)
    world.swept()

    assert world.workflow.started[-1] == (case.case_id, 2, Route.TAKEDOWN)


def test_the_outcome_of_a_removal_that_was_withdrawn_in_time_is_nothing(world: World) -> None:
    from tests.unit.test_review import withdrawn

    world.told_of()
    case = world.in_review()
    world.decided(case.case_id, "remove", undo=10)
    withdrawn(world, case.case_id)

    assert world.acted(case.case_id).queue is Queue.GENERAL
    assert world.platform.heard == []
    assert Outcome.REMOVED not in [
        decision.outcome for decision in [world.cases.get(case.case_id).decision] if decision
    ]
