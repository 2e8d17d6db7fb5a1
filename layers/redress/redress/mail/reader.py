"""From the raw bytes to a Reading. Nothing raises here, and every step is bounded before it begins."""

from typing import NamedTuple

from redress.mail import meaning
from redress.mail.addresses import mailboxes
from redress.mail.attachments import described
from redress.mail.body import Body, body_of, enclosed
from redress.mail.headers import LONGEST_SUBJECT, Fields, split
from redress.mail.kinds import Seen, automatic_kind, bounces_in, rewritten_from
from redress.mail.machines import Machine, machine_report
from redress.mail.parts import MOST_HEADER, Parser, Part
from redress.mail.quoting import split_reply
from redress.mail.reading import Envelope, Kind, OwnAddresses, Reading, Verdicts
from redress.mail.trace import Trace, identity_of
from redress.mail.urls import MOST_URLS, ReviewUrls
from redress.mail.xarf import xarf_unsound
from redress.model import Identity

SHORT = 1_000
"""A mail with fewer new letters may speak by what it sends on."""

AUTOMATIC = frozenset((Kind.LOOP, Kind.DSN, Kind.AUTO_REPLY, Kind.ARF, Kind.XARF, Kind.LIST))
MACHINES = frozenset((Kind.ARF, Kind.XARF))
_OVER = frozenset(("too_large", "too_many_parts", "too_deep", "header_too_long"))


class _Speaker(NamedTuple):
    address: str
    name: str
    ambiguous: bool


class _Named(NamedTuple):
    """Review ids: all, those that the mail is about, and those in the sender's own new words."""

    all: tuple[str, ...]
    new: tuple[str, ...]
    said: tuple[str, ...]


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
    body = body_of(root)
    charset = next((part.charset for part in root.walk() if part.charset), "")
    speaker = _speaker(fields, charset, own, defects)
    subject = fields.words("subject", charset)[:LONGEST_SUBJECT]
    text = body.text or body.other
    pieces = split_reply(text)
    inside = enclosed(body.forwarded)
    forwarded = (*inside.messages, *pieces.forwarded)
    seen = Seen(fields, root, speaker.address, speaker.name, envelope, text)
    kind = automatic_kind(seen, own) or _persons_kind(fields, raw, root, defects)
    plain = "" if {"from_malformed", "from_rewritten"}.intersection(defects) else speaker.address
    identity = identity_of(plain, envelope, fields, trace)
    vouched_for = bool(speaker.address) and identity in {Identity.DMARC, Identity.WEAK}
    _note_doubts(body, defects)
    said = f"{subject}\n{pieces.new}"
    told = "\n".join(f"{message.subject}\n{message.text}" for message in forwarded)
    machine = machine_report(root.walk(), fields) if kind in MACHINES else None
    meant = _meant(kind, said, told if len(pieces.new) < SHORT else "", machine)
    named = _named(said, body, "\n".join((told, *inside.links)), pieces.quoted, urls)
    if machine:
        defects += machine.defects
        named = _reported(machine, said, named, urls)
    if len(named.all) > MOST_URLS:
        defects.append("too_many_reviews")
        named = _Named(*(names[:MOST_URLS] for names in named))
    new = "\n\n".join(filter(None, (machine.said if machine else "", pieces.new)))
    return Reading(
        kind=kind,
        sender=speaker.address,
        sender_name=speaker.name,
        ambiguous=speaker.ambiguous,
        identity=identity,
        subject=subject,
        message_id=fields.text("message-id")[:500],
        text=text,
        text_new=new,
        quoted=pieces.quoted,
        hidden=body.hidden,
        forwarded=forwarded,
        attachments=described([*body.files, *inside.files]),
        review_ids=named.all,
        review_ids_new=named.new,
        review_ids_said=named.said,
        references=meaning.references_in(said),
        reply_token=_token(fields, envelope, own) or (_returned(root, own) if kind is Kind.DSN else ""),
        bounces=bounces_in(root.walk(), fields, text) if kind is Kind.DSN else (),
        reported_as=machine.sort if machine and machine.complaint else "",
        lang=meaning.lang_of(new or text or subject),
        spam=verdicts.spam == "FAIL",
        virus=verdicts.virus == "FAIL",
        answerable=vouched_for and kind is Kind.HUMAN and envelope.mail_from != "",
        defects=tuple(dict.fromkeys(defects)),
        guidelines=meant.guidelines,
        legal=meant.legal,
        elsewhere=meant.elsewhere,
        relation=meant.relation,
    )


