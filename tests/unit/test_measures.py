"""The figures: what a share is a share of, what a limit is, and that nothing is ever more than the whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from redress.measures import Measures, Period, measures
from redress.model import Band, MailRow, MailState, Notice, Outcome, Queue, Relation, Standing
from redress.model.moves import STATUS_OF_OUTCOME
from redress.policy import load_policy
from redress.ports.desk import Board
from redress.ports.tally import Counted, DayCounts
from redress.tally import Change, count_changes
from tests.builders.nouns import A_NUMBER, START, a_case, a_decision, a_finding, a_report
from tests.builders.world import ANA, BEN, World
from tests.unit.test_appeals import appealed
from tests.unit.test_tally import Watched, counted

DAY = "2026-11-23"
BOARD = Board(as_of=START, items=())


class Told:
    """Counters that say what they are told."""

    def __init__(self, amounts: Mapping[str, Mapping[str, int]], **more: Any) -> None:
        self.day = DayCounts(amounts, more.get("leaders", {}), more.get("short_of", {}))

    def read(self, day: str) -> DayCounts:
        return self.day

    def count(self, facts: Any) -> int:
        raise NotImplementedError

    def spend(self, what: str, day: str, *, limit: int) -> bool:
        raise NotImplementedError


def of(counters: Any, first: str = DAY, last: str = DAY, **more: Any) -> Measures:
    period = Period.model_validate({"from": date.fromisoformat(first), "to": date.fromisoformat(last), **more})
    return measures(ANA, period, counters=counters, policy=load_policy(), board=BOARD)


def shares(found: Any) -> list[float]:
    """Every share in an answer, however deep."""
    match found:
        case dict():
            own = [each for name, each in found.items() if name.startswith("share_") and each is not None]
            return own + [share for each in found.values() for share in shares(each)]
        case list() | tuple():
            return [share for each in found for share in shares(each)]
    return []


class TestABacklog:
    def test_of_another_day_that_is_worked_off_pushes_no_share_over_one(self, world: World) -> None:
        """Two reports today, and ten decisions on what came last week."""
        world.counters.count([Counted("r", DAY, {"reports": {"all": 2}, "cases": {"opened": 2}})])
        ten = {"all": 10, "removed": 10, "automated": 4, "by_person": 6, "within": 3, "late": 7}
        world.counters.count([Counted("d", DAY, {"decisions": ten, "guideline:respect.threat": ten})])

        found = of(world.counters)

        assert (found.reports, found.decisions) == (2, 10)
        assert (found.share_upheld, found.share_automated, found.share_within_limit) == (1.0, 0.4, 0.3)
        assert found.guidelines[0].share_upheld == 1.0

    def test_of_appeals_neither(self, world: World) -> None:
        world.counters.count([Counted("a", DAY, {"appeals": {"decided": 3, "overturned": 3, "author.decided": 3}})])

        found = of(world.counters)

        assert (found.appeals, found.share_appeals_overturned) == (0, 1.0)

    @given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=30))
    def test_no_share_of_whatever_was_decided_leaves_its_bounds(self, ends: list[tuple[bool, bool, bool]]) -> None:
        kept: dict[str, dict[str, int]] = {}
        for removed, automated, late in ends:
            outcome = Outcome.REMOVED if removed else Outcome.KEPT
            case = a_case().model_copy(update={"status": STATUS_OF_OUTCOME[outcome], "due_at": START, "entries": 3})
            decision = a_decision(case, outcome, automated=automated, heard=(a_finding().heard,))
            moved = START.replace(hour=10 if late else 8)
            after = case.model_copy(update={"decision": decision, "findings": (a_finding(),), "moved_at": moved})
            for fact in facts(a_case(), after):
                for group, named in fact.amounts.items():
                    for name, amount in named.items():
                        here = kept.setdefault(group, {})
                        here[name] = here.get(name, 0) + amount

        assert all(0 <= share <= 1 for share in shares(of(Told(kept)).model_dump()))


def facts(before: Any, after: Any) -> list[Counted]:
    from redress.tally import facts_of

    return facts_of(Change(before, after))


class TestThePeriod:
    @pytest.mark.parametrize(
        "said, day",
        [
            ("2026-11-23", "2026-11-23"),
            ("2026-11-23T10:00:00Z", "2026-11-23"),
            ("2026-11-23t10:00:00.123456z", "2026-11-23"),
            ("2026-11-23T23:30:00-02:00", "2026-11-24"),
            ("2026-11-24T00:30:00+01:00", "2026-11-23"),
        ],
    )
    def test_is_asked_for_by_days_or_by_times_that_stand_for_their_day(self, said: str, day: str) -> None:
        assert Period.model_validate({"from": said, "to": said}).days == [day]

    @pytest.mark.parametrize(
        "said",
        ["", "2026-11-23T", "2026-11-23T25:00:00Z", "1795000000", "20261123T100000Z", "9999-12-31T23:00:00-05:00"],
    )
    def test_of_anything_else_is_refused(self, said: str) -> None:
        with pytest.raises(ValidationError):
            Period.model_validate({"from": "2026-11-23", "to": said})


class TestTheClause:
    """Under which guideline a decision is counted."""

    @pytest.mark.parametrize(
        "grounds, found, claims, clause",
        [
            (("respect.threat",), ("privacy.personal_data",), {"relevance.off_topic"}, "respect.threat"),
            ((), ("privacy.personal_data",), {"relevance.off_topic"}, "privacy.personal_data"),
            ((), (), {"evidence:rpt_1", "legal:court_order", "relevance.off_topic"}, "relevance.off_topic"),
            ((), (), {"evidence:rpt_1", "legal:court_order"}, "none"),
            ((), (), set(), "none"),
        ],
    )
    def test_is_what_it_rests_on_then_what_was_found_then_what_was_claimed(
        self, grounds: tuple[str, ...], found: tuple[str, ...], claims: set[str], clause: str
    ) -> None:
        from redress.model import Route, Routing
        from redress.tally.cases import at_issue

        routing = Routing(route=Route.HUMAN_REVIEW, grounds=found)
        case = a_case().model_copy(update={"routing": routing, "claims": frozenset(claims)})

        assert at_issue(case, a_decision(case, grounds=grounds)) == clause


class TestMachinesAndPeople:
    def test_a_person_who_keeps_what_a_detector_found_overrules_it(self, world: World) -> None:
        found = self.decided(world, "keep")

        assert (found.automation.proposed, found.automation.overruled) == (1, 1)
        assert {(each.overruled, each.followed, each.share_overruled) for each in found.detectors} == {(1, 0, 1.0)}

    def test_who_removes_on_that_ground_follows_it(self, world: World) -> None:
        found = self.decided(world, "remove", grounds=["respect.harassment"])

        assert (found.automation.proposed, found.automation.overruled) == (1, 0)
        assert {(each.overruled, each.followed) for each in found.detectors} == {(0, 1)}

    def test_who_removes_on_another_did_neither(self, world: World) -> None:
        found = self.decided(world, "remove", grounds=["relevance.off_topic"])

        assert {(each.other_grounds, each.followed, each.overruled) for each in found.detectors} == {(1, 0, 0)}
        assert {each.share_overruled for each in found.detectors} == {0.0}

    def decided(self, world: World, outcome: Any, **wish: Any) -> Measures:
        world.told_of(text="The seller is a filthy liar and a stupid pig.")
        watched = Watched(world, world.in_review().case_id)
        watched.look()
        world.decided(watched.case_id, outcome, undo=5, **wish)
        watched.look()
        world.later(seconds=10)
        world.concluded(watched.case_id)
        world.acted(watched.case_id)
        watched.look()
        return of(world.counters)

    def test_an_appeal_that_changes_a_machines_decision_reverses_it(self, world: World) -> None:
        from tests.builders.nouns import A_NUMBER
        from tests.builders.world import BEN

        world.told_of(text=A_NUMBER)
        watched = Watched(world, world.reported().case_id)
        watched.look()
        world.acted(watched.case_id)
        watched.look()
        appealed(world, watched.case_id, by_author=True)
        watched.look()
        world.opened(watched.case_id)
        world.decided(watched.case_id, "keep", by=BEN, undo=5)
        watched.look()
        world.later(seconds=10)
        world.concluded(watched.case_id)
        world.acted(watched.case_id)
        watched.look()

        found = of(world.counters)

        assert (found.automation.automated, found.automation.contested, found.automation.reversed) == (1, 1, 1)
        assert [(each.automated, each.reversed) for each in found.detectors if each.automated] == [(1, 1)]
        author = next(each for each in found.sides if each.side == "author")
        assert (author.appeals, author.decided, author.overturned, author.share_overturned) == (1, 1, 1, 1.0)

    def test_a_review_that_was_gone_is_no_machines_judgement(self, world: World) -> None:
        world.told_of()
        watched = Watched(world, world.in_review().case_id)
        watched.look()
        world.gone()
        watched.look()

        automation = of(world.counters).automation

        assert (automation.automated, automation.by_person, automation.found_gone) == (0, 0, 1)
        assert automation.share_automated == 0.0


class TestWhoReports:
    def test_answers_are_counted_by_relation_and_by_how_right_one_had_been(self, world: World) -> None:
        world.told_of()
        speaker = a_report(by="mixed@example.org").speaker
        world.counters.count([Counted("past", "2026-11-01", {}, speaker, {"decided": 6, "upheld": 3})])
        case = world.removed(by="mixed@example.org", relation=Relation.SELLER)
        for notice in world.told(case.case_id):
            counted(world, (None, notice), (None, notice))

        found = of(world.counters)

        seller = next(each for each in found.relations if each.relation is Relation.SELLER)
        assert (seller.answered, seller.upheld, seller.share_upheld) == (1, 1, 1.0)
        mixed = next(each for each in found.standings if each.standing is Band.MIXED)
        assert (mixed.answered, mixed.upheld) == (1, 1)

    @pytest.mark.parametrize(
        "decided, upheld, band",
        [
            (0, 0, "new"),
            (4, 4, "new"),
            (6, 1, "seldom"),
            (6, 2, "mixed"),
            (6, 3, "mixed"),
            (6, 4, "mostly"),
            (9, 9, "mostly"),
        ],
    )
    def test_the_bands_are_thirds(self, decided: int, upheld: int, band: str) -> None:
        assert Standing(decided=decided, upheld=upheld).band == band

    def test_who_wrote_a_mail_of_a_thread_has_no_relation(self, world: World) -> None:
        from redress.model import NoticeKind, Recipient, Side

        notice = Notice(
            notice_id="n",
            kind=NoticeKind.DECISION,
            recipient=Recipient(side=Side.REPORTER, email="a@example.org"),
            made_at=START,
            outcome=Outcome.KEPT,
        )
        counted(world, (None, notice))

        assert next(each for each in of(world.counters).relations if each.relation is None).answered == 1


class TestTheMailFunnel:
    def test_each_mail_is_in_one_place_though_it_moves_on(self, world: World) -> None:
        rows = [MailRow(key=f"inbound/{number}", received_at=START) for number in range(3)]
        moves: list[tuple[MailRow | None, MailRow]] = [(None, row) for row in rows]
        moves += [(row, row.model_copy(update={"state": MailState.WITH_A_PERSON})) for row in rows[:2]]
        held = rows[0].model_copy(update={"state": MailState.WITH_A_PERSON})
        moves += [(held, held.model_copy(update={"state": MailState.JOINED}))]
        for move in reversed(moves):
            counted(world, move)

        found = of(world.counters).mail

        assert (found.received, found.under_way, found.with_a_person, found.understood) == (3, 1, 1, 1)

    def test_nothing_is_less_than_nothing_where_a_record_got_lost(self, world: World) -> None:
        row = MailRow(key="inbound/1", received_at=START)
        counted(world, (row, row.model_copy(update={"state": MailState.REPORTED})))

        assert of(world.counters).mail.under_way == 0


class TestTheFirst:
    def test_counts_of_several_days_say_by_how_much_they_may_be_short(self) -> None:
        told = Told({}, leaders={"product": {"P1": 5, "P2": 7}}, short_of={"product": 2})

        one, two = of(told).products, of(told, "2026-11-22").products

        assert [(each.name, each.reports) for each in one.first] == [("P2", 7), ("P1", 5)]
        assert one.short_by_at_most == 0
        assert [each.reports for each in two.first] == [14, 10]
        assert two.short_by_at_most == 4


class TestAgainstTheLimit:
    def test_a_guidelines_times_stand_beside_its_own_limit(self, world: World) -> None:
        world.told_of()
        watched = Watched(world, world.reported(guideline="respect.threat").case_id)
        watched.look()
        world.opened(watched.case_id)
        world.later(hours=1)
        world.decided(watched.case_id, "keep")
        watched.look()

        (threat,) = [each for each in of(world.counters).guidelines if each.guideline == "respect.threat"]

        assert threat.limit_hours == load_policy().by_id["respect.threat"].within_hours
        assert (threat.decisions, threat.within_limit, threat.share_within_limit) == (1, 1, 1.0)
        assert threat.p90 is not None
        assert 0.5 <= threat.p90 <= 1

    def test_a_guideline_that_the_policy_no_longer_has_has_no_limit(self) -> None:
        (gone,) = of(Told({"guideline:old.clause": {"all": 1, "removed": 1}})).guidelines

        assert gone.limit_hours is None
        assert gone.share_within_limit is None


def test_an_empty_system_has_figures_that_are_none_and_none_that_is_wrong(world: World) -> None:
    found = of(world.counters, "2026-08-24")

    assert len(found.days) == 92
    assert shares(found.model_dump()) == []
    assert (found.products.first, found.detectors, found.guidelines) == ((), (), ())


class TestTheParts:
    """By channel, by guideline, by queue: how decisions ended, and which of them an appeal changed."""

    @pytest.fixture
    def overturned(self, world: World) -> World:
        """Removed on a clause that nobody had found or named; its author contests it, and it is restored."""
        world.told_of()
        watched = Watched(world, world.reported(guideline="respect.threat").case_id)
        watched.look()
        world.opened(watched.case_id)
        world.later(hours=3)
        world.decided(watched.case_id, "remove", grounds=["relevance.off_topic"])
        world.acted(watched.case_id)
        watched.look()
        appealed(world, watched.case_id, by_author=True)
        watched.look()
        world.opened(watched.case_id)
        world.later(hours=1)
        world.decided(watched.case_id, "keep", by=BEN)
        world.acted(watched.case_id)
        watched.look()
        return world

    def test_of_a_channel_are_of_the_cases_that_it_opened(self, overturned: World) -> None:
        api = next(each for each in of(overturned.counters).channels if each.channel == "api")

        assert (api.decisions, api.upheld, api.share_upheld, api.share_automated) == (2, 1, 0.5, 0)
        assert (api.appeals_decided, api.appeals_overturned, api.share_appeals_overturned) == (1, 1, 1)
        assert api.p50 is not None
        assert 0 < api.p50 <= 1

    def test_of_a_queue_are_what_was_decided_in_it(self, overturned: World) -> None:
        queues = {each.queue: each for each in of(overturned.counters).queues}

        assert (queues[Queue.ABUSE].decisions, queues[Queue.ABUSE].upheld) == (1, 1)
        assert (queues[Queue.ABUSE].appeals_decided, queues[Queue.ABUSE].share_appeals_overturned) == (0, None)
        assert (queues[Queue.APPEALS].decisions, queues[Queue.APPEALS].appeals_overturned) == (1, 1)

    def test_of_a_guideline_have_the_appeal_against_what_rested_on_it(self, overturned: World) -> None:
        clauses = {each.guideline: each for each in of(overturned.counters).guidelines}

        assert clauses["relevance.off_topic"].share_appeals_overturned == 1
        assert clauses["respect.threat"].appeals_decided == 0

    def test_of_a_machine_are_its_own(self, world: World) -> None:
        world.told_of(text=A_NUMBER)
        watched = Watched(world, world.reported(channel="mail").case_id)
        watched.look()
        world.acted(watched.case_id)
        watched.look()

        found = of(world.counters)

        assert [each.share_automated for each in found.channels if each.decisions] == [1]
        assert [each.queue for each in found.queues if each.automated] == [Queue.PRIVACY]

    def test_are_there_with_the_cases_that_wait_now(self, world: World) -> None:
        assert of(world.counters).open == BOARD


@pytest.mark.parametrize("by", ["day", "channel", "guideline", "queue"])
def test_the_plain_table_of_a_grouping_has_what_there_is_to_say(world: World, by: str) -> None:
    report = a_report(guideline="respect.threat")
    stamped = report.model_copy(update={"case_id": "r-R1-1"})
    count_changes([Change(report, stamped)], counters=world.counters)
    one = {"all": 1, "removed": 1}
    groups = ("decisions", "guideline:respect.threat", "queue:abuse", "channel:api")
    world.counters.count([Counted("d", DAY, dict.fromkeys(groups, one))])

    table = of(world.counters, by=by).by

    assert table is not None
    if by == "day":
        assert table == {DAY: {"reports": 1, "decisions": 1}}
        return
    ((name, row),) = table.items()
    assert name == {"channel": "api", "guideline": "respect.threat", "queue": "abuse"}[by]
    assert (row["decisions"], row["share_upheld"], row["appeals_overturned"]) == (1, 1, 0)
    assert row.get("reports") == (None if by == "queue" else 1)
