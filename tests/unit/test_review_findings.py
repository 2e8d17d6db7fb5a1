"""What a first reading of the whole found: each a sequence in which something was lost, or done twice."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from runpy import run_path
from typing import Any

import jwt
import pytest
from pydantic import ValidationError

from local import template
from redress.adapters import platform
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.stream import done
from redress.adapters.queues import each_message
from redress.errors import Contention, PlatformUnreachable, StaleCase
from redress.link import read_link
from redress.model import Case, Identity, Notice, NoticeState, Report, Reporter, Status
from redress.ports import Overdue
from redress.seal import digest_of
from redress.sending import address_opened
from redress.sweep import park_case
from redress.triage import give_to_a_person, triage_reports
from tests.builders.world import ADA, KEY, ROOT, World


def a_notice(world: World) -> Notice:
    """What a reporter is told of a decision: an address that nobody vouches for, written to for the first time."""
    (notice,) = world.told(world.kept().case_id)
    return notice


class TestTheOneMailToAnAddressNobodyVouchesFor:
    def test_goes_out_although_the_post_failed_at_first(self, world: World) -> None:
        notice = a_notice(world)
        world.post.broken = StaleCase("throttled")
        with pytest.raises(StaleCase):
            world.sent(notice.notice_id)

        world.post.broken = None
        world.later(minutes=6)

        assert world.sent(notice.notice_id) == 1
        assert world.notices.get(notice.notice_id).state is NoticeState.SENT

    def test_goes_out_although_its_messenger_died_after_counting_it(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notice = a_notice(world)

        def dies(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as killed:
            killed.setattr(world.notices, "save", dies)
            with pytest.raises(KeyboardInterrupt):
                world.sent(notice.notice_id)

        assert world.sent(notice.notice_id) == 1
        assert len(world.post.letters) == 1

    def test_goes_out_once_when_two_messengers_come_at_once(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notice = a_notice(world)
        save, raced = world.notices.save, iter([True])

        def save_after_another(before: Notice, after: Notice) -> None:
            if next(raced, False):
                world.sent(notice.notice_id)
            save(before, after)

        monkeypatch.setattr(world.notices, "save", save_after_another)

        world.sent(notice.notice_id)

        assert len(world.post.letters) == 1
        assert world.notices.get(notice.notice_id).state is NoticeState.SENT

    def test_is_still_only_one(self, world: World) -> None:
        first = a_notice(world)
        world.sent(first.notice_id)
        case = world.in_review("R2", by=first.recipient.email)
        world.decided(case.case_id, "keep")

        (second,) = world.told(case.case_id)

        assert world.sent(second.notice_id) == 0
        assert world.notices.get(second.notice_id).state is NoticeState.HELD


class TestTheSweep:
    def test_is_not_hidden_from_the_rest_by_notices_that_wait_for_the_post(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("redress.sweep.MOST", 1)
        triage_reports([world.received() for _ in range(20)], desk=world.triage)
        world.opened("r-R1-1")
        world.decided("r-R1-1", "keep")
        world.told("r-R1-1")
        world.later(minutes=6)
        report = world.received("late", move_by=world.now)
        world.later(minutes=6)

        for _ in range(12):
            world.swept()

        assert world.reports.get(report.report_id).case_id

    def test_feeds_a_notice_whose_messenger_died_to_another(self, world: World) -> None:
        notice = a_notice(world)
        world.post.broken = StaleCase("throttled")
        with pytest.raises(StaleCase):
            world.sent(notice.notice_id)
        world.post.broken = None

        world.later(minutes=6)
        world.swept()

        assert world.outbox.taken() == [{"notice_id": notice.notice_id}]
        assert world.sent(notice.notice_id) == 1

    @pytest.mark.parametrize("noun", ["case", "notice"])
    def test_leaves_alone_what_the_index_still_shows_but_has_moved(
        self, world: World, noun: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = world.kept()
        (notice,) = world.told(case.case_id)
        world.sent(notice.notice_id)
        before = world.cases.get(case.case_id)
        stale = Overdue(noun, case.case_id if noun == "case" else notice.notice_id)
        monkeypatch.setattr(world.overdue, "passed", lambda *_, **__: [stale])

        world.later(hours=1)

        assert world.swept() == {"moved_meanwhile": 1}
        assert world.cases.get(case.case_id) == before
        assert world.outbox.taken() == []


class TestParkedWhileThePlatformWasTold:
    def to_be_removed(self, world: World) -> Case:
        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "remove")
        world.workflow.dies()
        return case

    def parked(self, world: World, case: Case) -> Case:
        return park_case(
            case.case_id, "TakeDown: PlatformUnreachable", cases=world.cases, policy=world.policy, clock=world.clock
        )

    def test_a_review_that_an_admin_keeps_is_shown_again(self, world: World) -> None:
        """The platform hid it and its answers were lost: to keep it is to have it restored."""
        case = self.to_be_removed(world)

        def lost() -> None:
            raise PlatformUnreachable("No answer came.")

        world.platform.before_answering = lost
        with pytest.raises(PlatformUnreachable):
            world.acted(case.case_id)
        world.platform.before_answering = None
        self.parked(world, case)

        assert "out_of_scope" not in world.cases.get(case.case_id).allowed(ADA, world.now)
        world.decided(case.case_id, "keep", by=ADA)
        world.opened(case.case_id)

        assert world.acted(case.case_id).status is Status.RESTORED
        assert world.platform.visible == {"R1": True}

    def test_a_review_of_which_the_platform_never_heard_is_kept(self, world: World) -> None:
        case = self.to_be_removed(world)
        self.parked(world, case)

        assert world.decided(case.case_id, "keep", by=ADA).status is Status.KEPT
        assert world.platform.heard == []


class TestWhatIsHeldForAnAddress:
    @pytest.fixture
    def held(self, world: World) -> Notice:
        first = a_notice(world)
        world.sent(first.notice_id)
        world.later(minutes=1)
        case = world.in_review("R2", by=first.recipient.email)
        world.decided(case.case_id, "keep")
        (second,) = world.told(case.case_id)
        return second

    def test_is_never_held_where_nobody_finds_it(
        self, world: World, held: Notice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put = world.table.put

        def cut_off(key: Key, *args: Any, **named: Any) -> None:
            if key.sk.startswith("HELD#"):
                raise KeyboardInterrupt
            put(key, *args, **named)

        with monkeypatch.context() as killed, suppress(KeyboardInterrupt):
            killed.setattr(world.table, "put", cut_off)
            world.sent(held.notice_id)

        opened(world, held)

        assert {"notice_id": held.notice_id} in world.outbox.taken()

    def test_is_sent_once_although_letting_it_go_was_cut_off(
        self, world: World, held: Notice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.sent(held.notice_id)

        def cut_off(_: Key) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as killed, suppress(KeyboardInterrupt):
            killed.setattr(world.table, "delete", cut_off)
            opened(world, held)
        world.sent(held.notice_id)
        world.outbox.taken()

        opened(world, held)

        assert world.outbox.taken() == []
        assert world.notices.get(held.notice_id).state is NoticeState.SENT


def opened(world: World, notice: Notice) -> None:
    address_opened(digest_of(notice.recipient.email), notices=world.notices, outbox=world.outbox)


def test_the_webhook_needs_no_newer_urllib3_than_a_cloud_function_may_bring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The runtime's own is not pinned by us, and was 1.26 for long: a name of 2.0 would break each takedown there."""
    monkeypatch.delattr("urllib3.BaseHTTPResponse")

    assert "WebhookPlatform" in run_path(platform.__file__)


