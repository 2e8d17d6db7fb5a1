"""Human review: one decision, by one who may, on what was read; saved first, carried out second."""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from redress.errors import CaseHeld, IllegalMove, InvalidInput, NotAllowed, NotFound, StaleCase
from redress.model import Case, Outcome, Priority, Queue, Role, Staff, Status
from redress.review import (
    add_note,
    approve,
    claim_case,
    open_review,
    reply_received,
    skip,
    withdraw,
)
from redress.sweep import park_case
from tests.builders.world import ADA, ANA, BEN, LEA, SHOP, World
from tests.builders.world import Outcome as Wished

NOBODY = Staff(name="nobody", roles=frozenset())


def claimed(world: World, case_id: str, by: Staff = ANA) -> None:
    claim_case(case_id, by, cases=world.cases, policy=world.policy, clock=world.clock)


def withdrawn(world: World, case_id: str, by: Staff = ANA) -> Case:
    return withdraw(case_id, by, cases=world.cases, policy=world.policy, clock=world.clock)


def approved(world: World, case_id: str, by: Staff = BEN, undo: float = 0) -> Case:
    return approve(
        case_id,
        by,
        undo=timedelta(seconds=undo),
        cases=world.cases,
        timer=world.timer,
        workflow=world.workflow,
        outbox=world.outbox,
        policy=world.policy,
        clock=world.clock,
    )


def parked(world: World, case_id: str, cause: str = "TakeDown: boom") -> Case:
    return park_case(case_id, cause, cases=world.cases, policy=world.policy, clock=world.clock)


def replied(world: World, case_id: str, mail_key: str = "inbound/1") -> Case | None:
    report = world.reports.of_case(case_id).items[0]
    return reply_received(
        report.report_id,
        mail_key=mail_key,
        reports=world.reports,
        cases=world.cases,
        clock=world.clock,
        policy=world.policy,
    )


