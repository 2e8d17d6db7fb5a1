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
_PLAINLY_ONE = re.compile(r"([\w .'!#$%&*+/=?^`{|}~-]{0,200}) <([\w.+=-]{1,64}@[\w.-]{1,253})>", re.ASCII)
"""What nearly every From line looks like: nothing in it needs the scanner."""


class Mailbox(NamedTuple):
    name: str
    address: str


class _Scanner:
    """The letters of an address list, sorted into words, what stands in angle brackets, and comments."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str | None, str]] = []
        self.broken = False
        self._depth = 0
        self._quoted = self._escaped = self._inside = False
        self._words: list[str] = []
        self._angle: list[str] | None = None
        self._comment: list[str] = []

    def read(self, text: str) -> None:
        for letter in text:
            if self._escaped:
                self._escaped = False
                self._keep(letter)
            elif letter == "\\" and (self._quoted or self._depth):
                self._escaped = True
            elif self._depth or letter in "()":
                self._comment_goes_on(letter)
            elif letter == '"' or self._quoted:
                self._quoted ^= letter == '"'
                self._keep(letter)
            else:
                self._plain(letter)
            if len(self.found) > MOST_ADDRESSES:
                return
        self.broken = self.broken or self._quoted or bool(self._depth) or self._inside
        self._end()

    def _comment_goes_on(self, letter: str) -> None:
        if self._quoted:
            self._keep(letter)
        elif letter == "(":
            self._depth += 1
        elif letter == ")":
            self.broken = self.broken or not self._depth
            self._depth = max(0, self._depth - 1)
        else:
            self._keep(letter)

    def _plain(self, letter: str) -> None:
        if letter == "<":
            self.broken = self.broken or self._angle is not None
            self._angle, self._inside = [], True
        elif letter == ">":
            self._inside = False
        elif letter in ",;" and not self._inside:
            self._end()
        elif letter == ":" and not self._inside:
            self._words.clear()
        else:
            self.broken = self.broken or (self._angle is not None and not self._inside and not letter.isspace())
            self._keep(letter)

    def _keep(self, letter: str) -> None:
        if self._depth:
            self._comment.append(letter)
        elif self._inside and self._angle is not None:
            self._angle.append(letter)
        else:
            self._words.append(letter)

    def _end(self) -> None:
        words, comment = "".join(self._words).strip(), "".join(self._comment).strip()
        if words or self._angle is not None:
            self.found.append((words, None if self._angle is None else "".join(self._angle), comment))
        self._words, self._angle, self._comment = [], None, []


def mailboxes(value: bytes, charset: str = "") -> tuple[list[Mailbox], bool]:
    """The mailboxes that a field names, and whether it was well formed. What is no valid address is left out."""
    value = value[:LONGEST_FIELD]
    text = _as_text(value, charset)
    if (one := _PLAINLY_ONE.fullmatch(text)) and (address := checked(one.group(2))):
        return [Mailbox(_name(one.group(1).strip()), address)], True
    scanner = _Scanner()
    scanner.read(text)
    found = []
    for words, angle, comment in scanner.found:
        written = words if angle is None else angle
        address = checked(written)
        name = comment if angle is None else words.replace('"', "")
        if address:
            found.append(Mailbox(_name(name), address))
        elif written.strip():
            scanner.broken = True
    return found[:MOST_ADDRESSES], not scanner.broken


def _name(written: str) -> str:
    return readable(written.encode("utf-8", "replace"))[:200]


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
