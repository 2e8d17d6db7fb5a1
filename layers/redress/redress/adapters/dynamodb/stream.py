"""The table's stream: records into nouns, and which of them must come again."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.cases import loaded as loaded_case
from redress.adapters.dynamodb.reports import loaded as loaded_report
from redress.adapters.dynamodb.table import decode
from redress.errors import Failed
from redress.model import MailRow, Notice, RemovedText, Report
from redress.tally import Change

logger = logging.getLogger(__name__)

OUTSIDE = (ClientError, BotoCoreError, Failed)
"""What may be over in a moment, and so is worth another try."""

UNREADABLE = (ValidationError, ValueError, KeyError)
"""What an item raises that is not as we write them."""

T = TypeVar("T")
Group = tuple[Sequence[str], T]


class Batch:
    """One delivery of the stream. What AWS or a crowd made fail goes back by its sequence number; the rest is done.

    So does a record that cannot be read, alone: what came with it is not held up, and it ends among the failures whole.
    There is nothing in it that a moderator could decide: it calls an operator.
    """

    def __init__(self, event: Mapping[str, Any]) -> None:
        self._records = event["Records"]
        self.failures: set[str] = set()

    @property
    def reports_by_review(self) -> list[Group[Sequence[Report]]]:
        """New reports, those on the same review together."""
        groups: dict[str, tuple[list[str], list[Report]]] = {}
        for record in self._records:
            image = _image(record, "NewImage")
            if record["eventName"] == "INSERT" and image is not None and image["sk"] == "REPORT":
                for report in self._read(record, loaded_report, image):
                    numbers, reports = groups.setdefault(report.review_id, ([], []))
                    numbers.append(_number(record))
                    reports.append(report)
        return list(groups.values())

    @property
    def edited_reviews(self) -> list[Group[str]]:
        """Reviews that are not as they were."""
        return self._reviews("snapshot", "gone")

    @property
    def told(self) -> list[Group[str | RemovedText]]:
        """Reviews of which anything is known that was not, and words whose removal stands, or stands no more."""
        return [*self._reviews("document", "gone"), *self._removed_texts()]

    def _reviews(self, *seen: str) -> list[Group[str]]:
        groups: dict[str, tuple[list[str], str]] = {}
        for record in self._records:
            image, before = _image(record, "NewImage"), _image(record, "OldImage")
            if image is not None and image["sk"] == "REVIEW" and _differs(before, image, seen):
                review_id = keys.review_id_of(image["pk"])
                groups.setdefault(review_id, ([], review_id))[0].append(_number(record))
        return list(groups.values())

    def _removed_texts(self) -> list[Group[RemovedText]]:
        groups: list[Group[RemovedText]] = []
        for record in self._records:
            image = _image(record, "NewImage") or _image(record, "OldImage")
            if image is not None and keys.is_removed_text(image["sk"]):
                groups += [([_number(record)], text) for text in self._read(record, _removed_text, image)]
        return groups

    @property
    def changes(self) -> list[Change]:
        """What counts for the tally."""
        changes = [change for record in self._records for change in self._read(record, _change, record)]
        return [change for change in changes if change.after is not None]

    def _read(self, record: Mapping[str, Any], read: Callable[[dict[str, Any]], T], item: dict[str, Any]) -> list[T]:
        """What is read of a record, or nothing where it cannot be."""
        try:
            return [read(item)]
        except UNREADABLE:
            logger.exception("RecordUnreadable", extra={"record": _number(record)})
            self.failures.add(_number(record))
            return []

    def each(self, groups: Sequence[Group[T]], work: Callable[[T], Any]) -> list[Any]:
        """Do the work for each group; one that fails outside of us goes back alone."""
        results = []
        for numbers, subject in groups:
            try:
                results.append(work(subject))
            except OUTSIDE:
                logger.exception("RecordsGoBack", extra={"records": len(numbers)})
                self.failures.update(numbers)
        return results

    def response(self) -> dict[str, Any]:
        return {"batchItemFailures": [{"itemIdentifier": number} for number in sorted(self.failures)]}


def done(subject: T, work: Callable[[T], Any], otherwise: Callable[[T], Any]) -> Any:
    """Do the work, or where it fails by itself what is to be done otherwise: it would fail again."""
    try:
        return work(subject)
    except OUTSIDE:
        raise
    except Exception:
        logger.exception("RecordsUnhandled")
        return otherwise(subject)


def _number(record: Mapping[str, Any]) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def _image(record: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    image = record["dynamodb"].get(name)
    return decode(image) if image else None


def _differs(before: Mapping[str, Any] | None, after: Mapping[str, Any], seen: Sequence[str]) -> bool:
    return before is None or any(before.get(name) != after.get(name) for name in seen)


def _removed_text(image: Mapping[str, Any]) -> RemovedText:
    return RemovedText.model_validate_json(image["document"])


def _change(record: Mapping[str, Any]) -> Change:
    return Change(_noun(_image(record, "OldImage")), _noun(_image(record, "NewImage")))


def _noun(image: Mapping[str, Any] | None) -> Any:
    if image is None:
        return None
    match image["sk"].partition("#")[0]:
        case "REPORT":
            return loaded_report(image)
        case "CASE":
            return loaded_case(image)
        case "NOTICE":
            return Notice.model_validate_json(image["document"])
        case "MAIL":
            return MailRow.model_validate_json(image["document"])
    return None
