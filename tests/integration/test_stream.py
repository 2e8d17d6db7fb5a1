"""The table's stream: what is read off a batch, and what of it goes back."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.cases import _attributes as of_case
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.reports import _attributes as of_report
from redress.adapters.dynamodb.stream import Batch
from redress.adapters.dynamodb.table import encode
from redress.errors import Contention
from redress.model import Report, Status
from redress.tally import Change
from tests.builders.nouns import a_case, a_report
from tests.builders.world import World

Image = dict[str, Any] | None


def a_record(number: int, key: Key, new: Image, old: Image = None, name: str = "") -> dict[str, Any]:
    images = {"NewImage": new, "OldImage": old}
    return {
        "eventID": f"event-{number}",
        "eventName": name or ("REMOVE" if new is None else "MODIFY" if old else "INSERT"),
        "eventSource": "aws:dynamodb",
        "dynamodb": {
            "Keys": encode(key._asdict()),
            "SequenceNumber": f"{100 + number}",
            "StreamViewType": "NEW_AND_OLD_IMAGES",
            **{kind: encode({**key._asdict(), **image}) for kind, image in images.items() if image is not None},
        },
    }


def reported(number: int, report: Report, **more: Any) -> dict[str, Any]:
    return a_record(number, keys.report(report.report_id), {**of_report(report), **more})


def told(number: int, review_id: str, new: Image, old: Image = None) -> dict[str, Any]:
    return a_record(number, keys.review(review_id), new, old)


def test_new_reports_come_together_by_their_review() -> None:
    one, two, other = a_report("R1"), a_report("R1"), a_report("R2")
    batch = Batch({"Records": [reported(1, one), reported(2, other), reported(3, two)]})

    groups = batch.reports_by_review

    assert [(numbers, [report.report_id for report in reports]) for numbers, reports in groups] == [
        (["101", "103"], [one.report_id, two.report_id]),
        (["102"], [other.report_id]),
    ]


def test_a_stamp_a_removal_and_other_nouns_are_no_new_reports() -> None:
    report = a_report()
    image = of_report(report)
    key = keys.report(report.report_id)
    case = a_case()
    batch = Batch(
        {
            "Records": [
                a_record(1, key, {**image, "case_id": "r-R1-1"}, image),
                a_record(2, key, None, image),
                a_record(3, keys.case(case.subject, 1), dict(of_case(case))),
                a_record(4, keys.standing("d"), {"reports": 1}),
            ]
        }
    )

    assert batch.reports_by_review == []
    assert batch.edited_reviews == []


@pytest.mark.parametrize(
    "new, old, edited",
    [
        ({"snapshot": "b"}, {"snapshot": "a"}, True),
        ({"snapshot": "a", "gone": True}, {"snapshot": "a"}, True),
        ({"snapshot": "a"}, {"snapshot": "a", "gone": True}, True),
        ({"snapshot": "a"}, None, True),
        ({"snapshot": "a", "document": "2"}, {"snapshot": "a", "document": "1"}, False),
    ],
)
def test_a_review_is_edited_when_a_reader_sees_something_else(new: Image, old: Image, edited: bool) -> None:
    batch = Batch({"Records": [told(1, "R1", new, old)]})

    assert [review_id for _, review_id in batch.edited_reviews] == (["R1"] if edited else [])


def test_several_edits_of_a_review_are_looked_at_once() -> None:
    records = [told(number, "R1", {"snapshot": str(number)}, {"snapshot": "a"}) for number in range(3)]

    assert Batch({"Records": records}).edited_reviews == [(["100", "101", "102"], "R1")]


def test_a_snapshot_is_no_review() -> None:
    record = a_record(1, keys.snapshot("R1", "a"), {"document": "{}", "snapshot": "a"})

    assert Batch({"Records": [record]}).edited_reviews == []


@pytest.mark.parametrize(
    "failure", [ClientError({"Error": {"Code": "Throttling"}}, "X"), Contention("too many")], ids=["aws", "crowd"]
)
def test_what_fails_outside_of_us_goes_back_alone(failure: Exception) -> None:
    batch = Batch({"Records": [reported(number, a_report(f"R{number}")) for number in range(3)]})

    def work(reports: Any) -> int:
        if reports[0].review_id == "R1":
            raise failure
        return len(reports)

    assert batch.each(batch.reports_by_review, work) == [1, 1]
    assert batch.response() == {"batchItemFailures": [{"itemIdentifier": "101"}]}


def test_a_record_that_cannot_be_read_goes_back_alone_and_is_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    good, bad = a_report("R1"), a_report("R2")
    spoilt = {"document": of_report(bad)["document"].replace('"explanation"', '"told_by_mallory"')}
    batch = Batch({"Records": [reported(1, bad, **spoilt), reported(2, good)]})

    assert [numbers for numbers, _ in batch.reports_by_review] == [["102"]]
    assert [getattr(change.after, "report_id", None) for change in batch.changes] == [good.report_id]
    assert batch.response() == {"batchItemFailures": [{"itemIdentifier": "101"}]}
    assert "RecordUnreadable" in caplog.text
    assert bad.explanation not in caplog.text


def test_changes_are_of_what_counts_with_before_and_after() -> None:
    report, case = a_report(), a_case()
    moved = case.moved(Status.HUMAN_REVIEW, case.opened_at, actor="a", act="b")
    key = keys.case(case.subject, 1)
    batch = Batch(
        {
            "Records": [
                reported(1, report),
                a_record(2, key, dict(of_case(moved)), dict(of_case(case))),
                a_record(3, keys.fact("x"), {"expires_at": 1}),
                a_record(4, keys.report(report.report_id), None, dict(of_report(report))),
            ]
        }
    )

    changes = batch.changes

    assert [(change.before, type(change.after).__name__) for change in changes] == [
        (None, "Report"),
        (case.model_copy(update={"news": ()}), "Case"),
    ]
    assert isinstance(changes[0], Change)


def test_what_the_table_holds_and_what_the_stream_says_are_the_same(world: World) -> None:
    report = world.received(explanation="\U0001f600\0", guideline="respect.threat")
    item = world.table.get(keys.report(report.report_id))
    assert item is not None
    record = a_record(1, keys.report(report.report_id), {name: item[name] for name in item if name not in {"pk", "sk"}})

    ((_, (seen,)),) = Batch({"Records": [record]}).reports_by_review

    assert seen == world.reports.get(report.report_id)