def _meant(kind: Kind, said: str, told: str, machine: Machine | None) -> meaning.Meant:
    """What a machine complains of goes by its own type; where that says nothing, by the words beside it."""
    if machine is None:
        return meaning.Meant() if kind in AUTOMATIC else meaning.meant(said, told)
    words = meaning.meant(f"{said}\n{machine.said}", "")
    guidelines = tuple(dict.fromkeys(filter(None, (machine.guideline, *words.guidelines))))
    return meaning.Meant(guidelines=guidelines, legal=machine.legal or words.legal)


def _reported(machine: Machine, said: str, named: _Named, urls: ReviewUrls) -> _Named:
    """The reviews that the report's own fields name, else those in the words beside it; never the enclosed mail's."""
    found = tuple(urls.find("\n".join(machine.urls))) or tuple(urls.find(f"{said}\n{machine.said}"))
    return _Named(tuple(dict.fromkeys((*found, *named.all))), found, found)


def _named(said: str, body: Body, told: str, quoted: str, urls: ReviewUrls) -> _Named:
    """Reviews in the words, in either form of the body, in its links, and in what was sent on."""
    found = urls.find("\n".join((said, body.text, body.other, "\n".join(body.links), told)))
    in_said, in_quoted = urls.find(said), set(urls.find(quoted))
    new = tuple(name for name in found if name in in_said or name not in in_quoted)
    return _Named(tuple(found), new or tuple(found), tuple(in_said))


def _note_doubts(body: Body, defects: list[str]) -> None:
    if body.doubtful:
        defects.append("charset_doubtful")
    if body.text and body.other and _differ(body.text, body.other):
        defects.append("text_and_html_differ")
    if body.hidden.strip():
        defects.append("hidden_text")


def _persons_kind(fields: Fields, raw: bytes, root: Part, defects: list[str]) -> Kind:
    if not raw.strip():
        defects.append("empty")
        return Kind.MALFORMED
    if not fields or not any(fields.has(name) for name in ("from", "to", "subject", "date", "received")):
        defects.append("no_header")
        return Kind.MALFORMED
    if xarf_unsound(root.walk()):
        defects.append("xarf_unsound")
        return Kind.MALFORMED
    return Kind.MALFORMED if _OVER.intersection(defects) else Kind.HUMAN


def _speaker(fields: Fields, charset: str, own: OwnAddresses, defects: list[str]) -> _Speaker:
    """One valid mailbox in one From field, or nobody."""
    given = fields.all("from")
    boxes, whole = mailboxes(given[0], charset) if given else ([], True)
    if not whole:
        defects.append("from_malformed")
    if len(set(given)) > 1 or len({box.address.lower() for box in boxes}) > 1:
        defects.append("sender_ambiguous")
        return _Speaker("", "", ambiguous=True)
    if not boxes:
        defects.append("no_sender")
        return _Speaker("", "", ambiguous=False)
    if own.owns(boxes[0].address) and (behind := rewritten_from(fields, own)):
        defects.append("from_rewritten")
        return _Speaker(behind, boxes[0].name, ambiguous=False)
    if "xn--" in boxes[0].address.rpartition("@")[2]:
        defects.append("sender_in_another_script")
    return _Speaker(boxes[0].address, boxes[0].name, ambiguous=False)


def _differ(plain: str, rich: str) -> bool:
    """Whether the two forms of a mail say other things: few words of the one stand in the other."""
    short, long = sorted((set(plain.lower().split()), set(rich.lower().split())), key=len)
    return len(short) >= 5 and len(short & long) * 3 < len(short)


def _token(fields: Fields, envelope: Envelope, own: OwnAddresses) -> str:
    """The token in the plus-address this mail came to: its signature is checked by whoever has the key."""
    addresses = list(envelope.recipients)
    for name in ("delivered-to", "x-original-to", "to", "cc"):
        addresses += [box.address for value in fields.all(name)[:5] if b"+" in value for box in mailboxes(value)[0]]
    return next((token for address in addresses if (token := own.token_in(address))), "")


def _returned(root: Part, own: OwnAddresses) -> str:
    """The token in the letter of ours that a report of its delivery brings back, whole or its header alone."""
    for part in root.walk():
        if part.media == "message/rfc822" and part.inside:
            fields = part.inside[0].fields
        elif part.media in {"text/rfc822-headers", "message/rfc822-headers"}:
            fields = split(part.decoded()[:MOST_HEADER])[0]
        else:
            continue
        if token := next((t for box in mailboxes(fields.first("reply-to"))[0] if (t := own.token_in(box.address))), ""):
            return token
    return ""
