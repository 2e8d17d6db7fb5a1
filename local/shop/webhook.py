"""The shop's side of Redress's events: each is applied once, in its order, and only to the text that was judged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local.shop.shelf import Review, Shelf

TAKEN_DOWN = "redress.review.taken_down"
RESTORED = "redress.review.restored"
BARRED = "redress.author.barred_from_product"
BAR_LIFTED = "redress.author.bar_lifted"
NOTICE_ISSUED = "redress.notice.issued"


class Malformed(Exception):
    """No CloudEvent, or one that says too little to act on."""


class NotYet(Exception):
    """We cannot say yet whether this may be applied: ask again shortly."""


@dataclass(frozen=True)
class Answer:
    """What a delivery gets, now and whenever it is repeated. Any status from 400 on is a problem (RFC 9457)."""

    status: int
    body: Mapping[str, Any]

    @property
    def media_type(self) -> str:
        return "application/json" if self.status < 400 else "application/problem+json"


@dataclass(frozen=True)
class Event:
    event_id: str
    type: str
    data: Mapping[str, Any]

    @property
    def review_id(self) -> str:
        return self.text("review_id")

    @property
    def case_id(self) -> str:
        return self.text("case_id")

    @property
    def sequence(self) -> int | None:
        number = self.data.get("sequence")
        return number if isinstance(number, int) and not isinstance(number, bool) else None

    def text(self, name: str) -> str:
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def needs(self, *names: str) -> None:
        missing = [name for name in names if not (self.sequence if name == "sequence" else self.text(name))]
        if missing:
            raise Malformed(f"The event's data lacks {', '.join(missing)}.")


def read_event(body: bytes) -> Event:
    try:
        event = json.loads(body)
    except ValueError as error:
        raise Malformed("The body is not JSON.") from error
    if not isinstance(event, dict) or event.get("specversion") != "1.0":
        raise Malformed("This is not a CloudEvent of version 1.0.")
    data = event.get("data")
    if not all(isinstance(event.get(name), str) for name in ("id", "type", "source")) or not isinstance(data, dict):
        raise Malformed("A CloudEvent has an id, a type and a source, and ours have data.")
    return Event(event["id"], event["type"], data)


def receive(webhook_id: str, body: bytes, *, shelf: Shelf, now: datetime) -> Answer:
    """One transaction: the effect and the remembered answer come together or not at all."""
    event = read_event(body)
    with shelf.transaction():
        known = shelf.rows("SELECT status, answer FROM deliveries WHERE webhook_id = :id", id=webhook_id)
        if known:
            shelf.execute("UPDATE deliveries SET repeats = repeats + 1 WHERE webhook_id = :id", id=webhook_id)
            return Answer(known[0]["status"], json.loads(known[0]["answer"]))
        answer = _apply(event, shelf, now)
        shelf.execute(
            "INSERT INTO deliveries (webhook_id, received_at, type, review_id, case_id, sequence, status, answer)"
            " VALUES (:webhook_id, :received_at, :type, :review_id, :case_id, :sequence, :status, :answer)",
            webhook_id=webhook_id,
            received_at=_stamp(now),
            type=event.type,
            review_id=event.review_id,
            case_id=event.case_id,
            sequence=event.sequence,
            status=answer.status,
            answer=json.dumps(answer.body),
        )
        return answer


def _apply(event: Event, shelf: Shelf, now: datetime) -> Answer:
    if event.type in {TAKEN_DOWN, RESTORED}:
        return _show_or_hide(event, shelf)
    if event.type in {BARRED, BAR_LIFTED}:
        return _bar_or_lift(event, shelf)
    if event.type == NOTICE_ISSUED:
        return _keep_message(event, shelf, now)
    return Answer(200, {"applied": False, "detail": "An event of a kind that this shop has no use for."})


def _show_or_hide(event: Event, shelf: Shelf) -> Answer:
    event.needs("review_id", "case_id", "sequence")
    sequence = event.sequence or 0
    review = shelf.review(event.review_id)
    if review is None:
        return _applied(event, "No such review was ever published here, so there is nothing to do.")
    if sequence == review.last_sequence and (event.type, event.case_id) == (review.last_event, review.last_case):
        return _applied(event, "It was so already.")
    if sequence <= review.last_sequence:
        return _problem(409, "superseded", f"Event {review.last_sequence} on this review came before this one.", event)
    if review.deleted:
        return _applied(event, "Its author has deleted it.")
    _same_text(event, review)
    judged = event.text("snapshot")
    if judged != review.current_snapshot and shelf.has_shown(review.review_id, judged):
        return _problem(409, "edited-since", "The review reads otherwise now than what was judged.", event)
    grounds = event.data.get("grounds")
    hidden = event.type == TAKEN_DOWN
    shelf.execute(
        "UPDATE reviews SET visible = :visible, grounds = :grounds, explanation = :explanation,"
        " last_sequence = :sequence, last_event = :type, last_case = :case_id WHERE review_id = :review_id",
        visible=not hidden,
        grounds=json.dumps([str(ground) for ground in grounds] if hidden and isinstance(grounds, list) else []),
        explanation=event.text("explanation") if hidden else "",
        sequence=sequence,
        type=event.type,
        case_id=event.case_id,
        review_id=event.review_id,
    )
    return _applied(event)


def _same_text(event: Event, review: Review) -> None:
    """Before Redress has ever answered us with a hash we have nothing to compare with, and must not guess."""
    if event.text("snapshot") and not review.snapshot:
        raise NotYet("This review's snapshot is not known here yet.")


def _bar_or_lift(event: Event, shelf: Shelf) -> Answer:
    event.needs("author_id", "product_id", "case_id")
    changed = shelf.execute(
        "INSERT INTO bars (author_id, product_id, case_id, sequence, held)"
        " VALUES (:author_id, :product_id, :case_id, :sequence, :held)"
        " ON CONFLICT DO UPDATE SET sequence = excluded.sequence, held = excluded.held"
        " WHERE excluded.sequence >= bars.sequence",
        author_id=event.text("author_id"),
        product_id=event.text("product_id"),
        case_id=event.case_id,
        sequence=event.sequence or 0,
        held=event.type == BARRED,
    )
    if not changed:
        return _problem(409, "superseded", "A later event about this bar came before this one.", event)
    return _applied(event)


def _keep_message(event: Event, shelf: Shelf, now: datetime) -> Answer:
    account = _account(event)
    if not account:
        raise Malformed("The notice names no recipient.")
    shelf.execute(
        "INSERT OR IGNORE INTO messages (event_id, account, review_id, subject, text, link, received_at)"
        " VALUES (:event_id, :account, :review_id, :subject, :text, :link, :received_at)",
        event_id=event.event_id,
        account=account,
        review_id=event.review_id,
        subject=event.text("subject"),
        text=event.text("text"),
        link=event.text("link"),
        received_at=_stamp(now),
    )
    return _applied(event)


def _account(event: Event) -> str:
    recipient = event.data.get("recipient")
    named = recipient.get("account") if isinstance(recipient, dict) else recipient
    return named if isinstance(named, str) else ""


def _applied(event: Event, detail: str = "") -> Answer:
    body: dict[str, Any] = {"applied": not detail, "event_id": event.event_id}
    return Answer(200, {**body, "detail": detail} if detail else body)


def _problem(status: int, kind: str, detail: str, event: Event) -> Answer:
    title = kind.replace("-", " ").capitalize()
    body = {"type": kind, "title": title, "status": status, "detail": detail, "event_id": event.event_id}
    return Answer(status, body)


def _stamp(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
