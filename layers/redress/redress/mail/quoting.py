"""What is new in a mail, what is quoted, and what is forwarded. Each line is looked at once: no input makes it slow.

Nothing is dropped: the quoted part is kept beside the new one, for in abuse mail the evidence is often there.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from redress.mail.addresses import mailboxes
from redress.mail.headers import clean
from redress.mail.quote_marks import (
    BANNER,
    BANNER_AND_HEADERS,
    HEADER_LINE,
    HEADER_WITHIN,
    NAME_OF,
    RULE,
    SENT_FROM,
    STARTS_WROTE,
    WROTE,
)
from redress.mail.reading import Forwarded

LONGEST_TEXT = 256 * 1024
MOST_LINES = 8_000
LONGEST_LINE = 2_000
LONGEST_LEAD = 400
MOST_FORWARDED = 20


class Pieces(NamedTuple):
    """`new` is what this sender wrote now; `quoted` all else; `forwarded` the messages found within."""

    new: str
    quoted: str
    forwarded: tuple[Forwarded, ...]


def split_reply(text: str) -> Pieces:
    """Take a plain text apart. Where nothing is quoted all of it is new."""
    text, rest = text[:LONGEST_TEXT], text[LONGEST_TEXT:]
    lines = text.split("\n")
    lines, late = [line[:LONGEST_LINE] for line in lines[:MOST_LINES]], lines[MOST_LINES:]
    lines = [piece for line in lines for piece in _apart(line)]
    blocks = [at for at in range(len(lines)) if _opens_block(lines, at)]
    first_block = blocks[0] if blocks else len(lines)
    forwarded = tuple(_forwarded(lines, at, after) for at, after in pairwise([*blocks, len(lines)]))
    forwarded = (*_wrote_before(lines, first_block), *forwarded)
    new, quoted = _sorted(lines, first_block)
    quoted += late
    return Pieces("\n".join(new).strip(), "\n".join(quoted).strip() + rest, forwarded[:MOST_FORWARDED])


def _apart(line: str) -> list[str]:
    """Banner and headers that stand in one line, as lines of their own."""
    found = BANNER_AND_HEADERS.match(line) if line.lstrip().startswith("---") else None
    if not found:
        return [line]
    heads = [piece.strip() for piece in HEADER_WITHIN.split(found.group(2)) if piece.strip()]
    return [found.group(1), *heads, ""] if len(heads) > 1 else [line]


def _wrote_before(lines: list[str], first_block: int) -> tuple[Forwarded, ...]:
    """Some programs forward by `On …, somebody wrote:` and the text below it, unmarked."""
    for at in range(first_block):
        span = _wrote_at(lines, at)
        if span and not _quote_follows(lines, at + span):
            named = _without_mailto(" ".join(lines[at : at + span]))
            boxes, _ = mailboxes(named.encode()) if named.startswith("<") else ([], False)
            text = "\n".join(lines[at + span : first_block]).strip()
            return (Forwarded(sender=boxes[0].address, subject="", text=text),) if boxes else ()
    return ()


def _sorted(lines: list[str], first_block: int) -> tuple[list[str], list[str]]:
    new: list[str] = []
    quoted: list[str] = []
    cut = _cut_of(lines, first_block)
    at = 0
    while at < cut:
        line = lines[at]
        span = _wrote_at(lines, at)
        if line.lstrip().startswith((">", "|>")):
            quoted.append(line)
        elif span:
            quoted += lines[at : at + span]
            at += span - 1
        elif line.rstrip() == "--" or (line.startswith("-- ") and len(line.strip()) == 2):
            ends = next((n for n in range(at + 1, cut) if lines[n].lstrip().startswith(">")), cut)
            quoted += lines[at:ends]
            at = ends - 1
        elif not SENT_FROM.match(line.strip()):
            new.append(line)
        at += 1
    return new, quoted + lines[cut:]


def _cut_of(lines: list[str], first_block: int) -> int:
    """Where an unmarked quotation begins: a banner, a header block, or `… wrote:` with the rest below it."""
    for at in range(first_block):
        span = _wrote_at(lines, at)
        if span and not _quote_follows(lines, at + span) and any(line.strip() for line in lines[:at]):
            return at
        if BANNER.match(lines[at]) and RULE.match(lines[at]) and any(line.strip() for line in lines[:at]):
            return at
    at = first_block
    while at > 0 and at < len(lines) and (not lines[at - 1].strip() or _is_lead(lines[at - 1])):
        at -= 1
    return at if first_block < len(lines) else first_block


def _is_lead(line: str) -> bool:
    return bool(RULE.match(line) or BANNER.match(line))


def _wrote_at(lines: list[str], at: int) -> int:
    """How many lines the `On …, somebody wrote:` takes that begins here; programs wrap it over up to three."""
    line = lines[at].strip()
    if not line or len(line) > LONGEST_LEAD:
        return 0
    if _is_wrote(line):
        return 1
    if not STARTS_WROTE.match(line):
        return 0
    for more in (2, 3):
        joined = " ".join(piece.strip() for piece in lines[at : at + more])[:600]
        if _is_wrote(joined):
            return more
    return 0


def _is_wrote(line: str) -> bool:
    return bool(WROTE.search(line if len(line) < LONGEST_LEAD else line[-140:])) and bool(re.search(r"\d|@", line))


def _quote_follows(lines: list[str], at: int) -> bool:
    return any(line.lstrip().startswith(">") for line in lines[at : at + 3])


def _kind_of(line: str) -> tuple[str, str]:
    found = HEADER_LINE.match(line) if ":" in line[:40] or "\uff1a" in line[:40] else None
    if not found:
        return "", ""
    return NAME_OF.get(found.group(1).strip().lower(), ""), found.group(2).strip(" *_")


def _opens_block(lines: list[str], at: int) -> bool:
    """A quoted message's head begins here: a sender line with a subject, date or recipient beside it."""
    kind, value = _kind_of(lines[at])
    if not kind or kind == "other":
        return False
    if at and _kind_of(lines[at - 1])[0]:
        return False
    kinds = {kind}
    for line in lines[at + 1 : at + 9]:
        also = _kind_of(line)[0]
        if also:
            kinds.add(also)
        elif line.strip(" >") and len(kinds) > 1:
            break
    return ("from" in kinds and len(kinds) >= 3) or (kind == "from" and "@" in value and len(kinds) >= 2)


