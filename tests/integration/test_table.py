"""The stores on the template's own keys and indexes: one put, one winner, nothing half done, and never a scan."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.table import Cancelled, ConditionFailed, Table, put
from redress.errors import AlreadyAppealed, Contention, NotFound, StaleCase
from redress.model import (
    Action,
    ActionKind,
    Address,
    Appeal,
    Bar,
    Case,
    MailRow,
    MailState,
    Queue,
    RemovedText,
    Side,
    Status,
    Subject,
)
from tests.builders.nouns import START, a_case, a_decision, a_finding, a_report
from tests.builders.world import World, described


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    naps: list[float] = []
    monkeypatch.setattr("redress.adapters.dynamodb.table.time.sleep", naps.append)
    return naps


def failing(table: Table, monkeypatch: pytest.MonkeyPatch, *failures: Any) -> Iterator[Any]:
    """The table's client refuses its next transactions so."""
    real, left = table._client.transact_write_items, iter(failures)

    def transact(**asked: Any) -> Any:
        failure = next(left, None)
        if failure is not None:
            raise failure
        return real(**asked)

    monkeypatch.setattr(table._client, "transact_write_items", transact)
    return left


def cancelled(*codes: str) -> ClientError:
    reasons = [{"Code": code} for code in codes]
    said: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
    return ClientError(said, "TransactWriteItems")


class TestTheTemplate:
    def test_its_indexes_carry_what_the_lists_show(self) -> None:
        from redress.model import CaseLine

        (queue,) = [index for index in described()["GlobalSecondaryIndexes"] if index["IndexName"] == "queue"]
        carried = {*queue["Projection"]["NonKeyAttributes"], "queue_pk", "queue_sk", "pk", "sk"}

        assert CaseLine.model_fields.keys() <= carried

    def test_a_line_of_the_index_is_all_that_a_list_shows(self, world: World) -> None:
        case = a_case(
            status=Status.HUMAN_REVIEW, queue=Queue.ABUSE, due_at=START, findings=(a_finding("respect.threat"),)
        )
        world.cases.add(case)

        (line,) = world.cases.in_bucket("abuse").items

        assert (line.case_id, line.review_id, line.queue, line.due_at) == (case.case_id, "R1", Queue.ABUSE, START)
        assert line.top_finding == "respect.threat"

    def test_nothing_ever_scans(self, world: World) -> None:
        calls: set[str] = set()
        world.table._client.meta.events.register("before-call.dynamodb", lambda model, **_: calls.add(model.name))
        world.told_of()
        case = world.in_review()
        world.decided(case.case_id, "remove")
        world.acted(case.case_id)
        world.told(case.case_id)
        world.later(days=9)
        world.swept()

        assert "Scan" not in calls
        assert calls <= {
            "PutItem",
            "GetItem",
            "UpdateItem",
            "Query",
            "TransactWriteItems",
            "BatchGetItem",
            "BatchWriteItem",
        }


