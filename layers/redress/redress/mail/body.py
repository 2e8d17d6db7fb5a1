"""What a message holds: its text in both forms, what is hidden in it, the files, and the messages inside it."""

from typing import NamedTuple

from redress.mail.addresses import mailboxes
from redress.mail.charsets import decode
from redress.mail.headers import LONGEST_SUBJECT, clean_lines
from redress.mail.html import seen
from redress.mail.parts import Part
from redress.mail.reading import Forwarded

LONGEST_TEXT = 1_000_000
MOST_MESSAGES = 20

_TEXTS = frozenset(("text/plain", "text/html", "text/enriched", "text/richtext", "text"))
_REPORTS = frozenset(("message/delivery-status", "message/feedback-report", "message/disposition-notification"))


class Body(NamedTuple):
    """All the text of a message, in plain and as its HTML shows it, and what is not text."""

    text: str
    other: str
    hidden: str
    links: tuple[str, ...]
    files: list[Part]
    forwarded: list[Part]
    doubtful: bool


def body_of(root: Part) -> Body:
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
            if part.disposition == "attachment" or (part.name and part.disposition != "inline"):
                files.append(part)
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
                rich.append(clean_lines(page.text))
                hidden.append(clean_lines(page.hidden))
                links += page.links
            else:
                plain.append(_plain(text, part))
    return Body(
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
    if part.media in _TEXTS or part.media in _REPORTS or part.media == "text/rfc822-headers":
        return False
    return part is not root or not part.media.startswith("text/")


def _plain(text: str, part: Part) -> str:
    text = clean_lines(text)
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


class Enclosed(NamedTuple):
    """What came inside: messages with their claimed senders, and the files and links in them."""

    messages: tuple[Forwarded, ...]
    files: tuple[Part, ...]
    links: tuple[str, ...]


def enclosed(messages: list[Part]) -> Enclosed:
    told: list[Forwarded] = []
    files: list[Part] = []
    links: list[str] = []
    for inner in (message.inside[0] for message in messages[:MOST_MESSAGES] if message.inside):
        body = body_of(inner)
        boxes, _ = mailboxes(inner.fields.first("from"))
        told.append(
            Forwarded(
                sender=boxes[0].address if boxes else "",
                subject=inner.fields.words("subject")[:LONGEST_SUBJECT],
                text=body.text or body.other,
                date=inner.fields.text("date")[:100],
            )
        )
        further = enclosed(body.forwarded)
        told += further.messages
        files += (*body.files, *further.files)
        links += (*body.links, *further.links)
    return Enclosed(tuple(told), tuple(files), tuple(links))
