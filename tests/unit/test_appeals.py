"""Appeals: once for each decision and side, within six months, before another person."""

import pytest

from redress.appeals import Plea, appeal, read_decision
from redress.errors import AlreadyAppealed, AppealClosed, NotDecided, NotFound
from redress.intake import author_token, reporter_token
from redress.model import Case, Decision, Notice, Outcome, Priority, Queue, Side, Status
from redress.policy import Policy
from tests.builders.nouns import A_NUMBER, a_case, a_decision
from tests.builders.world import ANA, BEN, World


def token_of(world: World, decision: Decision, *, by_author: bool = False) -> str:
    if by_author:
        return author_token(decision, world.seal)
    report = world.reports.of_case(decision.case_id).items[0]
    return reporter_token(decision, report.report_id, world.seal)


def pleaded(world: World, token: str, explanation: str = "I do not agree.") -> Case:
    return appeal(
        token,
        Plea(explanation=explanation),
        cases=world.cases,
        workflow=world.workflow,
        seal=world.seal,
        policy=world.policy,
        clock=world.clock,
    )


def appealed(world: World, case_id: str, *, by_author: bool = False) -> Case:
    return pleaded(world, token_of(world, world.decision_of(case_id), by_author=by_author))


def removed(world: World) -> Case:
    world.told_of()
    return world.removed()


def heard(world: World, case_id: str, outcome: str, *, by_author: bool = False) -> list[Notice]:
    """An appeal is heard by Ben; whoever is told of its end."""
    appealed(world, case_id, by_author=by_author)
    world.told(case_id)
    world.opened(case_id)
    world.decided(case_id, "keep" if outcome == "keep" else "remove", by=BEN)
    world.acted(case_id)
    return world.told(case_id)


def without(guideline_id: str, policy: Policy) -> Policy:
    kept = [guideline for guideline in policy.guidelines if guideline.id != guideline_id]
    return Policy.model_validate(policy.model_dump() | {"guidelines": kept})


