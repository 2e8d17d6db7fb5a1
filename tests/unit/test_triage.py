"""Triage: each report finds its case exactly once, whatever comes twice, out of order or in crowds."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from redress.errors import Contention, StaleCase
from redress.model import (
    Case,
    Identity,
    LegalKind,
    NoticeKind,
    Outcome,
    Priority,
    Queue,
    Report,
    Route,
    Status,
    Subject,
)
from redress.review import claim_case
from redress.triage import triage_edit, triage_reports
from tests.builders.nouns import A_NUMBER, a_report
from tests.builders.world import ANA, LEA, World


def triaged(world: World, *reports: Report) -> int:
    return sum(map(len, triage_reports(reports, desk=world.triage).values()))


def some_reports(world: World, number: int, review_id: str = "R1", **fields: Any) -> list[Report]:
    return [world.received(review_id, **fields) for _ in range(number)]


def latest(world: World, review_id: str = "R1") -> Case:
    case = world.cases.latest(Subject.review(review_id))
    assert case is not None
    return case


class TestTheFirstReport:
    def test_opens_a_case_for_a_person_and_begins_its_workflow(self, world: World) -> None:
        world.told_of()

        case = world.reported()

        assert (case.status, case.queue, case.priority) == (Status.HUMAN_REVIEW, Queue.GENERAL, Priority.NORMAL)
        assert (case.report_count, case.round) == (1, 1)
        assert case.snapshot == world.known().snapshot
        assert case.move_by is not None
        assert world.workflow.started == [("r-R1-1", 1, Route.HUMAN_REVIEW)]
        assert world.outbox.messages == []

    def test_of_a_plain_breach_is_decided_by_machine_with_its_clause_and_its_words(self, world: World) -> None:
        world.told_of(text=A_NUMBER)

        case = world.reported()

        assert case.status is Status.ACTING
        assert case.decision is not None
        assert case.decision.automated
        assert case.decision.grounds == ("privacy.personal_data",)
        assert case.decision.explanation
        assert world.cases.decision(case.case_id, 1) == case.decision
        assert world.workflow.started == [("r-R1-1", 1, Route.TAKEDOWN)]

    def test_on_a_review_that_nobody_told_us_of_goes_to_a_person(self, world: World) -> None:
        case = world.reported("R9")

        assert (case.status, case.snapshot) == (Status.HUMAN_REVIEW, "")

    def test_on_a_review_that_is_gone_already_is_answered_at_once(self, world: World) -> None:
        world.told_of()
        world.gone()

        case = world.reported()

        assert case.status is Status.OUT_OF_SCOPE
        assert case.decision is not None
        assert "no longer there" in case.decision.explanation
        assert world.workflow.started == []
        assert world.outbox.messages == [{"case_id": "r-R1-1"}]

    def test_goes_to_a_person_when_a_detector_fails_on_the_text(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object) -> None:
            raise RecursionError

        world.told_of(text=A_NUMBER)
        monkeypatch.setattr("redress.triage.opening.examine", fails)

        case = world.reported()

        assert case.status is Status.HUMAN_REVIEW
        assert case.routing is not None
        assert "could not be examined" in case.routing.why

    def test_with_a_court_order_goes_to_legal_at_once(self, world: World) -> None:
        world.told_of(text=A_NUMBER)

        case = world.reported(legal=LegalKind.COURT_ORDER)

        assert (case.status, case.queue, case.priority) == (Status.LEGAL_REVIEW, Queue.LEGAL, Priority.URGENT)

    def test_can_be_found_by_its_reference(self, world: World) -> None:
        report = world.received()
        triaged(world, report)

        assert world.reports.find(report.reference.lower()) == report.report_id
        assert world.reports.find("R-0000-0000-0000") is None


class TestStamping:
    def test_a_report_that_is_delivered_again_is_stamped_and_counted_once(self, world: World) -> None:
        reports = some_reports(world, 3)

        assert triaged(world, *reports) == 3
        before = latest(world)
        assert triaged(world, *reports) == 0

        assert latest(world) == before
        assert world.workflow.starts == [("r-R1-1", 1)]

    def test_a_batch_of_old_and_new_counts_the_new(self, world: World) -> None:
        old, new = some_reports(world, 2), some_reports(world, 2)
        triaged(world, *old)

        assert triaged(world, *old, *new) == 2
        assert latest(world).report_count == 4

    def test_250_reports_in_batches_that_overlap_make_one_case_that_counts_them(self, world: World) -> None:
        world.told_of()
        reports = some_reports(world, 250)

        stamped = triaged(world, *reports[:170])
        stamped += triaged(world, *reports[100:])
        stamped += triaged(world, *reports)

        case = latest(world)
        assert stamped == 250
        assert (case.case_id, case.report_count, case.round) == ("r-R1-1", 250, 1)
        assert {world.reports.get(report.report_id).case_id for report in reports} == {"r-R1-1"}

    def test_a_stamped_report_says_the_same_words_as_before(self, world: World) -> None:
        report = world.received(explanation="Ünï\0çödé \U0001f600 \u202e", relation="lawyer")
        triaged(world, report)

        stamped = world.reports.get(report.report_id)

        assert (stamped.case_id, stamped.round) == ("r-R1-1", 1)
        assert stamped.model_copy(update={"case_id": "", "round": 0}) == report.model_copy(update={"move_by": None})

    def test_reports_on_several_reviews_find_each_their_own(self, world: World) -> None:
        triaged(world, *some_reports(world, 2, "R1"), *some_reports(world, 3, "R2"))

        assert latest(world, "R1").report_count == 2
        assert latest(world, "R2").report_count == 3

    def test_a_case_that_another_opened_meanwhile_is_joined(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mine, theirs = world.received(), world.received()
        read = world.cases.latest
        raced = iter([True])

        def latest_while_another_opens(subject: Subject) -> Case | None:
            found = read(subject)
            if next(raced, False):
                triaged(world, theirs)
            return found

        monkeypatch.setattr(world.cases, "latest", latest_while_another_opens)

        assert triaged(world, mine) == 1
        assert latest(world).report_count == 2

    def test_a_case_that_is_moved_each_time_we_look_sends_its_reports_back(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.reported()

        def stale(*_: object) -> None:
            raise StaleCase("moved")

        monkeypatch.setattr(world.cases, "join", stale)

        with pytest.raises(Contention):
            triaged(world, world.received())

    def test_a_workflow_that_could_not_be_begun_is_begun_by_the_sweep(self, world: World) -> None:
        world.workflow.broken = ClientError({"Error": {"Code": "ThrottlingException"}}, "StartExecution")
        report = world.received()
        with pytest.raises(ClientError):
            triaged(world, report)
        world.workflow.broken = None

        assert triaged(world, report) == 0
        world.later(seconds=91)
        world.swept()

        assert world.workflow.starts == [("r-R1-1", 2)]


class TestJoining:
    def test_a_mere_join_counts_and_moves_no_version(self, world: World) -> None:
        world.told_of()
        before = world.in_review()

        case = world.reported()

        assert (case.report_count, case.version, case.revision) == (2, before.version, before.revision)

    def test_a_new_claim_is_kept_raises_the_version_and_never_lowers(self, world: World) -> None:
        before = world.in_review(guideline="respect.threat")

        case = world.reported(guideline="relevance.off_topic")

        assert case.claims == {"respect.threat", "relevance.off_topic"}
        assert case.version == before.version + 1
        assert (case.priority, case.queue, case.due_at) == (before.priority, before.queue, before.due_at)

    def test_a_more_pressing_claim_raises_priority_queue_and_due_time(self, world: World) -> None:
        world.told_of()
        before = world.in_review(guideline="relevance.off_topic")

        case = world.reported(guideline="respect.threat")

        assert (case.priority, case.queue) == (Priority.URGENT, Queue.ABUSE)
        assert before.due_at
        assert case.due_at
        assert case.due_at < before.due_at
        assert case.move_by == case.due_at

    def test_a_claim_in_a_crowd_that_named_nothing_says_why_it_is_urgent(self, world: World) -> None:
        world.told_of()
        triage_reports([world.received() for _ in range(99)], desk=world.triage)
        case = world.reported()
        assert (case.priority, case.queue) == (Priority.URGENT, Queue.GENERAL)

        case = world.reported(guideline="respect.threat")

        assert case.routing
        assert world.policy.guideline("respect.threat").title in case.routing.why
        assert (case.priority, case.queue) == (Priority.URGENT, Queue.ABUSE)

    def test_a_claim_takes_a_case_out_of_the_general_queue_however_little_it_presses(self, world: World) -> None:
        world.told_of()
        before = world.in_review()
        due = before.due_at

        case = world.reported(guideline="promotion.advertising")

        assert (before.queue, case.queue) == (Queue.GENERAL, Queue.PROMOTION)
        assert case.routing
        assert "Nothing was found by machine; the reporter named" in case.routing.why
        assert case.priority is before.priority
        assert due
        assert case.due_at
        assert case.due_at <= due

    def test_but_never_away_under_whoever_holds_it(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        claim_case(case.case_id, ANA, cases=world.cases, policy=world.policy, clock=world.clock)

        case = world.reported(guideline="respect.threat")

        assert (case.priority, case.queue) == (Priority.URGENT, Queue.GENERAL)
        assert case.claim
        assert case.routing
        assert world.policy.guideline("respect.threat").title in case.routing.why

    @pytest.mark.parametrize("status", ["human_review", "needs_info", "held", "deciding"])
    def test_a_court_order_never_waits_behind_a_low_one(self, world: World, status: str) -> None:
        case = world.in_review(guideline="relevance.off_topic")
        if status == "needs_info":
            world.decided(case.case_id, "needs_info")
        if status == "deciding":
            world.decided(case.case_id, "keep", undo=60)

        case = world.reported(legal=LegalKind.COURT_ORDER)

        assert (case.status, case.queue, case.priority) == (Status.LEGAL_REVIEW, Queue.LEGAL, Priority.URGENT)
        assert case.decision is None

    def test_a_court_order_during_a_takedown_is_answered_with_it(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove", undo=60)

        case = world.reported(legal=LegalKind.COURT_ORDER)

        assert case.status is Status.DECIDING
        assert case.report_count == 2

    def test_many_reports_make_it_pressing_by_themselves(self, world: World) -> None:
        world.reported()

        triaged(world, *some_reports(world, 9))
        assert latest(world).priority is Priority.HIGH
        triaged(world, *some_reports(world, 90))
        assert latest(world).priority is Priority.URGENT

    def test_a_join_during_a_decision_neither_hinders_it_nor_is_lost(self, world: World) -> None:
        case = world.in_review()
        read = case.version
        triaged(world, *some_reports(world, 5))

        case = world.decided(case.case_id, "keep", version=read)

        assert (case.status, case.report_count) == (Status.KEPT, 6)
        told = world.told(case.case_id)
        assert len([notice for notice in told if notice.kind is NoticeKind.DECISION]) == 6

    def test_a_report_while_the_platform_is_told_is_answered_with_the_takedown(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "remove")
        world.reported()

        world.acted(case.case_id)

        assert {notice.outcome for notice in world.told(case.case_id)} == {Outcome.REMOVED}
        assert latest(world).report_count == 2

    def test_ten_thousand_pieces_of_evidence_do_not_burst_the_case(self, world: World) -> None:
        world.reported()
        for _ in range(4):
            triaged(world, *some_reports(world, 60, evidence=True))

        case = latest(world)

        assert case.report_count == 241
        assert len(case.claims) <= 60

    def test_reporters_who_were_right_before_are_heard_sooner(self, world: World) -> None:
        were_decided(world, RIGHT, upheld=10)

        assert world.reported(by=RIGHT).priority is Priority.HIGH

    def test_however_many_of_them_report_it_is_one_step(self, world: World) -> None:
        were_decided(world, RIGHT, upheld=10)
        for _ in range(3):
            world.reported(by=RIGHT)

        assert latest(world).priority is Priority.HIGH


RIGHT, WRONG = "right@example.org", "wrong@example.org"


def were_decided(world: World, email: str, *, upheld: int) -> None:
    """Ten reports of theirs, of which so many were upheld."""
    from redress.adapters.dynamodb import keys
    from redress.seal import digest_of

    key = keys.standing(digest_of(f"given:{email}"))
    world.table.update(key, "ADD decided :ten, upheld :right", given={":ten": 10, ":right": upheld})


class TestReportersWhoWereHardlyEverRight:
    """A case of theirs alone waits a step further back. Order only: it is looked at, and by the same time."""

    @pytest.fixture(autouse=True)
    def wrong(self, world: World) -> None:
        were_decided(world, WRONG, upheld=1)

    def test_a_case_of_theirs_alone_waits_further_back_with_the_same_due_time(self, world: World) -> None:
        world.told_of("R1")
        world.told_of("R2")
        usual, theirs = world.reported("R1"), world.reported("R2", by=WRONG)

        assert (usual.priority, theirs.priority) == (Priority.NORMAL, Priority.LOW)
        assert theirs.due_at == usual.due_at
        assert world.acts(theirs.case_id) == ["opened", "classified", "set_back"]

    def test_beside_others_they_lower_nothing(self, world: World) -> None:
        world.told_of()
        triaged(world, world.received(by=WRONG), world.received())

        assert latest(world).priority is Priority.NORMAL

    def test_a_report_of_anybody_else_brings_it_back(self, world: World) -> None:
        world.told_of()
        world.reported(by=WRONG)
        assert world.reported(by=WRONG).priority is Priority.LOW

        assert world.reported().priority is Priority.NORMAL

    def test_what_the_review_itself_shows_is_as_pressing_whoever_tells(self, world: World) -> None:
        world.told_of(text="Visit https://kettles.example/shop for cheaper kettles, code KETTLE20.")
        case = world.reported(by=WRONG)

        assert case.routing is not None
        assert case.routing.grounds
        assert case.priority is case.routing.priority

    @pytest.mark.parametrize("fields", [{"guideline": "respect.defamation"}, {"legal": LegalKind.LAWYER_LETTER}])
    def test_what_is_for_the_lawyers_is_as_pressing_whoever_tells(self, world: World, fields: dict[str, Any]) -> None:
        world.told_of()
        case = world.reported(by=WRONG, **fields)

        assert case.status is Status.LEGAL_REVIEW
        assert case.routing is not None
        assert case.priority is case.routing.priority

    def test_what_no_machine_has_looked_at_is_as_pressing_whoever_tells(self, world: World) -> None:
        assert world.reported(by=WRONG).priority is Priority.NORMAL

    def test_what_they_say_is_urgent_stays_urgent(self, world: World) -> None:
        world.told_of()

        assert world.reported(by=WRONG, guideline="respect.threat").priority is Priority.URGENT


class TestRounds:
    """After a decision: answered at once with it, or a new round."""

    def test_nothing_new_after_kept_is_answered_at_once_with_that_decision(self, world: World) -> None:
        world.told_of()
        kept = world.kept()
        world.told(kept.case_id)

        late = world.received()
        triaged(world, late)

        stamped = world.reports.get(late.report_id)
        assert (stamped.case_id, stamped.answered_by) == (kept.case_id, 1)
        assert latest(world).report_count == 1
        (message,) = world.outbox.taken()
        notice = world.notices.get(str(message["notice_id"]))
        assert (notice.report_id, notice.outcome) == (late.report_id, Outcome.KEPT)

    @pytest.mark.parametrize(
        "news", [{"guideline": "respect.threat"}, {"evidence": True}, {"legal": LegalKind.LAWYER_LETTER}]
    )
    def test_a_new_claim_or_evidence_after_kept_opens_a_round(self, world: World, news: dict[str, Any]) -> None:
        world.told_of()
        world.kept(guideline="relevance.off_topic")

        case = world.reported(**news)

        assert (case.case_id, case.round, case.report_count) == ("r-R1-2", 2, 1)
        assert ("r-R1-2", 1) in world.workflow.starts

    def test_what_was_claimed_in_any_round_on_the_same_words_is_not_new(self, world: World) -> None:
        """Else two claims, in turn, would open rounds for ever."""
        world.told_of()
        world.kept(guideline="relevance.off_topic")
        second = world.in_review(guideline="promotion.advertising")
        world.decided(second.case_id, "keep")

        case = world.reported(guideline="relevance.off_topic")

        assert (case.case_id, case.status) == ("r-R1-2", Status.KEPT)

    def test_an_edit_after_kept_opens_a_round_on_the_new_words(self, world: World) -> None:
        world.told_of()
        world.kept()
        edited = world.told_of(text="Now it says something else altogether.")

        case = world.reported()

        assert (case.round, case.snapshot) == (2, edited.snapshot)

    def test_after_removed_a_report_is_answered_so_whatever_it_claims(self, world: World) -> None:
        world.told_of()
        removed = world.removed()

        case = world.reported(guideline="respect.threat", legal=LegalKind.COURT_ORDER)

        assert case == world.cases.get(removed.case_id)

    def test_an_edit_after_removed_opens_a_round(self, world: World) -> None:
        world.told_of()
        world.removed()
        world.told_of(text="Now it says something else altogether.")

        assert world.reported().round == 2

    def test_a_review_that_went_and_came_back_is_looked_at_again(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        world.gone()
        assert world.cases.get(case.case_id).status is Status.OUT_OF_SCOPE
        world.told_of()

        assert world.reported().round == 2

    def test_a_late_report_that_was_stamped_but_not_told_is_told_when_it_comes_again(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.told_of()
        kept = world.kept()
        late = world.received()
        with monkeypatch.context() as killed:
            killed.setattr("redress.triage.stamping.tell_at_once", _is_killed)
            with pytest.raises(KeyboardInterrupt):
                triaged(world, late)
        assert world.reports.get(late.report_id).case_id == kept.case_id
        world.outbox.taken()

        triaged(world, late)
        triaged(world, late)

        (message,) = world.outbox.taken()
        assert world.notices.get(str(message["notice_id"])).report_id == late.report_id

    def test_a_late_report_that_comes_again_after_another_round_is_not_told_of_that(self, world: World) -> None:
        world.told_of()
        world.kept()
        late = world.received()
        triaged(world, late)
        second = world.in_review(guideline="respect.threat")
        world.decided(second.case_id, "keep")
        world.outbox.taken()

        triaged(world, late)

        assert world.outbox.messages == []

    def test_old_and_new_claims_in_one_batch_go_each_their_way(self, world: World) -> None:
        world.told_of()
        world.kept()
        same, new = world.received(), world.received(guideline="respect.threat")

        assert triaged(world, same, new) == 2

        assert world.reports.get(same.report_id).case_id == "r-R1-1"
        assert world.reports.get(new.report_id).case_id == "r-R1-2"


def _is_killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


class TestFloods:
    def test_what_one_speaker_sends_beyond_the_day_joins_moves_nothing_and_is_sent_nothing(self, world: World) -> None:
        world.in_review()
        reports = some_reports(world, 45, account="acc-1")
        triaged(world, *reports)
        before = latest(world)

        loud_and_late = world.received(account="acc-1", legal=LegalKind.COURT_ORDER)
        triaged(world, loud_and_late)

        muted = [report for report in reports if world.reports.get(report.report_id).muted]
        assert len(muted) == 5
        assert world.reports.get(loud_and_late.report_id).muted
        after = latest(world)
        assert (after.status, after.priority, after.claims) == (before.status, before.priority, before.claims)
        assert after.report_count == 47

    def test_nobody_is_muted_by_what_others_send_in_their_name(self, world: World) -> None:
        """Anybody may write a lawyer's address into the form, forty times before breakfast."""
        world.in_review()
        triaged(world, *some_reports(world, 60, by="lawyer@example.org"))

        order = world.received(by="lawyer@example.org", identity=Identity.DMARC, legal=LegalKind.COURT_ORDER)
        triaged(world, order)

        assert not world.reports.get(order.report_id).muted
        assert latest(world).status is Status.LEGAL_REVIEW

    def test_tomorrow_is_another_day(self, world: World) -> None:
        triaged(world, *some_reports(world, 41, account="acc-1"))
        world.later(days=1)

        report = world.received(account="acc-1")
        triaged(world, report)

        assert not world.reports.get(report.report_id).muted

    def test_another_speaker_is_not_held_for_the_first_ones_flood(self, world: World) -> None:
        triaged(world, *some_reports(world, 41, account="acc-1"))
        report = world.received(account="acc-2")

        triaged(world, report)

        assert not world.reports.get(report.report_id).muted

    def test_a_batch_that_comes_again_and_again_is_no_flood(self, world: World) -> None:
        reports = some_reports(world, 10, account="acc-1")
        for _ in range(6):
            triaged(world, *reports)

        late = world.received(account="acc-1")
        triaged(world, late)

        assert not world.reports.get(late.report_id).muted

    def test_a_batch_that_fails_again_and_again_is_no_flood(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reports = some_reports(world, 10, account="acc-1")
        with monkeypatch.context() as failing:
            failing.setattr(world.cases, "open", _is_throttled)
            for _ in range(6):
                with pytest.raises(ClientError):
                    triaged(world, *reports)

        triaged(world, *reports)

        assert not any(world.reports.get(report.report_id).muted for report in reports)

    def test_a_muted_report_opens_no_round(self, world: World) -> None:
        world.told_of()
        world.kept()
        triaged(world, *some_reports(world, 40, "R2", account="acc-1"))
        world.outbox.taken()

        case = world.reported(account="acc-1", guideline="respect.threat")

        assert (case.round, case.status) == (1, Status.KEPT)
        assert world.outbox.messages == []


def _is_throttled(*_: object, **__: object) -> None:
    raise ClientError({"Error": {"Code": "ThrottlingException"}}, "TransactWriteItems")


class TestEdits:
    def test_an_edit_shows_the_new_words_to_whoever_decides_and_raises_the_version(self, world: World) -> None:
        world.told_of()
        before = world.in_review()

        review = world.told_of(text="You can reach her under +49 30 901820, Maria Keller.")

        case = latest(world)
        assert (case.snapshot, case.status) == (review.snapshot, Status.HUMAN_REVIEW)
        assert case.version == before.version + 1
        assert case.token == before.token
        assert "privacy.personal_data" in {finding.guideline for finding in case.findings}

    def test_a_list_does_not_show_what_was_found_of_the_old_words(self, world: World) -> None:
        world.told_of(text="The seller is a stupid idiot and a moron, what an asshole.")
        assert world.in_review().top_finding
        world.told_of(text="A quiet text about a kettle and its lid.")

        (line,) = world.cases.in_bucket(latest(world).bucket).items

        assert line.top_finding == latest(world).top_finding == ""

    def test_an_edit_that_changes_nothing_seen_changes_nothing(self, world: World) -> None:
        world.told_of()
        before = world.in_review()

        world.told_of(seller_id="S2", verified_purchase=True)

        assert latest(world) == before

    def test_an_edit_while_a_decision_may_be_withdrawn_makes_it_fall(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "keep", undo=10)

        world.told_of(text="Now it says something else altogether.")
        world.later(seconds=11)
        case = world.concluded(case.case_id)

        assert (case.status, case.decision, case.decisions) == (Status.HUMAN_REVIEW, None, 0)
        assert world.workflow.answers == []

    def test_an_edit_while_an_appeal_is_decided_leaves_the_first_decision(self, world: World) -> None:
        from tests.unit.test_appeals import appealed

        world.told_of()
        kept = world.kept()
        appealed(world, kept.case_id)
        world.opened(kept.case_id)
        world.decided(kept.case_id, "keep", by=LEA, undo=10)

        world.told_of(text="Now it says something else altogether.")

        case = latest(world)
        assert case.decision is not None
        assert (case.decision.number, case.decisions, case.queue) == (1, 1, Queue.APPEALS)

    def test_the_first_word_of_an_unknown_review_is_shown_to_the_person_who_looks(self, world: World) -> None:
        world.in_review()

        review = world.told_of()

        assert latest(world).snapshot == review.snapshot

    @pytest.mark.parametrize("outcome", ["keep", "out_of_scope"])
    def test_an_edit_of_a_decided_case_waits_for_the_next_report(self, world: World, outcome: Any) -> None:
        world.told_of()
        case = world.in_review()
        before = world.decided(case.case_id, outcome)

        world.told_of(text="Now it says something else altogether.")

        assert latest(world) == before

    def test_a_parked_case_takes_in_the_edit_too(self, world: World) -> None:
        from redress.sweep import park_case

        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "keep", undo=10)
        park_case(case.case_id, "TakeDown: boom", cases=world.cases, policy=world.policy, clock=world.clock)

        review = world.told_of(text="Now it says something else altogether.")

        assert (latest(world).status, latest(world).snapshot) == (Status.PARKED, review.snapshot)


