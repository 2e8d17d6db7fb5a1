"""From the raw bytes to a Reading. Nothing raises here, and every step is bounded before it begins."""

import re
from typing import NamedTuple

from redress.mail import meaning
from redress.mail.addresses import mailboxes
from redress.mail.attachments import described
from redress.mail.charsets import decode
from redress.mail.headers import LONGEST_SUBJECT, Fields
from redress.mail.html import seen
from redress.mail.kinds import automatic_kind, bounces_in, is_list
from redress.mail.parts import Parser, Part
from redress.mail.quoting import split_reply
from redress.mail.reading import Envelope, Forwarded, Kind, OwnAddresses, Reading, Verdicts
from redress.mail.trace import Trace, identity_of
from redress.mail.urls import ReviewUrls

LONGEST_TEXT = 1_000_000
MOST_REVIEWS = 200

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_OVER = frozenset(("too_large", "too_many_parts", "too_deep", "header_too_long"))
_AUTOMATIC = frozenset((Kind.LOOP, Kind.DSN, Kind.AUTO_REPLY, Kind.ARF, Kind.XARF, Kind.LIST))


class _Body(NamedTuple):
    """All the text of a message, in plain and as its HTML shows it, and what is not text."""

    text: str
    other: str
    hidden: str
    links: tuple[str, ...]
    files: list[Part]
    forwarded: list[Part]
    doubtful: bool


def read(raw: bytes, envelope: Envelope, urls: ReviewUrls, *, own: OwnAddresses) -> Reading:
    """What a mail is, who speaks, what it says and what it is about. Any bytes give a reading."""
    try:
        return _read(raw, envelope, urls, own)
    except Exception as failure:  # noqa: BLE001 - a mail that breaks the reader is a person's; it is said, and never lost
        return Reading(kind=Kind.MALFORMED, defects=("reader_failed", type(failure).__name__))


def _read(raw: bytes, envelope: Envelope, urls: ReviewUrls, own: OwnAddresses) -> Reading:
    parser = Parser(raw)
    root = parser.message()
    fields, defects = root.fields, parser.defects
    trace = Trace(fields)
    envelope = trace.envelope(envelope)
    verdicts = envelope.verdicts or Verdicts()
    body = _body(root)
    charset = next((part.charset for part in root.walk() if part.charset), "")
    sender, name, ambiguous = _speaker(fields, charset, defects)
    subject = fields.words("subject", charset)[:LONGEST_SUBJECT]
    pieces = split_reply(body.text or body.other)
    forwarded = (*_enclosed(body.forwarded), *pieces.forwarded)
    kind = automatic_kind(fields, root, sender, name, envelope, own, body.text or body.other) or _persons_kind(
        fields, raw, defects
    )
    if body.doubtful:
        defects.append("charset_doubtful")
    if body.text and body.other and _differ(body.text, body.other):
        defects.append("text_and_html_differ")
    said = f"{subject}\n{pieces.new}"
    told = "\n".join(f"{message.subject}\n{message.text}" for message in forwarded) if len(pieces.new) < 1_000 else ""
    found = urls.find("\n".join((said, body.text, body.other, "\n".join(body.links), told)))
    in_said, in_quoted = urls.find(said), set(urls.find(pieces.quoted))
    identity = identity_of(sender, envelope, fields, trace)
    return Reading(
        kind=kind,
        sender=sender,
        sender_name=name,
        ambiguous=ambiguous,
        identity=identity,
        subject=subject,
        message_id=fields.text("message-id")[:500],
        text=body.text or body.other,
        text_new=pieces.new,
        quoted=pieces.quoted,
        hidden=body.hidden,
        forwarded=forwarded,
        attachments=described(body.files),
        review_ids=tuple(found[:MOST_REVIEWS]),
        review_ids_new=tuple(id_ for id_ in found if id_ in in_said or id_ not in in_quoted) or tuple(found),
        review_ids_said=tuple(in_said),
        guidelines=meaning.guidelines_of(said) or meaning.guidelines_of(told),
        legal=meaning.legal_of(said) or meaning.legal_of(told),
        elsewhere=meaning.elsewhere_of(said),
        relation=meaning.relation_of(said),
        references=meaning.references_in(said),
        reply_token=_token(fields, envelope, own),
        bounces=bounces_in(root.walk(), fields) if kind is Kind.DSN else (),
        lang=meaning.lang_of(pieces.new or body.text or body.other or subject),
        spam=verdicts.spam == "FAIL",
        virus=verdicts.virus == "FAIL",
        bulk=is_list(fields),
        answerable=bool(sender)
        and kind is Kind.HUMAN
        and identity.value in {"dmarc", "weak"}
        and envelope.mail_from != "",
        defects=tuple(dict.fromkeys(defects)),
    )


