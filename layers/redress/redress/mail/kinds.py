"""What a mail is: a person's, or a machine's that must never be answered. Each rule says what it goes by."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from redress.mail.addresses import mailboxes
from redress.mail.headers import Fields, clean
from redress.mail.kind_marks import (
    AUTOMATIC_FIELD,
    AWAY_SUBJECT,
    DAEMON,
    DAEMON_NAME,
    FAILED_SUBJECT,
    FAILED_TEXT,
    LIST_FIELDS,
    NOT_MEANT,
    OF_A_MAIL,
)
from redress.mail.machines import XARF_SIGNS, is_feedback
from redress.mail.parts import Part
from redress.mail.reading import Bounce, Envelope, Kind, OwnAddresses, address_of
from redress.mail.xarf import xarf_in

MOST_HOPS = 50

_STATUS_PARTS = frozenset(
    ("message/delivery-status", "message/global-delivery-status", "message/disposition-notification")
)
_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_OF_ONE_LETTER = re.compile(r"5\.(?:2\.[23]|3\.[14]|7\.\d+)$")
_SERVICE_NOTICE = re.compile(r'"notificationType\\{0,3}"\s?:\s?\\{0,3}"(?:Bounce|Complaint|Delivery)')


class Seen(NamedTuple):
    """What the rules go by."""

    fields: Fields
    root: Part
    sender: str
    name: str
    envelope: Envelope
    text: str


def automatic_kind(seen: Seen, own: OwnAddresses) -> Kind | None:
    """Anything but a person's mail; None for that. In this order: a loop is a loop whatever else it looks like."""
    fields, root = seen.fields, seen.root
    if is_loop(seen, own):
        return Kind.LOOP
    parts = list(root.walk())
    labelled = any(part.media == "message/feedback-report" for part in parts)
    if _report_type(root) == "feedback-report" or labelled or is_feedback(parts):
        return Kind.XARF if xarf_in(parts) else Kind.ARF
    if is_dsn(seen, parts):
        return Kind.DSN
    if xarf_in(parts) or {fields.text("x-xarf").lower(), fields.text("x-arf").lower()} & XARF_SIGNS:
        return Kind.XARF
    if is_automatic(fields, root, seen.envelope):
        return Kind.AUTO_REPLY
    return Kind.LIST if is_list(fields, own) else None


def is_loop(seen: Seen, own: OwnAddresses) -> bool:
    """Our own mail, come back."""
    claimed = (address_of(seen.fields.text(name)) for name in ("sender", "resent-from", "return-path"))
    speaks: tuple[str, ...] = (seen.sender,)
    if not is_our_list(seen.fields, own):  # a group puts its own address everywhere but there
        speaks += (seen.envelope.mail_from or "", *claimed)
    marks = (address_of(clean(value.decode("utf-8", "replace"))) for value in seen.fields.all("x-loop"))
    hops = sum(1 for field in seen.fields if field.name == "received")
    return hops > MOST_HOPS or any(own.owns(address) for address in (*speaks, *marks) if address)


def is_dsn(seen: Seen, parts: list[Part]) -> bool:
    """A report that a mail did not arrive. Half of the real ones are not in the standard's form."""
    fields = seen.fields
    if _report_type(seen.root) in {"delivery-status", "disposition-notification"} or fields.has("x-failed-recipients"):
        return True
    if any(part.media in _STATUS_PARTS for part in parts):
        return True
    named_daemon = bool(DAEMON_NAME.search(seen.name))
    daemon = bool(DAEMON.match(seen.sender.rpartition("@")[0])) or (named_daemon and not seen.sender)
    nobody = has_null_sender(fields, seen.envelope)
    subject = bool(FAILED_SUBJECT.search(fields.words("subject")[:500]))
    if seen.sender.endswith("@sns.amazonaws.com") and _SERVICE_NOTICE.search(seen.text[:4_000]):
        return True
    signs = subject + nobody + named_daemon
    enough = 1 if daemon else 2
    if signs + 1 != enough:
        return signs >= enough
    start = seen.text[:6_000]
    by_whom = daemon or nobody or named_daemon
    return bool(FAILED_TEXT.search(start)) and (by_whom or bool(OF_A_MAIL.search(start)))


def has_null_sender(fields: Fields, envelope: Envelope) -> bool:
    return envelope.mail_from == "" or fields.first("return-path").strip() in {b"<>", b"< >"}