def test_a_message_that_nobody_can_handle_takes_no_other_with_it() -> None:
    bodies = ("1", "0", "no number", "4")
    event = {"Records": [{"messageId": f"m{place}", "body": json.dumps(body)} for place, body in enumerate(bodies)]}

    done, response = each_message(event, lambda body: 12 // int(str(body)))

    assert done == [12, 3]
    assert response == {"batchItemFailures": [{"itemIdentifier": "m1"}, {"itemIdentifier": "m2"}]}


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_a_report_link_of_a_shop_whose_clock_is_a_little_ahead_is_a_link(claim: str) -> None:
    now = datetime.now(UTC)
    claims = {"sub": "acc-1", "review_id": "R1", "exp": int(now.timestamp()) + 600, claim: now.timestamp() + 5}
    token = jwt.encode(claims, KEY, algorithm="HS256", headers={"kid": "p1"})

    assert read_link(token, {"p1": KEY.encode()}, now).sub == "acc-1"


def test_what_a_value_refuses_is_not_repeated_in_the_error() -> None:
    with pytest.raises(ValidationError) as refused:
        Report.model_validate({"explanation": "My number is 555-1234.", "reporter": {"email": "ana@example.org"}})

    assert "555" not in str(refused.value)
    assert "ana" not in str(refused.value)


@pytest.mark.parametrize("function", ["DeskApiFunction", "IntakeMailFunction", "SweepFunction"])
def test_whoever_reads_a_mail_can_tell_one_that_is_gone_from_one_that_is_forbidden(function: str) -> None:
    """S3 answers 403 and not 404 to whoever may not list: in the cloud a forgotten mail would fail its case's page."""
    policies = template.read(ROOT / "template.yaml")["Resources"][function]["Properties"]["Policies"]

    actions = [statement["Action"] for policy in policies for statement in policy.get("Statement", ())]
    assert "s3:GetObject" in actions
    assert "s3:ListBucket" in actions


class TestAReportThatTriageCannotHandle:
    def test_it_is_a_case_for_a_person_within_the_same_batch(self, world: World) -> None:
        world.told_of()
        report = world.received()

        stamped = give_to_a_person([report], desk=world.triage)

        case = world.cases.get("r-R1-1")
        assert stamped == {"r-R1-1": [report.report_id]}
        assert case.status is Status.HUMAN_REVIEW
        assert case.routing is not None
        assert "could not be triaged" in case.routing.why
        assert give_to_a_person([world.reports.get(report.report_id)], desk=world.triage) == {}

    def test_what_fails_by_itself_is_done_otherwise_and_what_fails_outside_goes_back(self) -> None:
        def breaks(_: str) -> str:
            raise ValueError("a mistake of ours")

        def is_busy(_: str) -> str:
            raise Contention("too many at once")

        assert done("R1", breaks, lambda _: "with a person") == "with a person"
        with pytest.raises(Contention):
            done("R1", is_busy, lambda _: "with a person")


def test_an_address_typed_beside_a_link_that_names_none_is_not_vouched_for(world: World) -> None:
    report = world.received(reporter=Reporter(account="mara", email="stranger@example.org"), identity=Identity.ACCOUNT)

    assert not report.has_proven_address
    assert report.is_verified
