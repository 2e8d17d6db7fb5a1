"""A message taken apart into its parts: one pass with offsets into the bytes, with limits, and no way to fail.

Our own, after measuring: the standard parsers walk line by line, recurse without end or lose the text of a multipart
whose boundary is missing or wrong. Here such text is kept, and what goes over a limit stays as it is and is said so.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redress.mail.headers import Fields, from_base64, parameters, split

MOST_BYTES = 40 * 1024 * 1024
MOST_HEADER = 256 * 1024
MOST_PARTS = 1_000
DEEPEST = 50
DEEPEST_FORWARD = 10

_BEFORE = b"\r\n\t \xef\xbb\xbf"  # blanks, and the mark that some editors put before UTF-8
_END_OF_HEADER = (b"\r\n\r\n", b"\n\n", b"\r\r", b"\n\r\n")
_ENDS_LINE = re.compile(rb"(--)?[ \t]*(\r\n|\n|\r|$)")
_GUESS = re.compile(rb"(?:^|[\r\n])--([^\s-][^\r\n]{0,90}?)[ \t]*[\r\n]")


@dataclass(slots=True)
class Part:
    """One part: its fields, and either what it holds or the parts inside it."""

    fields: Fields
    media: str
    options: dict[str, str]
    disposition: str
    about: dict[str, str]
    content: bytes = b""
    inside: list["Part"] = field(default_factory=list)

    @property
    def charset(self) -> str:
        return self.options.get("charset", "")

    @property
    def name(self) -> str:
        return self.about.get("filename") or self.options.get("name") or ""

    def decoded(self) -> bytes:
        """The content with its transfer encoding undone; as it stands where the encoding is unknown or wrong."""
        encoding = self.fields.text("content-transfer-encoding").lower().strip(" ;\"'").partition(";")[0]
        if encoding == "base64":
            return _from_base64(self.content)
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.content)
        if encoding in {"uuencode", "x-uuencode", "uue", "x-uue"}:
            return _from_uu(self.content)
        return self.content

    def walk(self) -> Iterator["Part"]:
        """This part and all inside it, but not what a forwarded message holds."""
        yield self
        if self.media != "message/rfc822":
            for part in self.inside:
                yield from part.walk()


class Parser:
    """One message. `defects` says what was wrong, in words that hold nothing of the message."""

    def __init__(self, raw: bytes) -> None:
        self.defects: list[str] = []
        if len(raw) > MOST_BYTES:
            self.defects.append("too_large")
            raw = raw[:MOST_BYTES]
        self._raw = raw
        self._parts = 0

    def message(self) -> Part:
        head = self._raw[:MOST_HEADER]
        start = len(head) - len(head.lstrip(_BEFORE))
        return self._part(start, len(self._raw), depth=0, forwards=0, default="text/plain")

    def _part(self, start: int, end: int, *, depth: int, forwards: int, default: str) -> Part:
        self._parts += 1
        fields, body = self._head(start, end)
        media, options = parameters(fields.first("content-type"))
        media = media.strip() if media.count("/") == 1 else default
        disposition, about = parameters(fields.first("content-disposition"))
        part = Part(fields, media, options, disposition, about)
        if media.startswith("multipart/") and depth < DEEPEST:
            if not self._multipart(part, body, end, depth=depth, forwards=forwards):
                self._flag("boundary_missing")
                part.media = "text/html" if _looks_like_html(self._raw[body : body + 200]) else "text/plain"
                part.content = self._raw[body:end]
        elif media in {"message/rfc822", "message/global", "message/news"}:
            self._forwarded(part, body, end, depth=depth, forwards=forwards)
        else:
            if media.startswith("multipart/"):
                self._flag("too_deep")
            part.content = self._raw[body:end]
        return part

    def _head(self, start: int, end: int) -> tuple[Fields, int]:
        found = [at + len(mark) for mark in _END_OF_HEADER if (at := self._raw.find(mark, start, end)) >= 0]
        body = min(found, default=end)
        if body - start <= MOST_HEADER:
            fields, length = split(self._raw[start:body])
            return fields, start + length
        self._flag("header_too_long")
        fields, length = split(self._raw[start : start + MOST_HEADER])
        return fields, body if found and length >= MOST_HEADER - 1 else start + length

    def _multipart(self, part: Part, start: int, end: int, *, depth: int, forwards: int) -> bool:
        written = part.options.get("boundary", "").encode("utf-8", "replace").rstrip()
        pieces, closed = self._pieces(written, start, end) if written else ([], False)
        if not pieces and (guess := _GUESS.search(self._raw, max(0, start - 1), end)):
            self._flag("boundary_wrong")
            pieces, closed = self._pieces(guess.group(1).rstrip(), start, end)
            pieces = pieces if closed or len(pieces) > 1 else []
        if not closed and pieces:
            self._flag("boundary_never_closed")
        default = "message/rfc822" if part.media == "multipart/digest" else "text/plain"
        for first, last in pieces:
            if self._parts >= MOST_PARTS:
                self._flag("too_many_parts")
                break
            part.inside.append(self._part(first, last, depth=depth + 1, forwards=forwards, default=default))
        return bool(part.inside)

    def _pieces(self, boundary: bytes, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
        """Where each part begins and ends: between lines that are the delimiter and nothing else.

        After the last delimiter there may be more: an inner part has used the same boundary. Those parts count as well.
        """
        mark, begins, closed = b"--" + boundary, -1, False
        found: list[tuple[int, int]] = []
        at = self._raw.find(mark, start, end)
        while at >= 0:
            line = _ENDS_LINE.match(self._raw, at + len(mark), end)
            if line and (at == start or self._raw[at - 1] in b"\r\n"):
                if begins >= 0:
                    found.append((begins, self._before_line(at, begins)))
                closed = closed or bool(line.group(1))
                begins = -1 if line.group(1) else line.end()
                if len(found) > MOST_PARTS:
                    return found, True
            at = self._raw.find(mark, at + len(mark), end)
        if begins >= 0:
            found.append((begins, end))
        return found, closed

    def _before_line(self, at: int, least: int) -> int:
        """The line end before a delimiter belongs to it."""
        if at > least and self._raw[at - 1 : at] == b"\n":
            at -= 1
        return at - 1 if at > least and self._raw[at - 1 : at] == b"\r" else at

    def _forwarded(self, part: Part, start: int, end: int, *, depth: int, forwards: int) -> None:
        """A message inside this one. An encoded one is not allowed (RFC 2046 5.2.1) and yet sent: it is opened too."""
        part.media = "message/rfc822"
        part.content = self._raw[start:end]
        if forwards >= DEEPEST_FORWARD or depth >= DEEPEST:
            self._flag("too_deep")
            return
        if part.fields.text("content-transfer-encoding").lower() in {"base64", "quoted-printable"}:
            inner = Parser(part.decoded())
            inner._parts = self._parts
            part.inside = [
                inner._part(0, len(inner._raw), depth=depth + 1, forwards=forwards + 1, default="text/plain")
            ]
            self._parts = inner._parts
            return
        start += len(self._raw[start : start + 4]) - len(self._raw[start : start + 4].lstrip(b"\r\n"))
        part.inside = [self._part(start, end, depth=depth + 1, forwards=forwards + 1, default="text/plain")]

    def _flag(self, defect: str) -> None:
        if defect not in self.defects:
            self.defects.append(defect)


def _looks_like_html(head: bytes) -> bool:
    return bool(re.search(rb"<(?:html|!doctype|body|div|table|p)\b", head, re.IGNORECASE))


def _from_base64(content: bytes) -> bytes:
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        return from_base64(content)


def _from_uu(content: bytes) -> bytes:
    _, begin, body = content.partition(b"begin ")
    if not begin:
        return content
    out = []
    for line in body.splitlines()[1:]:
        if line.strip() == b"end":
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            try:  # a broken encoder's line: its length is in its first letter
                out.append(binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3]))
            except (binascii.Error, IndexError):
                return content
    return b"".join(out)