class TestClaims:
    def test_a_case_is_held_by_one_and_the_lease_lapses(self, world: World) -> None:
        case = world.in_review()
        claimed(world, case.case_id, ANA)

        with pytest.raises(CaseHeld, match="ana holds this case until 09:10 UTC"):
            claimed(world, case.case_id, BEN)

        world.later(minutes=10)
        claimed(world, case.case_id, BEN)
        assert world.cases.get(case.case_id).held_by_another("ana", world.now)

    def test_a_lease_is_kept_for_some_more_minutes_by_claiming_again(self, world: World) -> None:
        case = world.in_review()
        claimed(world, case.case_id)
        world.later(minutes=9)
        claimed(world, case.case_id)
        world.later(minutes=9)

        with pytest.raises(CaseHeld):
            claimed(world, case.case_id, BEN)

    def test_of_two_who_claim_at_once_one_is_told_that_the_other_was_faster(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = world.in_review()
        read, raced = world.cases.get, iter([True])

        def get_while_another_claims(case_id: str) -> Case:
            found = read(case_id)
            if next(raced, False):
                claimed(world, case_id, BEN)
            return found

        monkeypatch.setattr(world.cases, "get", get_while_another_claims)

        with pytest.raises(CaseHeld):
            claimed(world, case.case_id, ANA)

    def test_a_claim_moves_no_version(self, world: World) -> None:
        case = world.in_review()
        claimed(world, case.case_id)

        assert world.cases.get(case.case_id).version == case.version

    def test_a_decided_case_cannot_be_claimed(self, world: World) -> None:
        with pytest.raises(IllegalMove):
            claimed(world, world.kept().case_id)

    def test_a_case_handed_back_is_free_at_once_and_the_reason_is_not_in_the_log(self, world: World) -> None:
        case = world.in_review()
        claimed(world, case.case_id)
        skip(case.case_id, "I know Maria Keller.", ANA, cases=world.cases, clock=world.clock)

        claimed(world, case.case_id, BEN)

        assert "Keller" not in "".join(entry.model_dump_json() for entry in world.cases.entries(case.case_id))


class TestDeciding:
    def test_kept_ends_at_once_and_wakes_the_workflow_after(self, world: World) -> None:
        case = world.in_review()

        kept = world.decided(case.case_id, "keep")

        assert kept.status is Status.KEPT
        assert kept.decision == world.cases.decision(case.case_id, 1)
        assert world.workflow.answers == [(case.token, "kept")]
        assert world.outbox.messages == []

    def test_removed_waits_for_the_platform(self, world: World) -> None:
        case = world.in_review()

        deciding = world.decided(case.case_id, "remove")

        assert deciding.status is Status.DECIDING
        assert world.workflow.answers == [(case.token, "removed")]

    def test_a_removal_names_a_clause_that_exists(self, world: World) -> None:
        case = world.in_review()

        with pytest.raises(InvalidInput) as none:
            world.decided(case.case_id, "remove", grounds=[""])
        with pytest.raises(InvalidInput) as unknown:
            world.decided(case.case_id, "remove", grounds=["respect.harassment", "respect.nonsense"])

        assert none.value.errors[0].pointer == "/grounds/0"
        assert unknown.value.errors[0].pointer == "/grounds/1"
        assert world.cases.get(case.case_id).status is Status.HUMAN_REVIEW

    def test_a_removal_without_any_clause_is_refused(self, world: World) -> None:
        from redress.review import Wish, decide

        case = world.in_review()
        wish = Wish(outcome="remove", explanation="No.", version=case.version)

        with pytest.raises(InvalidInput) as refused:
            decide(
                case.case_id,
                wish,
                ANA,
                undo=timedelta(),
                cases=world.cases,
                workflow=world.workflow,
                timer=world.timer,
                outbox=world.outbox,
                policy=world.policy,
                clock=world.clock,
            )

        assert refused.value.errors[0].pointer == "/grounds"

    def test_the_second_of_two_deciders_learns_that_it_is_stale(self, world: World) -> None:
        case = world.in_review()
        read = case.version
        world.decided(case.case_id, "keep", by=ANA, version=read)

        with pytest.raises(StaleCase):
            world.decided(case.case_id, "remove", by=BEN, version=read)

        assert world.cases.get(case.case_id).status is Status.KEPT

    def test_two_at_the_very_same_moment_make_one_decision(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        case = world.in_review()
        read, raced = world.cases.get, iter([True])

        def get_while_another_decides(case_id: str) -> Case:
            found = read(case_id)
            if next(raced, False):
                world.decided(case_id, "keep", by=BEN, version=found.version)
            return found

        monkeypatch.setattr(world.cases, "get", get_while_another_decides)

        with pytest.raises(StaleCase):
            world.decided(case.case_id, "remove", by=ANA, version=case.version)

        after = world.cases.get(case.case_id)
        assert (after.status, world.decision_of(case.case_id).decided_by) == (Status.KEPT, "ben")
        assert world.workflow.answers == [(case.token, "kept")]

    def test_a_decision_on_words_that_were_edited_since_is_refused(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        world.told_of(text="Now it says something else altogether.")

        with pytest.raises(StaleCase, match="version 3"):
            world.decided(case.case_id, "remove", version=case.version)

    def test_a_case_that_another_holds_is_not_decided(self, world: World) -> None:
        case = world.in_review()
        claimed(world, case.case_id, BEN)

        with pytest.raises(CaseHeld):
            world.decided(case.case_id, "keep", by=ANA)

        assert world.decided(case.case_id, "keep", by=BEN).status is Status.KEPT

    @pytest.mark.parametrize("who", [SHOP, NOBODY], ids=lambda staff: staff.name)
    def test_who_is_no_moderator_decides_nothing(self, world: World, who: Staff) -> None:
        case = world.in_review()

        with pytest.raises(NotAllowed):
            world.decided(case.case_id, "keep", by=who)

    def test_legal_review_is_for_legal(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "escalate", by=ANA)

        with pytest.raises(NotAllowed):
            world.decided(case.case_id, "keep", by=ANA)
        assert world.decided(case.case_id, "keep", by=LEA).status is Status.KEPT

    def test_whose_role_may_not_learns_that_first_whatever_else_is_wrong(self, world: World) -> None:
        case = world.in_review()
        read = case.version
        world.decided(case.case_id, "escalate", by=ANA, version=read)
        claimed(world, case.case_id, LEA)

        with pytest.raises(NotAllowed):
            world.decided(case.case_id, "keep", by=ANA, version=read)

    def test_legal_hands_on_to_an_admin(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "escalate", by=ANA)
        escalated = world.decided(case.case_id, "escalate", by=LEA)

        assert escalated.reserved_for is Role.ADMIN
        with pytest.raises(NotAllowed):
            world.decided(case.case_id, "keep", by=LEA)
        assert world.decided(case.case_id, "keep", by=ADA).status is Status.KEPT

    def test_escalated_it_is_more_pressing_and_free(self, world: World) -> None:
        case = world.in_review()
        claimed(world, case.case_id)

        escalated = world.decided(case.case_id, "escalate")

        assert (escalated.queue, escalated.priority, escalated.claim) == (Queue.LEGAL, Priority.HIGH, None)

    def test_a_decision_for_no_case_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            world.decided("r-R404-1", "keep", version=1)

    def test_no_words_of_the_explanation_stand_in_the_log(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "keep", explanation="Maria Keller may say so.")

        assert "Keller" not in "".join(entry.model_dump_json() for entry in world.cases.entries(case.case_id))


class TestUndo:
    def test_a_decision_takes_effect_when_its_time_is_over(self, world: World) -> None:
        case = world.in_review()
        deciding = world.decided(case.case_id, "keep", undo=10)

        assert world.timer.set == [(case.case_id, timedelta(seconds=10))]
        assert world.concluded(case.case_id) == world.cases.get(case.case_id)
        assert deciding.status is Status.DECIDING
        assert world.workflow.answers == []

        world.later(seconds=10)
        assert world.concluded(case.case_id).status is Status.KEPT
        assert world.concluded(case.case_id).status is Status.KEPT
        assert world.workflow.answers == [(case.token, "kept")]

    def test_withdrawn_it_is_where_it_was_in_the_same_hands(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", undo=10)

        back = withdrawn(world, case.case_id)
        world.later(seconds=11)

        assert (back.status, back.decision, back.decisions) == (Status.HUMAN_REVIEW, None, 0)
        assert back.held_by_another("ben", world.now)
        assert world.concluded(case.case_id).status is Status.HUMAN_REVIEW
        assert world.workflow.answers == []

    def test_in_force_it_cannot_be_withdrawn(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", undo=10)
        world.later(seconds=10)

        with pytest.raises(IllegalMove, match="taken effect"):
            withdrawn(world, case.case_id)

    def test_another_moderator_cannot_withdraw_it_but_an_admin_can(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "keep", undo=10)

        with pytest.raises(IllegalMove):
            withdrawn(world, case.case_id, BEN)
        assert withdrawn(world, case.case_id, ADA).status is Status.HUMAN_REVIEW

    def test_what_was_never_decided_cannot_be_withdrawn(self, world: World) -> None:
        with pytest.raises(IllegalMove):
            withdrawn(world, world.in_review().case_id)

    def test_withdrawn_and_decided_again_it_is_the_last_word_that_counts(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", undo=10)
        withdrawn(world, case.case_id)
        world.decided(case.case_id, "keep", undo=10)
        world.later(seconds=11)

        kept = world.concluded(case.case_id)

        assert (kept.status, kept.decisions) == (Status.KEPT, 1)
        assert world.cases.decision(case.case_id, 1).outcome is Outcome.KEPT

    def test_a_second_decision_after_parking_can_be_withdrawn(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove")
        parked(world, case.case_id)
        world.decided(case.case_id, "keep", by=ADA, undo=10)

        back = withdrawn(world, case.case_id, ADA)

        assert (back.status, back.queue, back.decisions) == (Status.PARKED, Queue.PARKED, 1)


class TestTheWorkflow:
    def test_keeps_its_token_while_a_person_looks(self, world: World) -> None:
        case = world.reported()

        waiting = world.opened(case.case_id)

        assert waiting.token == "token-1"
        assert waiting.move_by == waiting.due_at

    def test_that_comes_after_the_decision_is_answered_at_once(self, world: World) -> None:
        case = world.reported()
        world.decided(case.case_id, "keep")

        world.opened(case.case_id)

        assert world.workflow.answers == [("token-1", "kept")]
        assert world.cases.get(case.case_id).token == ""

    def test_that_comes_within_the_undo_window_waits_for_its_end(self, world: World) -> None:
        case = world.reported()
        world.decided(case.case_id, "remove", undo=10)
        waiting = world.opened(case.case_id)
        assert waiting.token == "token-1"

        world.later(seconds=10)
        world.concluded(case.case_id)

        assert world.workflow.answers == [("token-1", "removed")]

    def test_that_comes_late_to_a_removal_is_sent_on_to_the_platform(self, world: World) -> None:
        case = world.reported()
        world.decided(case.case_id, "remove")
        assert world.workflow.answers == []

        world.opened(case.case_id)

        assert world.workflow.answers == [("token-1", "removed")]

    def test_that_comes_while_a_reporter_is_asked_leaves_the_time_for_an_answer(self, world: World) -> None:
        case = world.reported()
        asked = world.decided(case.case_id, "needs_info")

        waiting = world.opened(case.case_id)

        assert waiting.status is Status.NEEDS_INFO
        assert waiting.token == "token-1"
        assert waiting.move_by == asked.move_by

    def test_that_is_told_to_wait_twice_keeps_the_last_token(self, world: World) -> None:
        case = world.in_review()

        again = open_review(case.case_id, "token-9", cases=world.cases, workflow=world.workflow, clock=world.clock)

        assert again.token == "token-9"

    def test_that_died_is_begun_anew_from_the_decision(self, world: World) -> None:
        case = world.in_review()
        world.workflow.dies()

        world.decided(case.case_id, "remove")

        assert world.workflow.starts == [("r-R1-1", 1), ("r-R1-1", 2)]
        after = world.cases.get(case.case_id)
        assert (after.status, after.token, after.attempt) == (Status.DECIDING, "", 2)

        world.opened(case.case_id)
        assert world.workflow.answers == [("token-2", "removed")]
        assert world.acted(case.case_id).status is Status.REMOVED

    def test_that_died_does_not_keep_a_kept_decision_from_being_told(self, world: World) -> None:
        case = world.in_review()
        world.workflow.dies()

        assert world.decided(case.case_id, "keep").status is Status.KEPT
        assert world.outbox.messages == [{"case_id": case.case_id}]

    def test_on_its_way_is_given_time_before_another_is_begun(self, world: World) -> None:
        case = world.reported()

        world.decided(case.case_id, "remove")
        assert world.workflow.starts == [("r-R1-1", 1)]

        world.later(seconds=91)
        world.concluded(case.case_id)
        assert world.workflow.starts == [("r-R1-1", 1), ("r-R1-1", 2)]

    def test_that_cannot_be_reached_loses_no_decision(self, world: World) -> None:
        case = world.in_review()
        world.workflow.broken = ClientError({"Error": {"Code": "InternalFailure"}}, "SendTaskSuccess")
        with pytest.raises(ClientError):
            world.decided(case.case_id, "remove")
        world.workflow.broken = None

        world.later(seconds=100)
        world.swept()

        assert world.workflow.answers == [(case.token, "removed")]


class TestQuestions:
    def test_a_reporter_is_asked_and_the_case_waits(self, world: World) -> None:
        case = world.in_review()

        asked = world.decided(case.case_id, "needs_info", explanation="Which sentence do you mean?")

        assert (asked.status, asked.asked) == (Status.NEEDS_INFO, "Which sentence do you mean?")
        (notice,) = world.told(case.case_id)
        assert (notice.kind, notice.recipient.side) == ("question", "reporter")

    def test_an_answer_brings_it_back_to_a_person_with_the_mail(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "needs_info")

        back = replied(world, case.case_id)

        assert back is not None
        assert (back.status, back.asked, back.replies) == (Status.HUMAN_REVIEW, "", ("inbound/1",))
        assert back.move_by == back.due_at

    def test_an_answer_that_comes_twice_is_one(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "needs_info")
        replied(world, case.case_id)
        before = world.cases.get(case.case_id)

        replied(world, case.case_id)

        assert world.cases.get(case.case_id) == before

    def test_a_question_by_legal_comes_back_to_legal(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "escalate")
        world.decided(case.case_id, "needs_info", by=LEA)

        back = replied(world, case.case_id)

        assert back is not None
        assert back.status is Status.LEGAL_REVIEW

    def test_a_reply_to_a_case_that_asked_nothing_is_kept_beside_it(self, world: World) -> None:
        case = world.in_review()

        kept = replied(world, case.case_id)

        assert kept is not None
        assert (kept.status, kept.replies, kept.version) == (Status.HUMAN_REVIEW, ("inbound/1",), case.version)

    def test_a_reply_before_triage_has_no_case_yet(self, world: World) -> None:
        report = world.received()

        found = reply_received(
            report.report_id,
            mail_key="inbound/1",
            reports=world.reports,
            cases=world.cases,
            clock=world.clock,
            policy=world.policy,
        )

        assert found is None

    def test_a_question_that_nobody_was_told_of_is_told_by_the_sweep(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "needs_info")
        world.outbox.taken()  # lost on its way to the queue

        world.later(minutes=3)
        world.swept()

        assert [message for message in world.outbox.taken() if message.get("case_id") == case.case_id]
        assert world.cases.get(case.case_id).status is Status.NEEDS_INFO
        world.later(days=15)
        world.swept()
        assert world.cases.get(case.case_id).status is Status.HUMAN_REVIEW


class TestTheSecondPerson:
    GROUNDS = ("respect.erasure",)

    def test_a_grave_removal_waits_for_another_person(self, world: World) -> None:
        case = world.in_review()

        held = world.decided(case.case_id, "remove", grounds=self.GROUNDS)
        world.later(minutes=5)
        world.concluded(case.case_id)

        assert held.status is Status.DECIDING
        assert world.workflow.answers == []
        with pytest.raises(IllegalMove):
            approved(world, case.case_id, ANA)
        approved(world, case.case_id, BEN)
        assert world.workflow.answers == [(case.token, "removed")]
        assert world.decision_of(case.case_id).approved_by == "ben"

    def test_it_may_be_withdrawn_for_as_long_as_it_waits_and_while_it_may_be_undone(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", grounds=self.GROUNDS, undo=10)
        world.later(minutes=5)
        assert withdrawn(world, case.case_id).status is Status.HUMAN_REVIEW

        world.decided(case.case_id, "remove", grounds=self.GROUNDS, undo=10)
        approved(world, case.case_id, undo=10)
        assert withdrawn(world, case.case_id).status is Status.HUMAN_REVIEW

    def test_an_approval_is_taken_back_while_it_may_be_undone_and_the_decision_waits_again(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", grounds=self.GROUNDS, undo=10)
        world.later(minutes=5)
        approved(world, case.case_id, BEN, undo=10)

        back = withdrawn(world, case.case_id, BEN)
        world.later(minutes=5)
        world.concluded(case.case_id)
        world.swept()

        assert back.status is Status.DECIDING
        assert back.decision
        assert back.decision.awaits_second_person
        assert [entry.act for entry in world.cases.entries(case.case_id)][-2:] == ["approved", "unapproved"]
        assert world.workflow.answers == []
        assert world.cases.get(case.case_id).allowed(ANA, world.now) == ("withdraw",)
        assert world.cases.get(case.case_id).allowed(BEN, world.now) == ("approve", "decline")
        approved(world, case.case_id, BEN)
        assert world.workflow.answers == [(case.token, "removed")]

    def test_whoever_neither_decided_nor_approved_takes_nothing_back(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", grounds=self.GROUNDS, undo=10)
        approved(world, case.case_id, BEN, undo=10)

        with pytest.raises(IllegalMove):
            withdrawn(world, case.case_id, LEA)
        world.later(minutes=5)
        with pytest.raises(IllegalMove, match="taken effect"):
            withdrawn(world, case.case_id, BEN)

    def test_approved_and_in_force_it_cannot_be_withdrawn(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", grounds=self.GROUNDS)
        approved(world, case.case_id)
        world.later(seconds=1)

        with pytest.raises(IllegalMove, match="taken effect"):
            withdrawn(world, case.case_id)

    def test_nothing_else_waits_for_a_second_person(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "keep", grounds=self.GROUNDS, undo=10)

        with pytest.raises(IllegalMove):
            approved(world, case.case_id, BEN)

    def test_a_late_workflow_does_not_carry_out_what_is_not_approved(self, world: World) -> None:
        case = world.reported()
        world.decided(case.case_id, "remove", grounds=self.GROUNDS)

        world.opened(case.case_id)

        assert world.workflow.answers == []
        approved(world, case.case_id)
        assert world.workflow.answers == [("token-1", "removed")]

    def test_the_sweep_does_not_carry_it_out_either(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", grounds=self.GROUNDS)

        for _ in range(5):
            world.later(hours=20)
            world.swept()

        assert world.workflow.answers == []
        assert world.acted(case.case_id).status is Status.DECIDING
        assert world.platform.heard == []


class TestNotes:
    def test_a_note_is_for_colleagues_and_only_its_hash_stands_in_the_log(self, world: World) -> None:
        case = world.in_review()

        noted = add_note(case.case_id, "Ask Maria Keller.", ANA, cases=world.cases, clock=world.clock)

        assert [note.text for note in noted.notes] == ["Ask Maria Keller."]
        assert noted.version == case.version
        assert "Keller" not in "".join(entry.model_dump_json() for entry in world.cases.entries(case.case_id))

    def test_the_platform_writes_no_notes(self, world: World) -> None:
        with pytest.raises(NotAllowed):
            add_note(world.in_review().case_id, "Hello.", SHOP, cases=world.cases, clock=world.clock)

    def test_many_long_notes_do_not_burst_the_case(self, world: World) -> None:
        case = world.in_review()

        def written_for_ever() -> None:
            for _ in range(60):
                add_note(case.case_id, "\U0001f600" * 5_000, ANA, cases=world.cases, clock=world.clock)

        with pytest.raises(InvalidInput) as refused:
            written_for_ever()

        assert refused.value.errors[0].pointer == "/text"
        assert len(world.cases.get(case.case_id).model_dump_json().encode()) < 350_000
        assert world.decided(case.case_id, "keep").status is Status.KEPT


class TestParking:
    def test_what_failed_for_good_is_seen_by_an_admin_who_decides_it(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "remove")
        world.workflow.dies()

        lot = parked(world, case.case_id, "TakeDown: PlatformUnreachable")

        assert (lot.status, lot.queue, lot.parked_why) == (
            Status.PARKED,
            Queue.PARKED,
            "TakeDown: PlatformUnreachable",
        )
        with pytest.raises(NotAllowed):
            world.decided(case.case_id, "remove", by=ANA)
        world.decided(case.case_id, "remove", by=ADA)
        world.opened(case.case_id)
        assert world.acted(case.case_id).status is Status.REMOVED
        assert world.platform.visible == {"R1": False}

    def test_a_decided_or_parked_case_is_left_as_it_is(self, world: World) -> None:
        kept = world.kept()
        assert parked(world, kept.case_id) == world.cases.get(kept.case_id)

        case = parked(world, world.in_review("R2").case_id)
        assert parked(world, case.case_id, "again").parked_why == "TakeDown: boom"


@pytest.mark.parametrize("wish", ["remove", "keep", "needs_info", "escalate", "out_of_scope"])
@pytest.mark.parametrize("state", ["kept", "removed", "deciding", "acting", "needs_info"])
def test_whoever_comes_too_late_is_refused_and_nothing_moves(world: World, state: str, wish: Wished) -> None:
    world.told_of()
    match state:
        case "kept":
            made = world.kept()
        case "removed":
            made = world.removed()
        case "deciding":
            made = world.decided(world.in_review().case_id, "keep", undo=10)
        case "acting":
            made = world.decided(world.in_review().case_id, "remove")
            world.platform.down = True
            with pytest.raises(Exception, match="did not answer"):
                world.acted(made.case_id)
        case _:
            made = world.decided(world.in_review().case_id, "needs_info")
    before = world.cases.get(made.case_id)

    with pytest.raises(IllegalMove):
        world.decided(made.case_id, wish, by=ADA)

    assert world.cases.get(made.case_id) == before
