"""What is new in a mail, what is quoted, and what is forwarded. Each line is looked at once: no input makes it slow.

Nothing is dropped: the quoted part is kept beside the new one, for in abuse mail the evidence is often there.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from redress.mail.addresses import mailboxes
from redress.mail.headers import clean
from redress.mail.quote_marks import (
    ANYWHERE,
    BANNER,
    BANNER_AND_HEADERS,
    HAS_A_TIME,
    HAS_DATE_OR_ADDRESS,
    HEADER_LINE,
    HEADER_WITHIN,
    MAY_END_WROTE,
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


_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Pieces(NamedTuple):
    """`new` is what this sender wrote now; `quoted` all else; `forwarded` the messages found within."""

    new: str
    quoted: str
    forwarded: tuple[Forwarded, ...]


def split_reply(text: str) -> Pieces:
    """Take a plain text apart. Where nothing is quoted all of it is new."""
    text, rest = text[:LONGEST_TEXT], text[LONGEST_TEXT:]
    lines = text.split("\n")
    page = _Lines([piece for line in lines[:MOST_LINES] for piece in _apart(line)])
    new, quoted = page.sorted()
    if not any(new) and not page.has_a_lead:
        new, quoted = quoted, []
    quoted += lines[MOST_LINES:]
    return Pieces("\n".join(new).strip(), "\n".join(quoted).strip() + rest, page.forwarded()[:MOST_FORWARDED])


class _Lines:
    """The lines of a text, each looked at once. What they are goes by their beginning; they are kept whole."""

    def __init__(self, whole: list[str]) -> None:
        self._whole = whole
        self._lines = [_UNSEEN.sub("", line[:LONGEST_LINE]) for line in whole]
        self._wrote = [_wrote_at(self._lines, at) for at in range(len(whole))]
        self._blocks = [at for at in range(len(whole)) if _opens_block(self._lines, at)]
        self._first_block = self._blocks[0] if self._blocks else len(whole)
        self._first_word = next((at for at, line in enumerate(whole) if line.strip()), len(whole))

    @property
    def has_a_lead(self) -> bool:
        """Whether anything says who is quoted; without it, quotation marks alone are the sender's own way to write."""
        return bool(self._blocks) or any(self._wrote)

    def sorted(self) -> tuple[list[str], list[str]]:
        """The new lines and the quoted ones."""
        new: list[str] = []
        quoted: list[str] = []
        cut = self._cut()
        at = 0
        while at < cut:
            line = self._lines[at].strip()
            ends = at + max(1, self._wrote[at])
            if line == "--":
                ends = next((n for n in range(at + 1, cut) if self._lines[n].lstrip().startswith(">")), cut)
            kept = not self._wrote[at] and line != "--" and not line.startswith((">", "|>"))
            if not (kept and SENT_FROM.match(line)):
                (new if kept else quoted).extend(self._whole[at:ends])
            at = ends
        return new, quoted + self._whole[cut:]

    def forwarded(self) -> tuple[Forwarded, ...]:
        ends = pairwise([*self._blocks, len(self._whole)])
        return (*self._wrote_before(), *(_forwarded(self._whole, at, after) for at, after in ends))

    def _wrote_before(self) -> tuple[Forwarded, ...]:
        """Some programs forward by `On …, somebody wrote:` and the text below it, unmarked."""
        at = next((at for at in range(self._first_block) if self._is_bare_wrote(at)), -1)
        if at < 0:
            return ()
        below = at + self._wrote[at]
        named = _without_mailto(" ".join(self._lines[at:below]))
        boxes, _ = mailboxes(named.encode()) if named.startswith("<") else ([], False)
        text = "\n".join(self._whole[below : self._first_block]).strip()
        return (Forwarded(sender=boxes[0].address, subject="", text=text),) if boxes else ()

    def _cut(self) -> int:
        """Where an unmarked quotation begins: a banner, a header block, or `… wrote:` with the rest below it."""
        for at in range(self._first_word + 1, self._first_block):
            if self._is_bare_wrote(at) or (RULE.match(self._lines[at]) and BANNER.match(self._lines[at])):
                return at
        at = self._first_block
        while 0 < at < len(self._lines) and _is_lead(self._lines[at - 1]):
            at -= 1
        return at

    def _is_bare_wrote(self, at: int) -> bool:
        below = at + self._wrote[at]
        return below > at and not any(line.lstrip().startswith(">") for line in self._lines[below : below + 3])


def _apart(line: str) -> list[str]:
    """Banner and headers that stand in one line, as lines of their own."""
    found = BANNER_AND_HEADERS.match(line) if line.lstrip().startswith("---") else None
    if not found:
        return [line]
    heads = [piece.strip() for piece in HEADER_WITHIN.split(found.group(2)) if piece.strip()]
    return [found.group(1), *heads, ""] if len(heads) > 1 else [line]


def _is_lead(line: str) -> bool:
    return not line.strip() or bool(RULE.match(line) or BANNER.match(line))


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
        if _is_wrote(" ".join(piece.strip() for piece in lines[at : at + more])[:LONGEST_LEAD]):
            return more
    return 0


def _is_wrote(line: str) -> bool:
    if not (MAY_END_WROTE.search(line) and HAS_DATE_OR_ADDRESS.search(line)):
        return False
    if WROTE.search(line):
        return True
    lead = ANYWHERE.search(line)
    return bool(lead and (not lead.start() or HAS_A_TIME.search(line)) and not _kind_of(line)[0])


def _kind_of(line: str) -> tuple[str, str]:
    if line.startswith("|") and line.count("|") > 2:  # heads in a table
        name, _, value = line.strip("| ").partition("|")
        return NAME_OF.get(name.strip(" :").lower(), ""), value.strip()
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
        elif last and not blanks and HEADER_LINE.match(line) and number + 1 < end and _kind_of(lines[number + 1])[0]:
            body = number + 1  # a head that we have no name for, between others
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
