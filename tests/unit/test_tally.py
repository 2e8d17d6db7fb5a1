"""Counting: each fact once, and percentiles that lie where they say."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.measures.counts import Counts
from redress.model import Case, MailRow, MailState, Notice, NoticeState, Outcome, Priority, Report
from redress.tally import BOUNDS, Change, bucket, count_changes, facts_of, percentile
from redress.triage import triage_reports
from tests.builders.nouns import A_NUMBER, START, a_report
from tests.builders.world import BEN, World
from tests.unit.test_appeals import appealed

DAY = "2026-11-23"


def counted(world: World, *changes: tuple[Any, Any]) -> int:
    return count_changes([Change(before, after) for before, after in changes], counters=world.counters)


def stamped(report: Report) -> Report:
    return report.model_copy(update={"case_id": "r-R1-1", "round": 1})


def read(world: World, day: str = DAY) -> Counts:
    return Counts([world.counters.read(day).amounts])


class Watched:
    """A world whose case is counted after each step, as the stream would."""

    def __init__(self, world: World, case_id: str) -> None:
        self.world, self.case_id = world, case_id
        self.last: Case | None = None

    def look(self) -> Case:
        case = self.world.cases.get(self.case_id)
        for _ in range(2):  # the stream may repeat each record
            counted(self.world, (self.last, case))
        self.last = case
        return case


class TestOnce:
    def test_a_report_that_comes_again_and_again_counts_once(self, world: World) -> None:
        came = a_report(guideline="respect.threat")
        report = stamped(came)

        assert counted(world, (came, report), (came, report)) == 1
        assert counted(world, (came, report)) == 0

        amounts = read(world)
        assert amounts.of("reports") == amounts.of("reports", "channel.api") == 1
        assert amounts.of("reports", "guideline.respect.threat") == amounts.of("reports", "relation.other") == 1
        assert world.notices.standing(report.speaker).reports == 1

    def test_a_batch_of_old_and_new_counts_the_new(self, world: World) -> None:
        reports = [a_report() for _ in range(60)]
        counted(world, *((report, stamped(report)) for report in reports[:40]))

        assert counted(world, *((report, stamped(report)) for report in reports)) == 20
        assert read(world).of("reports") == 60

    def test_a_batch_of_more_than_a_transaction_holds_is_counted_in_parts(self, world: World) -> None:
        reports = [a_report(received_at=START + timedelta(days=number)) for number in range(120)]

        assert counted(world, *((report, stamped(report)) for report in reports)) == 120
        assert sum(read(world, f"{report.received_at:%Y-%m-%d}").of("reports") for report in reports) == 120

    def test_a_report_counts_when_it_gets_its_case_and_at_no_other_change(self, world: World) -> None:
        report = a_report()
        later = report.model_copy(update={"move_by": START})

        assert facts_of(Change(None, report)) == facts_of(Change(report, later)) == []
        assert len(facts_of(Change(later, stamped(later)))) == 1
        assert facts_of(Change(stamped(report), stamped(later))) == facts_of(Change(None, None)) == []

    def test_a_join_is_no_move(self, world: World) -> None:
        before = world.reported()
        after = world.reported()

        assert facts_of(Change(before, after)) == []


class TestCases:
    def test_a_decision_is_counted_by_outcome_queue_clause_and_time(self, world: World) -> None:
        world.told_of()
        watched = Watched(world, world.reported(guideline="respect.threat").case_id)
        watched.look()
        world.opened(watched.case_id)
        world.later(hours=3)
        world.decided(watched.case_id, "remove", grounds=["respect.threat"], undo=10)
        watched.look()
        world.later(seconds=10)
        world.concluded(watched.case_id)
        world.acted(watched.case_id)
        watched.look()

        amounts = read(world)
        assert amounts.of("cases", "opened") == amounts.of("cases", "removed") == amounts.of("decisions") == 1
        for group in ("decisions", "guideline:respect.threat", "queue:abuse", "channel:api"):
            assert amounts.of(group, "by_person") == amounts.of(group, "removed") == amounts.of(group, "late") == 1
            assert amounts.hours(group)[bucket(3.003)] == 1
            assert amounts.of(group, "automated") == amounts.of(group, "within") == 0

    def test_a_machines_decision_is_counted_as_one(self, world: World) -> None:
        world.told_of(text=A_NUMBER)
        watched = Watched(world, world.reported().case_id)
        watched.look()
        world.acted(watched.case_id)
        watched.look()

        amounts = read(world)
        assert amounts.of("decisions", "automated") == amounts.of("decisions", "removed") == 1
        assert amounts.of("detector:personal_data", amounts.names("detector:personal_data")[0]) == 1

    @pytest.mark.parametrize("wish, overturned", [("keep", 1), ("remove", 0)])
    def test_an_appeal_is_counted_and_whether_it_changed_anything(
        self, world: World, wish: Any, overturned: int
    ) -> None:
        world.told_of()
        watched = Watched(world, world.removed().case_id)
        watched.look()
        appealed(world, watched.case_id, by_author=True)
        watched.look()
        world.opened(watched.case_id)
        world.decided(watched.case_id, wish, by=BEN, undo=5)
        watched.look()
        world.later(hours=1)
        world.concluded(watched.case_id)
        world.acted(watched.case_id)
        watched.look()

        amounts = read(world)
        assert (amounts.of("appeals"), amounts.of("appeals", "decided")) == (1, 1)
        assert (amounts.of("appeals", "author.all"), amounts.of("appeals", "author.decided")) == (1, 1)
        assert amounts.of("appeals", "overturned") == amounts.of("appeals", "author.overturned") == overturned
        assert amounts.of("appeals", "automated.decided") == 0

    def test_the_appeals_of_both_sides_heard_together_are_two(self, world: World) -> None:
        world.told_of()
        watched = Watched(world, world.removed().case_id)
        watched.look()
        for by_author in (True, False):
            appealed(world, watched.case_id, by_author=by_author)
            watched.look()
            watched.look()
        world.opened(watched.case_id)
        world.decided(watched.case_id, "keep", by=BEN)
        world.acted(watched.case_id)
        watched.look()

        amounts = read(world)
        assert (amounts.of("appeals"), amounts.of("appeals", "decided")) == (2, 2)
        for side in ("author", "reporter"):
            assert amounts.of("appeals", f"{side}.all") == amounts.of("appeals", f"{side}.overturned") == 1

    def test_a_withdrawn_decision_is_none(self, world: World) -> None:
        from tests.unit.test_review import withdrawn

        watched = Watched(world, world.in_review().case_id)
        watched.look()
        world.decided(watched.case_id, "remove", undo=10)
        watched.look()
        withdrawn(world, watched.case_id)
        watched.look()

        assert read(world).of("decisions") == 0

    def test_overdue_is_counted_once_on_the_day_that_it_was_due(self, world: World) -> None:
        watched = Watched(world, world.in_review().case_id)
        due_at = watched.look().due_at
        for _ in range(3):
            world.later(hours=80)
            world.swept()
            watched.look()

        days = {day: read(world, f"2026-11-{day}").of("cases", "overdue") for day in range(20, 31)}
        assert watched.look().priority is Priority.URGENT
        assert due_at is not None
        assert due_at.date() > START.date()
        assert {day: cases for day, cases in days.items() if cases} == {due_at.day: 1}


class TestStanding:
    def test_of_a_reporter_counts_what_was_decided_and_upheld(self, world: World) -> None:
        world.told_of()
        case = world.removed(by="right@example.org")
        for notice in world.told(case.case_id):
            counted(world, (None, notice), (None, notice))

        standing = world.notices.standing("given:right@example.org")
        assert (standing.decided, standing.upheld) == (1, 1)

    def test_says_nothing_before_there_is_enough(self, world: World) -> None:
        from redress.model import Standing

        assert Standing(decided=4, upheld=4).share_upheld is None
        assert Standing(decided=5, upheld=4).share_upheld == 0.8


def test_notices_are_counted_by_where_they_end(world: World) -> None:
    case = world.kept()
    (notice,) = world.told(case.case_id)
    states: list[Notice | None] = [None, notice]
    states += [notice.model_copy(update={"state": state}) for state in (NoticeState.SENDING, NoticeState.SENT)]
    for before, after in pairwise(states):
        counted(world, (before, after))
        counted(world, (before, after))

    amounts = read(world)
    assert [amounts.of("notices", state) for state in ("queued", "sending", "sent")] == [1, 1, 1]


def test_mails_are_counted_by_where_they_end(world: World) -> None:
    row = MailRow(key="inbound/1", received_at=START)
    counted(world, (None, row))
    counted(world, (row, row.model_copy(update={"state": MailState.REPORTED})))
    counted(world, (row, row.model_copy(update={"attempts": 1})))

    amounts = read(world)
    assert (amounts.of("mails"), amounts.of("mails", "reported"), amounts.of("mails", "received")) == (1, 1, 0)


class TestPercentiles:
    @given(st.floats(0, 10_000))
    def test_each_time_falls_into_the_bucket_of_its_edges(self, hours: float) -> None:
        number = bucket(hours)

        assert number == 0 or hours > BOUNDS[number]
        assert number == len(BOUNDS) - 1 or hours <= BOUNDS[number + 1]

    @given(st.lists(st.floats(0, 4_380), min_size=1, max_size=60), st.sampled_from([0.5, 0.9, 0.99, 1.0]))
    def test_a_percentile_lies_in_the_bucket_where_the_true_one_lies(self, hours: list[float], share: float) -> None:
        counts: dict[int, int] = {}
        for each in hours:
            counts[bucket(each)] = counts.get(bucket(each), 0) + 1
        place = -(-len(hours) * round(share * 100) // 100) - 1
        true = bucket(sorted(hours)[place])

        read_off = percentile(counts, share)

        assert read_off is not None
        assert BOUNDS[true] - 0.01 <= read_off <= (*BOUNDS, BOUNDS[-1])[true + 1] + 0.01

    @pytest.mark.parametrize("seconds", [1, 3, 8, 25, 45, 110])
    def test_what_takes_seconds_is_not_said_to_take_minutes(self, seconds: int) -> None:
        median = percentile({bucket(seconds / 3600): 7}, 0.5)

        assert median is not None
        assert seconds / 3 <= median * 3600 <= seconds * 2

    def test_of_nothing_there_is_none(self) -> None:
        assert percentile({}, 0.5) is None

    def test_what_took_longer_than_the_last_edge_is_said_as_that(self) -> None:
        assert percentile({bucket(99_999): 1}, 0.5) == BOUNDS[-1]


def test_a_days_counts_do_not_mix_with_anothers(world: World) -> None:
    counted(world, *((a_report(), stamped(a_report(received_at=START + timedelta(days=days)))) for days in range(2)))

    assert read(world).of("reports") == read(world, "2026-11-24").of("reports") == 1


def test_what_the_desk_reads_is_what_was_counted(world: World) -> None:
    from redress.measures import Period, measures
    from redress.ports.desk import Board
    from tests.builders.world import ANA

    world.told_of()
    reports = [world.received() for _ in range(3)]
    triage_reports(reports, desk=world.triage)
    counted(world, *((report, world.reports.get(report.report_id)) for report in reports))
    watched = Watched(world, "r-R1-1")
    watched.look()
    world.opened("r-R1-1")
    world.later(hours=5)
    world.decided("r-R1-1", "keep")
    watched.look()

    period = Period.model_validate({"from": date(2026, 11, 20), "to": date(2026, 11, 23)})
    board = Board(as_of=START, items=())
    found = measures(ANA, period, counters=world.counters, policy=world.policy, board=board)

    assert (found.reports, found.cases_opened, found.decisions) == (3, 1, 1)
    assert (found.share_upheld, found.share_automated) == (0.0, 0.0)
    assert found.hours_to_decision.p50 is not None
    assert 4 <= found.hours_to_decision.p50 <= 8
    assert world.decision_of("r-R1-1").outcome is Outcome.KEPT
