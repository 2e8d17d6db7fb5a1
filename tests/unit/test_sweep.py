"""The sweep: nothing waits unseen, and nothing is done twice because somebody looked twice."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from redress.adapters.dynamodb import keys
from redress.model import Address, Case, NoticeState, Priority, Route, Status
from redress.ports import Overdue
from redress.sweep import stuck, sweep, tend
from tests.builders.world import ANA, World
from tests.unit.test_review import parked


class Listed:
    """An overdue index that says what a test says."""

    def __init__(self, *items: Overdue) -> None:
        self.items = items

    def passed(self, now: datetime, *, limit: int) -> list[Overdue]:
        return list(self.items)


def tended(world: World, case_id: str) -> str:
    return tend(
        case_id,
        cases=world.cases,
        workflow=world.workflow,
        outbox=world.outbox,
        policy=world.policy,
        clock=world.clock,
    )


def test_what_is_in_time_is_left_alone(world: World) -> None:
    world.in_review()
    world.received("R2")

    assert world.swept() == {}


def test_a_report_that_the_stream_never_delivered_comes_home(world: World) -> None:
    report = world.received()
    world.later(minutes=3)

    assert world.swept() == {"report_triaged": 1}

    assert world.reports.get(report.report_id).case_id == "r-R1-1"
    assert world.workflow.starts == [("r-R1-1", 1)]


def test_a_report_that_fails_again_and_again_steps_back_for_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.received()
    world.later(minutes=3)

    def fails(*_: object, **__: object) -> None:
        raise ClientError({"Error": {"Code": "ValidationException"}}, "TransactWriteItems")

    monkeypatch.setattr(world.cases, "open", fails)

    assert world.swept() == {"report_failed": 1}
    assert world.swept() == {}
    world.later(minutes=3)
    assert world.swept() == {"report_failed": 1}


def test_one_failure_of_any_kind_stops_no_other(world: World) -> None:
    def handler(name: str) -> str:
        if name == "aws":
            raise ClientError({"Error": {"Code": "Throttling"}}, "PutItem")
        if name == "ours":
            raise KeyError(name)
        return "done"

    items = [Overdue("thing", name) for name in ("aws", "ours", "fine")] + [Overdue("stranger", "x")]

    done = sweep(overdue=Listed(*items), handlers={"thing": handler}, clock=world.clock)

    assert done == {"thing_failed": 2, "stranger_failed": 1, "done": 1}
    assert stuck(done) == 3


def test_what_there_is_no_time_for_is_left_for_the_next_minute(world: World) -> None:
    items = [Overdue("thing", str(number)) for number in range(5)]
    left = iter([False, False, True, True, True])

    done = sweep(
        overdue=Listed(*items), handlers={"thing": lambda _: "done"}, clock=world.clock, until=lambda: next(left)
    )

    assert done == {"done": 2, "left_for_next_minute": 3}


class TestCases:
    def test_without_a_workflow_get_another_under_a_new_name(self, world: World) -> None:
        world.reported()
        world.later(seconds=91)

        assert world.swept() == {"case_begun_again": 1}
        assert world.workflow.starts == [("r-R1-1", 1), ("r-R1-1", 2)]
        assert world.swept() == {}

    def test_that_are_overdue_are_raised_once_in_a_day(self, world: World) -> None:
        case = world.in_review()
        world.later(hours=72, seconds=1)

        assert world.swept() == {"case_raised": 1}
        raised = world.cases.get(case.case_id)
        assert (raised.priority, raised.overdue) == (Priority.HIGH, True)
        assert world.swept() == {}
        world.later(hours=23)
        assert world.swept() == {}
        world.later(hours=1, seconds=1)
        assert world.swept() == {"case_raised": 1}
        assert world.cases.get(case.case_id).priority is Priority.URGENT

    def test_that_two_sweeps_see_at_once_are_raised_once(self, world: World) -> None:
        case = world.in_review()
        world.later(hours=73)
        tended(world, case.case_id)

        assert tended(world, case.case_id) == "moved_meanwhile"
        assert world.acts(case.case_id).count("overdue") == 1

    def test_that_two_sweeps_see_at_once_are_begun_once(self, world: World) -> None:
        case = world.reported()
        world.later(seconds=91)
        tended(world, case.case_id)

        assert tended(world, case.case_id) == "moved_meanwhile"
        assert world.cases.get(case.case_id).attempt == 2

    def test_that_a_court_order_has_joined_are_looked_at_when_that_is_due(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        world.reported(legal="court_order")
        world.later(hours=9)

        world.swept()

        assert world.cases.get(case.case_id).overdue

    def test_whose_timer_was_lost_are_concluded(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "keep", undo=10)
        world.later(seconds=101)

        assert world.swept() == {"case_concluded": 1}
        assert world.cases.get(case.case_id).status is Status.KEPT

    def test_that_were_withdrawn_are_not_concluded(self, world: World) -> None:
        from tests.unit.test_review import withdrawn

        case = world.in_review()
        world.decided(case.case_id, "keep", undo=10)
        withdrawn(world, case.case_id)
        world.later(seconds=101)
        world.swept()

        assert world.cases.get(case.case_id).status is Status.HUMAN_REVIEW

    def test_whose_question_is_not_answered_go_back_to_a_person(self, world: World) -> None:
        case = world.in_review()
        world.decided(case.case_id, "needs_info")
        world.told(case.case_id)
        world.later(days=13)
        world.swept()
        assert world.cases.get(case.case_id).status is Status.NEEDS_INFO

        world.later(days=1, seconds=1)
        world.swept()

        assert world.cases.get(case.case_id).status is Status.HUMAN_REVIEW
        assert world.acts(case.case_id)[-1] == "not_answered"

    def test_that_end_but_are_not_told_are_told(self, world: World) -> None:
        case = world.kept()
        world.workflow.answers.clear()
        world.later(seconds=91)

        world.swept()

        assert {"case_id": case.case_id} in world.outbox.taken()
        world.told(case.case_id)
        world.later(days=30)
        assert world.swept().get("case_telling") is None

    def test_that_thousands_wait_to_hear_of_are_left_the_time_to_tell_them(self, world: World) -> None:
        case = world.kept()
        world.table.update(keys.case(case.subject, case.round), "SET report_count = :n", given={":n": 5_000})
        world.later(seconds=91)
        assert world.swept() == {"case_telling": 1}

        world.later(minutes=20)
        assert world.swept() == {}
        world.later(minutes=3)
        assert world.swept() == {"case_telling": 1}

    def test_whose_platform_was_never_told_are_begun_again(self, world: World) -> None:
        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "remove")
        world.workflow.dies()  # it took the answer and died
        world.later(seconds=91)

        world.swept()

        assert world.workflow.started[-1] == (case.case_id, 2, Route.HUMAN_REVIEW)
        world.opened(case.case_id)
        assert world.acted(case.case_id).status is Status.REMOVED

    def test_that_a_machine_decided_and_nobody_carried_out_are_begun_again(self, world: World) -> None:
        from tests.builders.nouns import A_NUMBER

        world.told_of(text=A_NUMBER)
        case = world.reported()
        world.later(seconds=91)

        world.swept()

        assert world.workflow.started[-1] == (case.case_id, 2, Route.TAKEDOWN)

    def test_that_are_parked_are_raised_but_stay_where_they_are(self, world: World) -> None:
        case = parked(world, world.in_review().case_id)
        world.later(hours=73)

        world.swept()

        after = world.cases.get(case.case_id)
        assert (after.status, after.priority) == (Status.PARKED, Priority.URGENT)

    def test_at_rest_are_in_no_index(self, world: World) -> None:
        case = world.kept()
        world.told(case.case_id)
        world.later(days=400)

        overdue = [item for item in world.overdue.passed(world.now, limit=99) if item.noun == "case"]

        assert overdue == []

    @pytest.mark.parametrize("status", [status for status in Status if status is not Status.OPEN])
    def test_wherever_they_wait_they_have_a_time_by_which_somebody_looks(self, world: World, status: Status) -> None:
        case = _brought_to(world, status)

        assert case.status is status
        assert case.move_by is not None
        assert case.move_by <= world.now + timedelta(days=15)


def _brought_to(world: World, status: Status) -> Case:
    from redress.errors import PlatformUnreachable
    from tests.unit.test_enforcement import restored

    world.told_of()
    case = world.in_review()
    wish = {
        Status.LEGAL_REVIEW: "escalate",
        Status.NEEDS_INFO: "needs_info",
        Status.KEPT: "keep",
        Status.OUT_OF_SCOPE: "out_of_scope",
        Status.DECIDING: "keep",
    }.get(status)
    if wish is not None:
        world.decided(case.case_id, wish, undo=10 if status is Status.DECIDING else 0)  # type: ignore[arg-type]
    if status is Status.PARKED:
        parked(world, case.case_id)
    if status in {Status.ACTING, Status.REMOVED, Status.RESTORED}:
        world.decided(case.case_id, "remove", by=ANA)
        world.platform.down = status is Status.ACTING
        with suppress(PlatformUnreachable):
            world.acted(case.case_id)
    if status is Status.RESTORED:
        restored(world, case.case_id)
    return world.cases.get(case.case_id)


class TestNotices:
    def test_whose_message_was_lost_are_queued_again(self, world: World) -> None:
        case = world.kept()
        (notice,) = world.told(case.case_id)
        world.later(minutes=6)

        assert world.swept()["notice_queued"] == 1
        assert {"notice_id": notice.notice_id} in world.outbox.taken()

    def test_whose_messenger_died_go_out_after_all(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        case = world.kept()
        (notice,) = world.told(case.case_id)
        world.post.broken = KeyboardInterrupt()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            world.sent(notice.notice_id)
        world.post.broken = None
        assert world.sent(notice.notice_id) == 0

        world.later(minutes=6)
        world.swept()

        assert world.sent(notice.notice_id) == 1
        assert world.notices.get(notice.notice_id).state is NoticeState.SENT

    def test_that_are_sent_are_in_no_index(self, world: World) -> None:
        case = world.kept()
        (notice,) = world.told(case.case_id)
        world.sent(notice.notice_id)
        world.later(days=30)

        assert [item for item in world.overdue.passed(world.now, limit=9) if item.noun == "notice"] == []

    def test_that_are_held_wait_for_their_owner_and_not_for_the_sweep(self, world: World) -> None:
        case = world.kept(by="ana@example.org")
        (notice,) = world.told(case.case_id)
        address = world.notices.address(_digest("ana@example.org"))
        world.notices.save_address(address, Address(digest=address.digest, mails=1))
        world.sent(notice.notice_id)
        world.later(days=30)

        assert world.notices.get(notice.notice_id).state is NoticeState.HELD
        assert [item for item in world.overdue.passed(world.now, limit=9) if item.noun == "notice"] == []


def _digest(address: str) -> str:
    from redress.seal import digest_of

    return digest_of(address)