def is_automatic(fields: Fields, root: Part, envelope: Envelope) -> bool:
    """RFC 3834, and the signs that were used before and beside it."""
    submitted = fields.text("auto-submitted").lower().partition(";")[0].partition("(")[0].strip()
    if submitted and submitted not in NOT_MEANT:
        return True
    if any(AUTOMATIC_FIELD.match(field.name) and clean_word(field.value) not in NOT_MEANT for field in fields):
        return True
    precedence = {fields.text("precedence").lower(), fields.text("x-precedence").lower()}
    if (
        precedence & {"auto_reply", "auto-reply", "autoreply"}
        or fields.text("delivered-to").lower() == "autoresponder"
        or "autoresponder" in fields.text("x-post-messageclass").lower()
    ):
        return True
    suppressed = {sign.strip().lower() for sign in fields.text("x-auto-response-suppress").split(",")}
    by_rule = fields.has("x-ms-exchange-inbox-rules-loop")
    if by_rule and "all" in suppressed:
        return True
    signs = (
        suppressed & {"all", "oof", "autoreply"},
        fields.has("in-reply-to") or fields.has("references"),
        precedence & {"bulk", "junk"},
        by_rule or has_null_sender(fields, envelope) or _report_type(root) == "vacation",
    )
    return any(signs) and bool(AWAY_SUBJECT.search(fields.words("subject")[:300]))


def clean_word(value: bytes) -> str:
    return clean(value[:100].decode("utf-8", "replace")).lower()


def is_list(fields: Fields, own: OwnAddresses) -> bool:
    """What many get. Our own mailbox may be a list's as well: what comes through that one is written to us."""
    if is_our_list(fields, own):
        return False
    return any(fields.has(name) for name in LIST_FIELDS) or fields.text("precedence").lower() in {
        "list",
        "bulk",
        "junk",
    }


def is_our_list(fields: Fields, own: OwnAddresses) -> bool:
    """Whether it came through a group whose address is one of ours: List-Id `<abuse.shop.example>` and its kin."""
    name = fields.text("list-id").rpartition("<")[2].partition(">")[0].strip().lower()
    box, _, domain = name.partition(".")
    posts = address_of(fields.text("list-post").rpartition("mailto:")[2].partition(">")[0].partition("?")[0])
    return bool(name and domain and own.owns(f"{box}@{domain}")) or bool(posts and own.owns(posts))


def rewritten_from(fields: Fields, own: OwnAddresses) -> str:
    """Whose mail it was before our own group put its address into the From line, as groups do for DMARC's sake."""
    if not is_our_list(fields, own):
        return ""
    written = fields.first("x-original-from") or fields.first("x-original-sender")
    boxes, _ = mailboxes(written)
    return boxes[0].address if len(boxes) == 1 and not own.owns(boxes[0].address) else ""


def _report_type(root: Part) -> str:
    return root.options.get("report-type", "").lower() if root.media == "multipart/report" else ""


def bounces_in(parts: Iterable[Part], fields: Fields, text: str) -> tuple[Bounce, ...]:
    """Whom it did not reach and whether that will last (RFC 3464); by the words where no part says it."""
    found = []
    for part in parts:
        if part.media in {"message/delivery-status", "message/global-delivery-status"}:
            text = part.decoded()[:64_000].decode("utf-8", "replace").replace("\r\n", "\n")
            for group in text.split("\n\n")[:100]:
                lines = dict(_pair(line) for line in group.split("\n") if ":" in line)
                recipient = (lines.get("final-recipient") or lines.get("original-recipient") or "").rpartition(";")[2]
                status = (re.findall(r"\b[245]\.\d{1,3}\.\d{1,3}\b", lines.get("status", "")) or [""])[0]
                if recipient.strip():
                    hard = is_lasting(status) and lines.get("action", "failed").lower().startswith("failed")
                    found.append(Bounce(recipient=address_of(recipient), status=status, hard=hard))
    named = (address_of(address) for address in fields.text("x-failed-recipients").split(","))
    found += [Bounce(recipient=address, status="", hard=True) for address in named if address]
    if not found and (status := _STATUS.search(text[:6_000])):
        found.append(Bounce(recipient="", status=status.group(), hard=is_lasting(status.group())))
    return tuple(found[:100])


def is_lasting(status: str) -> bool:
    """Whether a repeat is of no use. A full mailbox empties, and a filter's or a size's refusal is of one letter."""
    return status.startswith("5.") and not _OF_ONE_LETTER.match(status)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), clean(value)
