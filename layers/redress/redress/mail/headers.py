"""Header fields as they stand, and as people read them: encoded words undone, and nothing that could break a line.

Whatever leaves this module holds no CR, LF, NUL, other control or text-direction character: all eight parsers that we
measured let an encoded line break through.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from redress.mail.charsets import codec_of, decode

MOST_FIELDS = 2_000
LONGEST_FIELD = 64 * 1024
LONGEST_SUBJECT = 2_000
MOST_PARAMETERS = 100

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_WORD = re.compile(r"=\?([^?\s*]{1,64})(?:\*[^?\s]{0,64})?\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)?)\?=")
_FOLD = re.compile(rb"\r\n|\n|\r")


class Field(NamedTuple):
    name: str
    value: bytes


class Fields(Sequence[Field]):
    """The header fields of a message or part, in their order, names in lower case, lines unfolded."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204 - a list's own signature
        return self._fields[index]

    def __len__(self) -> int:
        return len(self._fields)

    def all(self, name: str) -> list[bytes]:
        return [field.value for field in self._fields if field.name == name]

    def first(self, name: str) -> bytes:
        return next((field.value for field in self._fields if field.name == name), b"")

    def text(self, name: str) -> str:
        """The first such field as it stands: for fields that a machine wrote."""
        return clean(self.first(name)[:LONGEST_FIELD].decode("utf-8", "replace"))

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self._fields)

    def words(self, name: str, charset: str = "") -> str:
        """The first such field as people read it."""
        return readable(self.first(name), charset)


def split(raw: bytes) -> tuple[Fields, int]:
    """The fields at the head of `raw`, and where the body begins. The first line that is no field ends them."""
    fields: list[Field] = []
    name, value, at = "", [b""], 0
    for start, line, after in _lines(raw):
        if not line:
            at = after
            break
        if line[:1] in b" \t" and name:
            value.append(line)
        elif found := _FIELD.match(line):
            _keep(fields, name, value)
            name, value = found.group(1).decode("ascii").lower(), [line[found.end() :]]
        elif not (start == 0 and line.startswith((b"From ", b">From "))):
            at = start
            break
        at = after
    _keep(fields, name, value)
    return Fields(fields), at


def _keep(fields: list[Field], name: str, value: list[bytes]) -> None:
    if name and len(fields) < MOST_FIELDS:
        fields.append(Field(name, b"".join(islice(value, MOST_FIELDS))[:LONGEST_FIELD].strip()))


def _lines(raw: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Start, content and end of each line, whichever of CR LF, LF or CR ends it."""
    start = 0
    for end in _FOLD.finditer(raw):
        yield start, raw[start : end.start()], end.end()
        start = end.end()
    if start < len(raw):
        yield start, raw[start:], len(raw)


def clean(text: str) -> str:
    """Safe to stand in a header, a log line or a list: one line, nothing that acts on what is around it."""
    return " ".join(_UNSAFE.sub(" ", text).split(" ")).strip()


def clean_lines(text: str) -> str:
    """What somebody wrote, in lines as it was: without what is no letter in any script and no store takes."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))


def readable(value: bytes, charset: str = "") -> str:
    """Encoded words undone. Bytes that should not be there are read as UTF-8, else as the body's charset says."""
    value = value[:LONGEST_FIELD]
    text = value.decode("ascii") if value.isascii() else decode(value, charset if not _is_utf8(value) else "utf-8")[0]
    if value.isascii() and b"\x1b" in value:
        text = decode(value, "iso-2022-jp")[0]
    return clean(_words_undone(text) if "=?" in text else text)


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _words_undone(text: str) -> str:
    """Neighbours of one charset are joined before they are read: a letter may be cut in two between them."""
    out: list[str] = []
    held, charset, last = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[last : word.start()]
        content = _content(word.group(2), word.group(3))
        neighbour = bool(last) and not between.strip()
        if neighbour and codec_of(charset) == codec_of(word.group(1)):
            held += content
        else:
            out += [decode(held, charset)[0], "" if neighbour else between]
            held, charset = content, word.group(1)
        last = word.end()
    out += [decode(held, charset)[0], text[last:]]
    return "".join(out)


def _content(encoding: str, written: str) -> bytes:
    if encoding in "qQ":
        return unquote_to_bytes(re.sub(r"=([0-9A-Fa-f]{2})", r"%\1", written.replace("%", "=25").replace("_", " ")))
    return from_base64(written.encode("utf-8", "replace"))


def from_base64(content: bytes) -> bytes:
    """What base64 holds, with junk between, padding missing or a stray letter at the end."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """`type/subtype; name=value` and the forms of RFC 2231: continuations, charsets, percent codes."""
    pieces = _pieces(value[:LONGEST_FIELD])
    main = pieces[0].strip().lower() if pieces else ""
    plain: dict[str, str] = {}
    parts: dict[str, dict[int, tuple[bool, str]]] = {}
    for piece in pieces[1:]:
        name, equals, given = piece.partition("=")
        name, given = name.strip().lower(), _unquoted(given.strip())
        if not equals or not name:
            continue
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, given)
            continue
        number = rest.removesuffix("*")
        place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
        parts.setdefault(base, {})[place] = (rest.endswith("*") or not rest, given)
    extended = {base: _joined(found) for base, found in parts.items()}
    return main, {name: clean(readable(v.encode("utf-8", "replace"))) for name, v in (plain | extended).items()}


def _pieces(value: bytes) -> list[str]:
    """Split at semicolons outside quotes, in one pass."""
    text = value.decode("utf-8") if _is_utf8(value) else value.decode("latin-1")
    pieces, start, quoted, skip = [], 0, False, False
    for at, letter in enumerate(text):
        if skip:
            skip = False
        elif letter == "\\" and quoted:
            skip = True
        elif letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            pieces.append(text[start:at])
            start = at + 1
            if len(pieces) > MOST_PARAMETERS:
                return pieces
    return [*pieces, text[start:]]


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        inner = value[1:].partition('"')[0] if "\\" not in value else value[1:].removesuffix('"')
        return re.sub(r"\\(.)", r"\1", inner)
    return value.split(None, 1)[0] if value.strip() else ""


def _joined(found: dict[int, tuple[bool, str]]) -> str:
    charset, content = "", b""
    for place, (coded, given) in sorted(found.items()):
        piece = given
        if coded and place == 0 and piece.count("'") >= 2:
            charset, _, piece = piece.split("'", 2)
        content += unquote_to_bytes(piece) if coded else piece.encode("utf-8", "replace")
    return decode(content, charset)[0]
