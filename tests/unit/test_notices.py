"""Notices: who is told of what, once each, ten thousand as well as one."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.errors import StaleCase
from redress.model import (
    Channel,
    Identity,
    LegalKind,
    Notice,
    NoticeKind,
    NoticeState,
    Outcome,
    Queue,
    Recipient,
    Relation,
    Report,
    Reporter,
    Side,
    Status,
    Subject,
)
from redress.model.case import opened
from redress.notices import to_author
from redress.ports import Page
from redress.triage import triage_reports
from tests.builders.nouns import START, a_case, a_decision, a_report, a_review
from tests.builders.world import BEN, World
from tests.unit.test_appeals import appealed


def reporters_told(notices: list[Notice]) -> list[str]:
    return sorted(notice.report_id for notice in notices if notice.recipient.side is Side.REPORTER)


def many_reported(world: World, number: int) -> list[Report]:
    reports = [world.received() for _ in range(number)]
    triage_reports(reports, desk=world.triage)
    return reports


class TestADecision:
    def test_kept_is_told_to_each_reporter_and_not_to_the_author(self, world: World) -> None:
        world.told_of()
        kept = world.kept()

        (notice,) = world.told(kept.case_id)

        assert (notice.recipient.side, notice.outcome, notice.decision) == (Side.REPORTER, Outcome.KEPT, 1)
        assert notice.state is NoticeState.QUEUED
        assert notice.move_by is not None

    def test_removed_is_told_to_the_author_too(self, world: World) -> None:
        world.told_of()
        case = world.removed()

        told = world.told(case.case_id)

        assert sorted(notice.recipient.side for notice in told) == ["author", "reporter"]
        (author,) = [notice for notice in told if notice.recipient.side is Side.AUTHOR]
        assert author.recipient == Recipient(side=Side.AUTHOR, email="author@example.org", account="A1", verified=True)
        assert author.sequence == 1

    def test_is_told_once_however_often_it_is_asked_for(self, world: World) -> None:
        case = world.kept()

        assert len(world.told(case.case_id)) == 1
        assert world.told(case.case_id) == []
        after = world.cases.get(case.case_id)
        assert (after.told, after.move_by) == (1, None)
        assert world.acts(case.case_id)[-1] == "told"

    def test_is_told_once_to_somebody_who_reported_twice(self, world: World) -> None:
        world.reported(by="ana@example.org")
        case = world.kept(by="Ana@Example.org")

        assert len(world.told(case.case_id)) == 1

    def test_is_told_to_who_is_proven_whatever_others_sent_in_their_name(self, world: World) -> None:
        world.received(by="ana@example.org")
        case = world.reported(by="ana@example.org", identity=Identity.DMARC)
        world.reported(by="ana@example.org")
        world.opened(case.case_id)
        world.decided(case.case_id, "keep")

        told = world.told(case.case_id)

        assert sorted(notice.recipient.verified for notice in told) == [False, True]

    def test_is_told_through_the_platform_where_only_that_knows_the_address(self, world: World) -> None:
        case = world.kept(account="acc-1", identity=Identity.ACCOUNT)

        (notice,) = world.told(case.case_id)

        assert notice.recipient == Recipient(side=Side.REPORTER, account="acc-1", verified=False)

    def test_is_told_to_nobody_where_neither_address_nor_account_is_known(self, world: World) -> None:
        """A mail without a sender, which a moderator attached."""
        case = world.in_review()
        world.reported(reporter=Reporter())
        world.decided(case.case_id, "keep")
        world.outbox.taken()
        world.reported(reporter=Reporter())  # too late: answered by the decision

        assert [message for message in world.outbox.messages if "notice_id" in message] == []
        (notice,) = world.told(case.case_id)
        assert notice.recipient.email
        assert world.cases.get(case.case_id).told == 1

    def test_is_not_told_before_it_is_made(self, world: World) -> None:
        case = world.in_review()
        assert world.told(case.case_id) == []

        world.decided(case.case_id, "remove", undo=60)
        assert world.told(case.case_id) == []

    def test_is_told_in_the_language_that_was_spoken(self, world: World) -> None:
        case = world.reported()
        triage_reports(
            [world.reports.add(a_report(reporter=Reporter(email="b@example.org", lang="de"))).report],
            desk=world.triage,
        )
        world.opened(case.case_id)
        world.decided(case.case_id, "keep")

        assert {notice.recipient.lang for notice in world.told(case.case_id)} == {"", "de"}

    def test_of_a_mail_thread_is_told_to_whoever_wrote(self, world: World) -> None:
        correspondent = Recipient(side=Side.REPORTER, email="ana@example.org")
        case = opened(Subject.mail("m1"), 1, START, move_by=START, correspondent=correspondent)
        case = case.moved(Status.HUMAN_REVIEW, START, actor="intake_mail", act="to_a_person", queue=Queue.MAIL)
        world.cases.add(case)
        world.opened(case.case_id)
        world.decided(case.case_id, "out_of_scope")

        (notice,) = world.told(case.case_id)

        assert notice.recipient == correspondent

    def test_is_told_of_a_review_without_a_known_author(self, world: World) -> None:
        world.told_of(author_id="", author_email="")
        case = world.removed()

        assert [notice.recipient.side for notice in world.told(case.case_id)] == [Side.REPORTER]


class TestCrowds:
    def test_are_told_page_by_page_each_once(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("redress.notices.PAGE", 20)
        reports = many_reported(world, 250)
        world.opened("r-R1-1")
        world.decided("r-R1-1", "keep")

        told = world.told("r-R1-1")

        assert reporters_told(told) == sorted(report.report_id for report in reports)
        assert world.cases.get("r-R1-1").told == 1

    def test_each_page_that_is_repeated_tells_nobody_twice(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("redress.notices.PAGE", 7)
        many_reported(world, 30)
        world.opened("r-R1-1")
        world.decided("r-R1-1", "keep")
        world.outbox.make_notices("r-R1-1")
        made = 0

        while messages := world.outbox.taken():
            for message in messages:
                if "case_id" in message:
                    made += world.notices_made("r-R1-1", message.get("cursor"))
                    assert world.notices_made("r-R1-1", message.get("cursor")) == 0
                    world.outbox.messages = [message for message in world.outbox.messages if "case_id" in message][:1]

        assert made == 30

    def test_muted_reports_are_told_nothing(self, world: World) -> None:
        for _ in range(42):
            world.received(account="acc-1")
        reports = [world.received(account="acc-1") for _ in range(42)]
        triage_reports(reports, desk=world.triage)
        world.opened("r-R1-1")
        world.decided("r-R1-1", "keep")

        assert len(world.told("r-R1-1")) == 1

    @pytest.mark.parametrize("with_late_ones", [False, True])
    def test_who_is_not_in_the_index_yet_is_looked_for_again(
        self, world: World, monkeypatch: pytest.MonkeyPatch, with_late_ones: bool
    ) -> None:
        reports = many_reported(world, 5)
        world.opened("r-R1-1")
        world.decided("r-R1-1", "keep")
        if with_late_ones:
            triage_reports([world.received()], desk=world.triage)
            world.outbox.taken()
        read, lagging = world.reports.of_case, {"passes": 2}

        def of_case(case_id: str, *, after: Mapping[str, str] | None = None, limit: int = 50) -> Page[Report]:
            page = read(case_id, after=after, limit=limit)
            if lagging["passes"]:
                lagging["passes"] -= 1
                return Page([report for report in page.items if report != page.items[-1]], page.next)
            return page

        monkeypatch.setattr(world.reports, "of_case", of_case)

        told = world.told("r-R1-1")

        assert set(reporters_told(told)) >= {report.report_id for report in reports}
        assert [delay.total_seconds() for delay in world.outbox.delays if delay] == [5, 5]

    def test_a_made_notice_whose_message_was_lost_is_sent_by_the_sweep(self, world: World) -> None:
        case = world.kept()
        world.told(case.case_id)

        world.later(minutes=6)
        world.swept()

        assert [message for message in world.outbox.taken() if "notice_id" in message]


class TestQuestions:
    def test_are_asked_of_each_reporter_once(self, world: World) -> None:
        world.reported()
        case = world.in_review()
        world.decided(case.case_id, "needs_info", explanation="Which sentence?")

        told = world.told(case.case_id)

        assert [notice.kind for notice in told] == [NoticeKind.QUESTION] * 2
        assert world.told(case.case_id) == []

    def test_are_not_asked_again_because_somebody_joined_with_a_claim(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "needs_info")
        world.told(case.case_id)

        joined = world.reported(guideline="respect.threat")
        asked = world.told(case.case_id)

        assert joined.status is Status.NEEDS_INFO
        assert len(asked) == 1

    def test_a_second_question_is_another(self, world: World) -> None:
        from tests.unit.test_review import replied

        case = world.in_review()
        world.decided(case.case_id, "needs_info")
        world.told(case.case_id)
        world.later(minutes=5)
        replied(world, case.case_id)
        world.decided(case.case_id, "needs_info")

        assert len(world.told(case.case_id)) == 1


class TestAppeals:
    def test_an_appeal_before_all_were_told_leaves_nobody_untold(self, world: World) -> None:
        world.told_of()
        reports = many_reported(world, 3)
        world.opened("r-R1-1")
        world.decided("r-R1-1", "keep")
        world.outbox.taken()  # the notices of the first decision are still to be made

        appealed(world, "r-R1-1")
        assert world.told("r-R1-1") == []
        world.opened("r-R1-1")
        world.decided("r-R1-1", "keep", by=BEN)

        assert reporters_told(world.told("r-R1-1")) == sorted(report.report_id for report in reports)

    def test_telling_that_an_appeal_overtook_is_no_failure(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        case = world.kept()

        def stale(*_: object, **__: object) -> None:
            raise StaleCase("moved")

        monkeypatch.setattr(world.cases, "save", stale)

        assert world.notices_made(case.case_id) == 1


SECRETS = st.text(st.characters(categories=["L", "Nd"]), min_size=6, max_size=20).map(lambda text: f"secret-{text}")


@given(name=SECRETS, words=SECRETS, email=st.emails(), relation=st.sampled_from(Relation))
def test_an_authors_notice_has_no_place_for_a_reporter(
    name: str, words: str, email: str, relation: Relation, no_world: Any
) -> None:
    report = a_report(
        explanation=words,
        relation=relation,
        reporter=Reporter(name=name, email=email),
        legal=LegalKind.LAWYER_LETTER,
        channel=Channel.MAIL,
        mail_key="inbound/secret",
    )
    case = a_case(status=Status.REMOVED, claims=report.claims, snapshot="s")
    decided = case.model_copy(update={"decision": a_decision(case, Outcome.REMOVED)})

    notice = to_author(a_review(), decided, 1, seal=no_world, now=START).model_dump_json()

    for secret in (name, words, email, report.report_id, report.reference, "inbound/secret"):
        assert secret not in notice


@pytest.fixture(scope="module")
def no_world() -> Any:
    from redress.seal import Seal

    return Seal({"k1": b"a key that only tests know"})