class TestGone:
    @pytest.mark.parametrize("status", ["human_review", "needs_info", "legal_review", "deciding", "parked"])
    def test_a_review_that_is_gone_closes_its_case_wherever_it_waits(self, world: World, status: str) -> None:
        from redress.sweep import park_case

        world.told_of()
        case = world.in_review()
        match status:
            case "needs_info":
                world.decided(case.case_id, "needs_info")
            case "legal_review":
                world.decided(case.case_id, "escalate")
            case "deciding":
                world.decided(case.case_id, "remove", undo=10)
            case "parked":
                park_case(case.case_id, "boom", cases=world.cases, policy=world.policy, clock=world.clock)
        world.outbox.taken()

        world.gone()

        closed = latest(world)
        assert closed.status is Status.OUT_OF_SCOPE
        assert closed.decision is not None
        assert closed.decision.decided_by == "platform"
        assert closed.claim is None
        (notice,) = [each for each in world.told(case.case_id) if each.recipient.side == "reporter"]
        assert notice.outcome is Outcome.OUT_OF_SCOPE

    def test_its_workflow_is_let_go_and_tells(self, world: World) -> None:
        world.told_of()
        case = world.in_review()

        world.gone()

        assert world.workflow.answers == [(case.token, "out_of_scope")]
        assert world.outbox.messages == []

    def test_without_a_workflow_the_notices_are_made_all_the_same(self, world: World) -> None:
        world.told_of()
        world.in_review()
        world.workflow.dies()

        world.gone()

        assert world.outbox.messages == [{"case_id": "r-R1-1"}]

    def test_told_twice_it_closes_once(self, world: World) -> None:
        world.told_of()
        world.in_review()
        world.gone()
        before = latest(world)

        triage_edit("R1", desk=world.triage)

        assert latest(world) == before


def test_an_identity_is_kept_as_it_came(world: World) -> None:
    report = world.received(identity=Identity.DMARC)
    triaged(world, report)

    assert world.reports.get(report.report_id).identity is Identity.DMARC


def test_a_report_is_overdue_until_it_is_stamped(world: World) -> None:
    report = world.received()
    world.later(minutes=3)
    assert [(item.noun, item.id) for item in world.overdue.passed(world.now, limit=9)] == [("report", report.report_id)]

    triaged(world, report)

    assert not [item for item in world.overdue.passed(world.now, limit=9) if item.noun == "report"]


def test_a_new_case_carries_the_time_by_which_it_should_have_moved(world: World) -> None:
    case = world.reported()

    assert case.move_by == world.now + timedelta(seconds=world.policy.limits.workflow_grace_seconds)


def test_reports_without_a_speaker_in_common_each_count(world: World) -> None:
    triaged(world, *[world.reports.add(a_report("R1", by=f"{number}@example.org")).report for number in range(7)])

    assert latest(world).report_count == 7