class TestVerbs:
    def test_a_condition_that_fails_carries_what_stands_there(self, world: World) -> None:
        key = Key("A", "B")
        world.table.put(key, {"n": 1})

        with pytest.raises(ConditionFailed) as refused:
            world.table.put(key, {"n": 2}, condition="attribute_not_exists(pk)")

        assert refused.value.item["n"] == 1

    def test_a_transaction_says_which_of_its_conditions_failed(self, world: World) -> None:
        world.table.put(Key("A", "2"), {"n": 1})
        writes = [put(Key("A", str(each)), {"n": 0}, condition="attribute_not_exists(pk)") for each in range(4)]

        with pytest.raises(Cancelled) as refused:
            world.table.transact(writes)

        assert refused.value.failed == {2}
        assert world.table.get(Key("A", "0")) is None

    @pytest.mark.parametrize(
        "failure",
        [
            cancelled("None", "TransactionConflict"),
            cancelled("ThrottlingError"),
            ClientError({"Error": {"Code": "TransactionConflictException"}}, "TransactWriteItems"),
        ],
    )
    def test_a_conflict_with_another_is_tried_again(
        self, world: World, monkeypatch: pytest.MonkeyPatch, slept: list[float], failure: ClientError
    ) -> None:
        failing(world.table, monkeypatch, failure, failure)

        world.table.transact([put(Key("A", "1"), {"n": 1})])

        assert world.table.get(Key("A", "1")) == {"pk": "A", "sk": "1", "n": 1}
        assert len(slept) == 2

    def test_conflicts_without_end_are_contention(
        self, world: World, monkeypatch: pytest.MonkeyPatch, slept: list[float]
    ) -> None:
        failing(world.table, monkeypatch, *[cancelled("TransactionConflict")] * 9)

        with pytest.raises(Contention):
            world.table.transact([put(Key("A", "1"), {"n": 1})])

    def test_what_is_wrong_with_us_is_not_tried_again(
        self, world: World, monkeypatch: pytest.MonkeyPatch, slept: list[float]
    ) -> None:
        failing(world.table, monkeypatch, cancelled("ValidationError"))

        with pytest.raises(ClientError):
            world.table.transact([put(Key("A", "1"), {"n": 1})])
        assert slept == []

    def test_a_query_reads_page_after_page_and_no_further_than_asked(self, world: World) -> None:
        for each in range(7):
            world.table.put(Key("A", f"{each}"), {"text": "x" * 390_000})

        assert [item["sk"] for item in world.table.query("pk", "A")] == list("0123456")
        assert [item["sk"] for item in world.table.query("pk", "A", limit=2, backwards=True)] == ["6", "5"]

    def test_what_a_batch_had_no_room_for_is_put_again(
        self, world: World, monkeypatch: pytest.MonkeyPatch, slept: list[float]
    ) -> None:
        real, first = world.table._client.batch_write_item, iter([True])

        def batch(RequestItems: dict[str, list[Any]]) -> Any:  # noqa: N803 - AWS's word
            if next(first, False):
                return {"UnprocessedItems": {"redress": RequestItems["redress"][:3]}}
            return real(RequestItems=RequestItems)

        monkeypatch.setattr(world.table._client, "batch_write_item", batch)

        world.table.put_all((Key("A", f"{each:02d}"), {"n": each}) for each in range(30))

        assert {item["sk"] for item in world.table.query("pk", "A")} >= {"00", "01", "02", "25", "29"}

    @pytest.mark.parametrize("value", ["", "x" * 1_000, "\0", "\U0001f600", 0, -(10**30), True, False])
    def test_values_come_back_as_they_were_put(self, world: World, value: Any) -> None:
        world.table.put(Key("A", "1"), {"value": value})

        found = world.table.get(Key("A", "1"))

        assert found is not None
        assert found["value"] == value
        assert type(found["value"]) is type(value)


class TestReports:
    def test_the_first_under_an_id_stands(self, world: World) -> None:
        first = world.reports.add(a_report(report_id="rpt_1", explanation="One."))
        second = world.reports.add(a_report(report_id="rpt_1", explanation="Two."))

        assert (first.replayed, second.replayed) == (False, True)
        assert second.report.explanation == "One."

    def test_an_unknown_one_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            world.reports.get("rpt_404")

    def test_of_a_case_come_newest_first_over_all_shards(self, world: World) -> None:
        reports = [
            world.reports.add(a_report(received_at=START + timedelta(seconds=each))).report for each in range(23)
        ]
        world.cases.open(a_case(), reports)
        found, place = [], None
        while True:
            page = world.reports.of_case("r-R1-1", after=place, limit=5)
            found += [report.report_id for report in page.items]
            place = page.next
            if place is None:
                break

        assert found == [report.report_id for report in reversed(reports)]

    def test_a_postponed_one_is_overdue_later_and_a_stamped_one_never(self, world: World) -> None:
        report = world.reports.add(a_report()).report
        world.reports.postpone(report, START + timedelta(hours=1))
        assert list(world.overdue.passed(START + timedelta(minutes=59), limit=9)) == []
        assert [item.id for item in world.overdue.passed(START + timedelta(minutes=61), limit=9)] == [report.report_id]

        world.cases.open(a_case(move_by=None), [report])
        world.reports.postpone(report, START)

        assert list(world.overdue.passed(START + timedelta(days=9), limit=9)) == []

    def test_two_late_batches_stamp_each_report_once(self, world: World) -> None:
        reports = [world.reports.add(a_report()).report for _ in range(4)]
        case = a_case(status=Status.KEPT, decision=a_decision(a_case()))

        first = world.reports.stamp_answered(reports[:3], case)
        second = world.reports.stamp_answered(reports, case)

        assert [report.report_id for report in first] == [report.report_id for report in reports[:3]]
        assert [(report.report_id, report.case_id) for report in second] == [(reports[3].report_id, case.case_id)]