def _forwarded(lines: list[str], at: int, end: int) -> Forwarded:
    heads: dict[str, str] = {}
    body, blanks, last = at, 0, ""
    for number in range(at, min(at + 20, end)):
        kind, value = _kind_of(lines[number])
        if kind:
            heads.setdefault(kind, value)
            last, body, blanks = kind, number + 1, 0
            continue
        line = lines[number].strip(" >*")
        if line and not blanks and last and number == body and _continues(last, heads[last], line):
            heads[last] = f"{heads[last]} {line}".strip()
            body = number + 1
        elif not line:
            blanks += 1
            body += number == body and blanks < 2
        else:
            break
    text = "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines[body:end]).strip()
    boxes, _ = mailboxes(_without_mailto(heads.get("from", "")).encode())
    sender = boxes[0].address if boxes else ""
    return Forwarded(
        sender=sender, subject=clean(heads.get("subject", ""))[:500], text=text, date=clean(heads.get("date", ""))[:100]
    )


def _continues(kind: str, so_far: str, line: str) -> bool:
    """A head that the program wrapped: an address on the next line, or a long subject."""
    return (kind in {"from", "to"} and "@" in line and "@" not in so_far) or (kind == "subject" and len(so_far) > 60)


def _without_mailto(value: str) -> str:
    """`Name [mailto:a@b]`, `Name <a@b<mailto:a@b>>` and the like, as an address line is written."""
    value = re.sub(r"<mailto:[^<>\s]{1,320}>", "", value)
    value = re.sub(r"\[(?:mailto:)?([^\[\]\s@]{1,64}@[^\[\]\s@]{1,255})\]", r"<\1>", value)
    value = re.sub(r"\(?mailto:([^()\s]{1,320})\)?", r"<\1>", value)
    found = re.findall(r"[^\s<>\"'()\[\],;:*]{1,64}@[^\s<>\"'()\[\],;:*]{1,253}", value)
    return f"<{found[0]}>" if len(set(found)) == 1 else value
