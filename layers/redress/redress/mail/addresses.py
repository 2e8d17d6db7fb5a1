"""Who speaks: mailboxes from a From line, refusing whatever is not plainly one (the shapes of CVE-2023-27043).

One pass over the letters, no recursion: 20,000 nested comments or an open quote cost no more than other text.
"""

import re
from typing import NamedTuple

from redress.mail.headers import LONGEST_FIELD, clean, readable

MOST_ADDRESSES = 200
LONGEST_ADDRESS = 320

_LOCAL = r"(?:[^\s<>()\[\],;:@\"\\]{1,64}|\"[^\"\r\n]{1,62}\")"
_DOMAIN = r"(?:[^\s<>()\[\],;:@\"\\!#$%&*=+{}|/?`^']{1,253}|\[[0-9A-Fa-f:.IPv]{2,50}\])"
_ADDRESS = re.compile(f"{_LOCAL}@{_DOMAIN}")
_ALONE = re.compile(r"[^\s<>()\[\],;:@\"\\]{1,64}")


class Mailbox(NamedTuple):
    name: str
    address: str


class _Scanner:
    """The letters of an address list, sorted into words, what stands in angle brackets, and comments."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []
        self.broken = False
        self._clear()

    def _clear(self) -> None:
        self.words: list[str] = []
        self.angle: list[str] | None = None
        self.comment: list[str] = []

    def end(self) -> None:
        words, comment = "".join(self.words).strip(), "".join(self.comment).strip()
        if words or self.angle is not None:
            angle = "".join(self.angle) if self.angle is not None else ""
            self.found.append((words, angle if self.angle is not None else "\0", comment))
        self._clear()

    def read(self, text: str) -> None:
        depth, quoted, skip, inside = 0, False, False, False
        for letter in text:
            if skip:
                skip = False
                self._put(letter, depth, inside=inside)
            elif letter == "\\" and (quoted or depth):
                skip = True
            elif letter == '"' and not depth:
                quoted = not quoted
                self._put(letter, depth, inside=inside)
            elif quoted:
                self._put(letter, depth, inside=inside)
            elif letter == "(":
                depth += 1
            elif letter == ")":
                self.broken = self.broken or not depth
                depth = max(0, depth - 1)
            elif depth:
                self._put(letter, depth, inside=inside)
            elif letter == "<":
                self.broken = self.broken or self.angle is not None
                self.angle, inside = [], True
            elif letter == ">":
                inside = False
            elif letter in ",;" and not inside:
                self.end()
            elif letter == ":" and not inside:
                self.words.clear()
            else:
                self._put(letter, depth, inside=inside)
            if len(self.found) > MOST_ADDRESSES:
                return
        self.broken = self.broken or quoted or bool(depth) or inside
        self.end()

    def _put(self, letter: str, depth: int, *, inside: bool) -> None:
        if depth:
            self.comment.append(letter)
        elif inside and self.angle is not None:
            self.angle.append(letter)
        else:
            self.words.append(letter)


def mailboxes(value: bytes, charset: str = "") -> tuple[list[Mailbox], bool]:
    """The mailboxes that a field names, and whether it was well formed. What is no valid address is left out."""
    value = value[:LONGEST_FIELD]
    scanner = _Scanner()
    scanner.read(_as_text(value, charset))
    found = []
    for words, angle, comment in scanner.found:
        written = words if angle == "\0" else angle
        address = checked(written)
        name = comment if angle == "\0" else words.replace('"', "")
        if address:
            found.append(Mailbox(readable(name.encode("utf-8", "replace"))[:200], address))
        elif written.strip():
            scanner.broken = True
    return found[:MOST_ADDRESSES], not scanner.broken


def _as_text(value: bytes, charset: str) -> str:
    """Encoded words stay as they are: an address may not hide in one."""
    if value.isascii():
        return clean(value.decode("ascii"))
    return clean(value.decode("utf-8", "strict")) if _utf8(value) else readable(value, charset)


def _utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def checked(written: str) -> str:
    """The address if it is one: one local part, one domain, nothing else; the domain as it goes over the wire."""
    written = clean(written).strip()
    if "@" in written[1:] and written.startswith("@") and ":" in written:
        written = written.rpartition(":")[2]
    if written.lower().startswith("mailto:"):
        written = written[7:]
    if not written or len(written) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(written):
        return ""
    local, _, domain = written.rpartition("@")
    try:
        wire = domain.lower() if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return ""
    labels = wire.removesuffix(".").split(".")
    if not wire.startswith("[") and not all(0 < len(label) <= 63 for label in labels):
        return ""
    return f"{local}@{wire}"