class TestCases:
    def test_come_back_as_they_were_put(self, world: World) -> None:
        case = a_case(
            status=Status.HUMAN_REVIEW,
            queue=Queue.ABUSE,
            findings=(a_finding(spans=((0, 3),)),),
            claims=frozenset({"respect.threat"}),
            due_at=START,
        )
        world.cases.add(case)

        found = world.cases.get(case.case_id)

        assert found == case.model_copy(update={"news": ()})
        assert [entry.act for entry in world.cases.entries(case.case_id)] == ["opened"]

    def test_the_first_of_a_round_stands(self, world: World) -> None:
        one, other = (world.reports.add(a_report()).report for _ in range(2))
        assert [report.case_id for report in world.cases.open(a_case(), [one])] == [a_case().case_id]

        with pytest.raises(StaleCase):
            world.cases.open(a_case(), [other])

        assert world.reports.get(other.report_id).case_id == ""

    def test_of_nothing_but_stamped_reports_none_is_opened(self, world: World) -> None:
        report = world.reports.add(a_report()).report
        world.cases.open(a_case(), [report])

        assert world.cases.open(a_case(round_=2), [report]) == []
        assert world.cases.latest(Subject.review("R1")) == world.cases.get("r-R1-1")

    def test_the_latest_is_of_the_highest_round(self, world: World) -> None:
        for round_ in (1, 2, 10, 9):
            world.cases.add(a_case(round_=round_))

        latest = world.cases.latest(Subject.review("R1"))

        assert latest is not None
        assert latest.round == 10
        assert world.cases.latest(Subject.review("R")) is None

    def test_the_second_of_two_writers_learns_that_it_is_stale(self, world: World) -> None:
        before = world.cases.add(a_case())
        moved = before.moved(Status.HUMAN_REVIEW, START, actor="a", act="one")
        other = before.moved(Status.LEGAL_REVIEW, START, actor="b", act="other")
        world.cases.save(before, moved)

        with pytest.raises(StaleCase):
            world.cases.save(before, other)

        assert world.cases.get(before.case_id).status is Status.HUMAN_REVIEW
        assert [entry.act for entry in world.cases.entries(before.case_id)] == ["opened", "one"]

    def test_a_join_counts_without_touching_what_another_writes(self, world: World) -> None:
        before = world.cases.add(a_case(status=Status.HUMAN_REVIEW, queue=Queue.GENERAL))
        reports = [world.reports.add(a_report()).report for _ in range(3)]
        moved = before.moved(Status.NEEDS_INFO, START, actor="a", act="asked")

        world.cases.join(before, before, reports)
        world.cases.save(before, moved)

        after = world.cases.get(before.case_id)
        assert (after.status, after.report_count, after.revision) == (Status.NEEDS_INFO, 3, 1)

    def test_nothing_joins_what_is_decided(self, world: World) -> None:
        case = world.cases.add(a_case(status=Status.KEPT, decision=a_decision(a_case())))
        report = world.reports.add(a_report()).report

        with pytest.raises(StaleCase):
            world.cases.join(case, case, [report])

        assert world.reports.get(report.report_id).case_id == ""

    def test_a_join_that_raises_is_refused_when_another_was_first(self, world: World) -> None:
        before = world.cases.add(a_case(status=Status.HUMAN_REVIEW, queue=Queue.GENERAL))
        world.cases.save(before, before.noted(START, actor="a", act="noted"))
        raised = before.raised(before.priority.raised(), START, actor="triage", act="pressed")

        with pytest.raises(StaleCase):
            world.cases.join(before, raised, [world.reports.add(a_report()).report])

    def test_ninety_reports_with_all_that_goes_with_them_fit_one_transaction(self, world: World) -> None:
        reports = [world.reports.add(a_report()).report for _ in range(90)]
        case = a_case()
        for each in range(4):
            case = case.noted(START, actor="triage", act=f"act-{each}")

        stamped = world.cases.open(case, reports, a_decision(case))

        assert len(stamped) == 90
        assert world.cases.get(case.case_id).report_count == 90

    def test_facts_are_saved_with_the_move_or_not_at_all(self, world: World) -> None:
        before = world.cases.add(a_case(status=Status.HUMAN_REVIEW, queue=Queue.GENERAL))
        bar = Bar(author_id="A1", product_id="P1", case_id=before.case_id, grounds=("g.g",), since=START)
        text = RemovedText(product_id="P1", digest="d", case_id=before.case_id)
        world.cases.save(before, before.noted(START, actor="a", act="noted"))

        with pytest.raises(StaleCase):
            world.cases.save(before, before.noted(START, actor="b", act="noted"), bar, text)
        assert world.reviews.bars("A1", "P1") == []

        current = world.cases.get(before.case_id)
        saved = world.cases.save(current, current.noted(START, actor="b", act="noted"), bar, text)
        assert world.reviews.bars("A1", "P1") == [bar]
        assert world.removed_texts() == {text}
        world.cases.save(saved, saved.noted(START, actor="c", act="lifted"), dropped=[bar, text])
        assert world.reviews.bars("A1", "P1") == []
        assert world.removed_texts() == set()

    def test_an_appeal_is_the_first_or_none(self, world: World) -> None:
        before = world.cases.add(a_case(status=Status.KEPT, decision=a_decision(a_case()), decisions=1))
        plea = Appeal(side=Side.AUTHOR, decision=1, decided_by="ana", at=START, explanation="No.")
        opened = world.cases.save(
            before, before.moved(Status.HUMAN_REVIEW, START, actor="author", act="appealed"), plea
        )

        with pytest.raises(AlreadyAppealed):
            world.cases.save(opened, opened.noted(START, actor="author", act="appealed"), plea)

    def test_a_sequence_number_is_given_once(self, world: World) -> None:
        before = world.cases.add(a_case(status=Status.DECIDING))
        other = world.cases.add(a_case(round_=2, status=Status.DECIDING))
        number = world.cases.next_sequence("R1")

        def planned(case: Case) -> Case:
            action = Action(
                case_id=case.case_id,
                review_id="R1",
                sequence=number,
                kind=ActionKind.TAKE_DOWN,
                decision=1,
                planned_at=START,
            )
            return world.cases.save(case, case.noted(START, actor="t", act="planned"), action)

        planned(before)
        with pytest.raises(StaleCase):
            planned(other)
        assert world.cases.next_sequence("R1") == number + 1

    @pytest.mark.parametrize("name", ["r-R404-1", "R1", "", "r-R1-x", "m-none-1", "\0", "r-" + "x" * 3_000 + "-1"])
    def test_an_unknown_one_is_not_found(self, world: World, name: str) -> None:
        with pytest.raises(NotFound):
            world.cases.get(name)
        with pytest.raises(NotFound):
            world.cases.decision(name, 1)
        assert list(world.cases.entries(name)) == []

    def test_of_reviews_with_names_that_begin_alike_do_not_mix(self, world: World) -> None:
        for name in ("R1", "R1-1", "R1~", "R"):
            world.cases.add(a_case(name))
            world.cases.add(a_case(name, 2))

        assert {case.case_id for case in [world.cases.latest(Subject.review("R1"))] if case} == {"r-R1-2"}
        assert world.cases.get("r-R1-1-1").review_id == "R1-1"
        assert len(list(world.cases.entries("r-R-1"))) == 1