class TestAppealing:
    def test_opens_the_case_for_another_person(self, world: World) -> None:
        kept = world.kept()

        case = appealed(world, kept.case_id)

        assert (case.status, case.queue, case.priority) == (Status.HUMAN_REVIEW, Queue.APPEALS, Priority.HIGH)
        assert not case.may_be_moved_by(ANA)
        assert case.may_be_moved_by(BEN)
        assert world.workflow.starts[-1] == (case.case_id, 2)
        assert case.move_by is not None

    def test_no_words_of_the_plea_stand_in_the_log(self, world: World) -> None:
        kept = world.kept()

        pleaded(world, token_of(world, world.decision_of(kept.case_id)), "I am Maria Keller.")

        assert "Keller" not in "".join(entry.model_dump_json() for entry in world.cases.entries(kept.case_id))

    def test_is_done_once_for_each_decision_and_side(self, world: World) -> None:
        kept = world.kept()
        token = token_of(world, world.decision_of(kept.case_id))
        pleaded(world, token)

        with pytest.raises(AlreadyAppealed):
            pleaded(world, token)
        world.opened(kept.case_id)
        world.decided(kept.case_id, "keep", by=BEN)
        with pytest.raises((AlreadyAppealed, NotDecided)):
            pleaded(world, token)

    def test_another_reporter_does_not_appeal_the_same_decision_again(self, world: World) -> None:
        world.reported()
        kept = world.kept()
        decision = world.decision_of(kept.case_id)
        one, other = world.reports.of_case(kept.case_id).items
        pleaded(world, reporter_token(decision, one.report_id, world.seal))

        with pytest.raises(AlreadyAppealed):
            pleaded(world, reporter_token(decision, other.report_id, world.seal))

    def test_two_at_the_very_same_moment_open_it_once(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = world.kept()
        token = token_of(world, world.decision_of(kept.case_id))
        read, raced = world.cases.get, iter([True])

        def get_while_another_appeals(case_id: str) -> Case:
            found = read(case_id)
            if next(raced, False):
                pleaded(world, token)
            return found

        monkeypatch.setattr(world.cases, "get", get_while_another_appeals)

        with pytest.raises(AlreadyAppealed):
            pleaded(world, token)
        assert world.workflow.starts.count((kept.case_id, 2)) == 1

    def test_has_six_months(self, world: World) -> None:
        kept = world.kept()
        token = token_of(world, world.decision_of(kept.case_id))
        world.later(days=183)

        with pytest.raises(AppealClosed):
            pleaded(world, token)

    def test_is_open_to_the_last_moment(self, world: World) -> None:
        kept = world.kept()
        token = token_of(world, world.decision_of(kept.case_id))
        world.later(days=183, seconds=-1)

        assert pleaded(world, token).status is Status.HUMAN_REVIEW

    def test_of_what_is_not_decided_yet_is_refused(self, world: World) -> None:
        case = world.in_review()
        decision = a_decision(a_case())

        with pytest.raises(NotDecided):
            pleaded(world, token_of(world, decision))
        world.decided(case.case_id, "keep", undo=60)
        with pytest.raises(NotDecided):
            pleaded(world, token_of(world, decision))

    def test_of_a_decision_that_an_appeal_has_overtaken_is_refused(self, world: World) -> None:
        case = removed(world)
        first = world.decision_of(case.case_id)
        appealed(world, case.case_id, by_author=True)
        world.opened(case.case_id)
        world.decided(case.case_id, "keep", by=BEN)
        world.acted(case.case_id)

        with pytest.raises((AlreadyAppealed, NotDecided)):
            pleaded(world, token_of(world, first, by_author=True))
        assert appealed(world, case.case_id).appeal is not None

    @pytest.mark.parametrize("outcome", ["remove", "keep"])
    @pytest.mark.parametrize("by_author", [True, False])
    def test_is_each_sides_whatever_was_decided(self, world: World, outcome: str, by_author: bool) -> None:
        world.told_of()
        case = world.removed() if outcome == "remove" else world.kept()

        contested = appealed(world, case.case_id, by_author=by_author)

        assert (contested.status, contested.queue) == (Status.HUMAN_REVIEW, Queue.APPEALS)
        assert contested.appeal is not None
        assert contested.appeal.is_of_a_removal is (outcome == "remove")

    def test_by_a_reporter_of_a_removal_ends_with_the_review_restored_or_down(self, world: World) -> None:
        case = removed(world)
        appealed(world, case.case_id)
        assert "out_of_scope" not in world.cases.get(case.case_id).allowed(BEN, world.now)
        world.opened(case.case_id)
        world.decided(case.case_id, "keep", by=BEN)

        restored = world.acted(case.case_id)

        assert restored.status is Status.RESTORED
        assert world.platform.visible["R1"] is True
        assert {notice.recipient.side for notice in world.told(case.case_id)} == {Side.AUTHOR, Side.REPORTER}

    def test_by_a_reporter_of_a_removal_that_changes_nothing_is_told_them_alone(self, world: World) -> None:
        case = removed(world)
        world.told(case.case_id)

        told = heard(world, case.case_id, "remove")

        assert world.cases.get(case.case_id).status is Status.REMOVED
        assert world.platform.visible["R1"] is False
        assert [notice.recipient.side for notice in told] == [Side.REPORTER]

    def test_by_an_author_of_what_was_kept_leaves_it_or_takes_it_down(self, world: World) -> None:
        world.told_of()
        case = world.kept()
        appealed(world, case.case_id, by_author=True)
        world.opened(case.case_id)

        assert world.decided(case.case_id, "keep", by=BEN).status is Status.KEPT

    def test_of_both_sides_is_heard_together_by_one_person(self, world: World) -> None:
        case = removed(world)
        first = appealed(world, case.case_id, by_author=True)
        starts = list(world.workflow.starts)

        both = appealed(world, case.case_id)

        assert both.appeal is not None
        assert [plea.side for plea in both.appeal.pleas] == [Side.AUTHOR, Side.REPORTER]
        assert (both.status, both.queue, both.version) == (Status.HUMAN_REVIEW, Queue.APPEALS, first.version + 1)
        assert world.workflow.starts == starts
        for by_author in (True, False):
            with pytest.raises(AlreadyAppealed):
                appealed(world, case.case_id, by_author=by_author)

    def test_of_the_other_side_comes_too_late_once_somebody_has_decided(self, world: World) -> None:
        case = removed(world)
        first = world.decision_of(case.case_id)
        appealed(world, case.case_id, by_author=True)
        world.opened(case.case_id)
        world.decided(case.case_id, "keep", by=BEN, undo=60)
        with pytest.raises(NotDecided, match="a new one will follow"):
            pleaded(world, token_of(world, first))
        world.later(seconds=60)
        world.acted(case.case_id)

        with pytest.raises(NotDecided, match="taken the place"):
            pleaded(world, token_of(world, first))

    def test_outlives_the_clause_it_speaks_of(self, world: World) -> None:
        """A policy changes; whoever was removed under its old version can contest it all the same."""
        case = removed(world)
        world.policy = without("respect.harassment", world.policy)

        assert appealed(world, case.case_id, by_author=True).status is Status.HUMAN_REVIEW

    def test_of_a_machines_decision_may_be_heard_by_anybody(self, world: World) -> None:
        world.told_of(text=A_NUMBER)
        case = world.acted(world.reported().case_id)

        assert appealed(world, case.case_id, by_author=True).may_be_moved_by(ANA)

    def test_of_a_seconded_decision_is_heard_by_neither(self, world: World) -> None:
        from tests.unit.test_review import approved

        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "remove", grounds=["respect.erasure"])
        approved(world, case.case_id, BEN)
        world.acted(case.case_id)

        contested = appealed(world, case.case_id, by_author=True)

        assert not contested.may_be_moved_by(ANA)
        assert not contested.may_be_moved_by(BEN)

    @pytest.mark.parametrize("forged", ["", "k1.x.y", "k1.r-R1-1~1~author~.aaaa"])
    def test_needs_a_token_of_ours(self, world: World, forged: str) -> None:
        with pytest.raises(NotFound):
            pleaded(world, forged)

    def test_is_taken_up_by_the_sweep_when_its_workflow_could_not_be_begun(self, world: World) -> None:
        kept = world.kept()
        world.workflow.broken = RuntimeError("no workflow")
        with pytest.raises(RuntimeError):
            appealed(world, kept.case_id)
        world.workflow.broken = None

        world.later(seconds=91)
        world.swept()

        assert world.workflow.starts[-1] == (kept.case_id, 3)