def _persons_kind(fields: Fields, raw: bytes, defects: list[str]) -> Kind:
    if not raw.strip():
        defects.append("empty")
        return Kind.MALFORMED
    if not fields or not any(fields.has(name) for name in ("from", "to", "subject", "date", "received")):
        defects.append("no_header")
        return Kind.MALFORMED
    return Kind.MALFORMED if _OVER.intersection(defects) else Kind.HUMAN


def _speaker(fields: Fields, charset: str, defects: list[str]) -> tuple[str, str, bool]:
    """One valid mailbox in one From field, or nobody."""
    given = fields.all("from")
    boxes, whole = mailboxes(given[0], charset) if given else ([], True)
    if not whole:
        defects.append("from_malformed")
    if (len(given) > 1 and len(set(given)) > 1) or len({box.address.lower() for box in boxes}) > 1:
        defects.append("sender_ambiguous")
        return "", "", True
    if not boxes:
        defects.append("no_sender")
        return "", "", False
    if "xn--" in boxes[0].address.rpartition("@")[2]:
        defects.append("sender_in_another_script")
    return boxes[0].address, boxes[0].name, False


def _body(root: Part) -> _Body:
    plain: list[str] = []
    rich: list[str] = []
    hidden: list[str] = []
    links: list[str] = []
    files: list[Part] = []
    forwarded: list[Part] = []
    doubtful = False
    budget = LONGEST_TEXT
    for part in root.walk():
        if part.media == "message/rfc822":
            forwarded.append(part)
        elif part.media.startswith("multipart/"):
            if part.content:
                files.append(part)
        elif _is_file(part, root):
            files.append(part)
        elif budget > 0:
            content = part.decoded()[:budget]
            budget -= len(content)
            text, sure = decode(content, part.charset)
            doubtful = doubtful or not sure
            if part.media == "text/html":
                page = seen(text)
                rich.append(page.text)
                hidden.append(page.hidden)
                links += page.links
            else:
                plain.append(_plain(text, part))
    return _Body(
        "\n".join(filter(None, plain)).strip(),
        "\n".join(filter(None, rich)).strip(),
        "\n".join(filter(None, hidden)),
        tuple(links),
        files,
        forwarded,
        doubtful,
    )


def _is_file(part: Part, root: Part) -> bool:
    if part.disposition == "attachment":
        return True
    if part.media in {"text/plain", "text/html", "text/enriched", "text/richtext", "text"}:
        return bool(part.name)
    if part.media in {
        "message/delivery-status",
        "message/feedback-report",
        "message/disposition-notification",
        "text/rfc822-headers",
    }:
        return False
    return part is not root or not part.media.startswith("text/")


def _plain(text: str, part: Part) -> str:
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if part.options.get("format", "").lower() == "flowed":
        text = _unflowed(text, delsp=part.options.get("delsp", "").lower() == "yes")
    return text.strip()


def _unflowed(text: str, *, delsp: bool) -> str:
    """Lines that the program broke, joined again (RFC 3676); quoted ones stay as they are."""
    out: list[str] = []
    joins = False
    for line in text.split("\n"):
        stuffed = line.removeprefix(" ")
        if joins and not line.startswith(">"):
            out[-1] += stuffed
        else:
            out.append(line if line.startswith(">") else stuffed)
        joins = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if joins and delsp:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


def _enclosed(messages: list[Part]) -> tuple[Forwarded, ...]:
    found = []
    for message in messages[:20]:
        inner = message.inside[0] if message.inside else None
        if inner is None:
            continue
        body = _body(inner)
        boxes, _ = mailboxes(inner.fields.first("from"))
        found.append(
            Forwarded(
                sender=boxes[0].address if boxes else "",
                subject=inner.fields.words("subject")[:LONGEST_SUBJECT],
                text=body.text or body.other,
                date=inner.fields.text("date")[:100],
            )
        )
        found += _enclosed(body.forwarded)
    return tuple(found)


def _differ(plain: str, rich: str) -> bool:
    """Whether the two forms of a mail say other things: few words of the one stand in the other."""
    short, long = sorted((set(plain.lower().split()), set(rich.lower().split())), key=len)
    return len(short) >= 5 and len(short & long) * 3 < len(short)


def _token(fields: Fields, envelope: Envelope, own: OwnAddresses) -> str:
    """The token in the plus-address this mail came to: its signature is checked by whoever has the key."""
    addresses = list(envelope.recipients)
    for name in ("delivered-to", "x-original-to", "to", "cc"):
        addresses += [box.address for value in fields.all(name)[:5] for box in mailboxes(value)[0]]
    return next((token for address in addresses if (token := own.token_in(address))), "")