class TestOverdue:
    def test_names_each_noun_by_its_id(self, world: World) -> None:
        world.reports.add(a_report(report_id="rpt_1", move_by=START))
        world.cases.add(a_case())
        mail = a_case().model_copy(update={"subject": Subject.mail("m1"), "case_id": "m-m1-1"})
        world.cases.add(mail)
        world.mails.add(MailRow(key="inbound/1", received_at=START, move_by=START))

        found = {(item.noun, item.id) for item in world.overdue.passed(START + timedelta(days=1), limit=9)}

        assert found == {("report", "rpt_1"), ("case", "r-R1-1"), ("case", "m-m1-1"), ("mail", "inbound/1")}

    def test_gives_the_longest_overdue_of_each_shard_first(self, world: World) -> None:
        for each in range(40):
            world.reports.add(a_report(report_id=f"rpt_{each}", move_by=START + timedelta(minutes=each)))

        found = [item.id for item in world.overdue.passed(START + timedelta(days=1), limit=3)]

        assert len(found) == 12
        shards = {name: keys.shard(keys.report(name).pk, keys.OVERDUE_SHARDS) for name in found}
        assert sorted(shards.values()) == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3


class TestMailsAndAddresses:
    def test_the_first_row_stands_and_the_second_writer_is_stale(self, world: World) -> None:
        row = MailRow(key="inbound/1", received_at=START)
        assert world.mails.add(row) == row
        assert world.mails.add(row.model_copy(update={"size": 9})) == row
        taken = row.model_copy(update={"attempts": 1})
        world.mails.save(row, taken)

        with pytest.raises(StaleCase):
            world.mails.save(row, row.model_copy(update={"state": MailState.REPORTED}))
        assert world.mails.get("inbound/1") == taken
        assert world.mails.get("inbound/2") is None

    def test_two_writers_of_an_address_do_not_lose_each_others_count(self, world: World) -> None:
        before = world.notices.address("d")
        assert before == Address(digest="d")
        world.notices.save_address(before, before.model_copy(update={"mails": 1}))

        with pytest.raises(StaleCase):
            world.notices.save_address(before, before.model_copy(update={"mails": 1}))
        current = world.notices.address("d")
        world.notices.save_address(current, current.model_copy(update={"mails": 2}))
        with pytest.raises(StaleCase):
            world.notices.save_address(current, current.model_copy(update={"mails": 2}))


def test_a_busy_key_is_spread_over_shards() -> None:
    shards = [keys.shard(f"rpt_{each}", 4) for each in range(4_000)]

    assert all(800 < shards.count(number) < 1_200 for number in range(4))


def test_the_table_is_not_left_behind(world: World) -> None:
    assert boto3.client("dynamodb").list_tables()["TableNames"] == ["redress"]