class TestReading:
    def test_each_side_sees_the_decision_and_the_author_their_own_words(self, world: World) -> None:
        case = removed(world)
        decision = world.decision_of(case.case_id)

        for by_author in (True, False):
            token = token_of(world, decision, by_author=by_author)
            hearing = read_decision(token, cases=world.cases, reviews=world.reviews, seal=world.seal, clock=world.clock)
            assert hearing.view.outcome == "removed"
            assert hearing.side is (Side.AUTHOR if by_author else Side.REPORTER)
            assert (hearing.review is not None) == by_author
            assert hearing.may_appeal is True

    def test_the_contested_decision_is_read_while_the_appeal_is_heard_but_not_appealed(self, world: World) -> None:
        case = removed(world)
        token = token_of(world, world.decision_of(case.case_id), by_author=True)
        pleaded(world, token)
        world.opened(case.case_id)
        world.decided(case.case_id, "keep", by=BEN, undo=60)

        hearing = read_decision(token, cases=world.cases, reviews=world.reviews, seal=world.seal, clock=world.clock)

        assert hearing.view.outcome == "removed"
        assert not hearing.may_appeal

    def test_the_other_side_is_offered_its_own_appeal_while_one_waits(self, world: World) -> None:
        case = removed(world)
        decision = world.decision_of(case.case_id)
        appealed(world, case.case_id)

        for by_author in (True, False):
            token = token_of(world, decision, by_author=by_author)
            hearing = read_decision(token, cases=world.cases, reviews=world.reviews, seal=world.seal, clock=world.clock)
            assert hearing.may_appeal is by_author


class TestWhoIsTold:
    """An appeal that changes the outcome is told to both sides; one that does not, to the one who appealed."""

    def test_an_authors_appeal_in_vain_is_told_to_the_author_alone(self, world: World) -> None:
        world.reported()
        case = removed(world)
        world.told(case.case_id)

        told = heard(world, case.case_id, "remove", by_author=True)

        assert [(notice.recipient.side, notice.outcome) for notice in told] == [(Side.AUTHOR, Outcome.REMOVED)]

    def test_an_appeal_of_both_sides_in_vain_is_told_to_those_two(self, world: World) -> None:
        world.reported()
        case = removed(world)
        world.told(case.case_id)
        appealed(world, case.case_id, by_author=True)

        told = heard(world, case.case_id, "remove")

        assert sorted(notice.recipient.side for notice in told) == ["author", "reporter"]

    def test_an_authors_appeal_that_restores_is_told_to_all(self, world: World) -> None:
        world.reported()
        told = heard(world, removed(world).case_id, "keep", by_author=True)

        assert sorted(notice.recipient.side for notice in told) == ["author", "reporter", "reporter"]
        assert {notice.outcome for notice in told} == {Outcome.RESTORED}

    def test_a_reporters_appeal_in_vain_is_told_to_that_reporter_alone(self, world: World) -> None:
        world.told_of()
        world.reported()
        kept = world.kept()
        world.told(kept.case_id)
        appellant = world.reports.of_case(kept.case_id).items[0]

        told = heard(world, kept.case_id, "keep")

        assert [notice.report_id for notice in told] == [appellant.report_id]
        assert told[0].outcome is Outcome.KEPT

    def test_a_reporters_appeal_that_removes_is_told_to_all(self, world: World) -> None:
        world.told_of()
        world.reported()
        kept = world.kept()
        world.told(kept.case_id)

        told = heard(world, kept.case_id, "remove")

        assert sorted(notice.recipient.side for notice in told) == ["author", "reporter", "reporter"]
        assert {notice.outcome for notice in told} == {Outcome.REMOVED}
