"""What an archive says it holds: names and sizes by its own directory. No file in it is unpacked.

The directory is the sender's word as much as the rest: it is walked with offsets, for so many names, and what it says
of its sizes is shown and never believed. Only the outer wrapping of a packed tar is undone, so far as a small budget
for the whole mail reaches: the names stand nowhere else.
"""

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple, Protocol

from redress.mail.charsets import decode
from redress.mail.headers import clean
from redress.mail.reading import Held

MOST_NAMES = 50
MOST_WALKED = 5_000
MOST_UNWRAPPED = 1024 * 1024
LONGEST_NAME = 255
UNLIKELY = 100
"""Times its own size: what claims to hold more is a bomb, or a joke."""

_END = b"PK\x05\x06"
_ENTRY = struct.Struct("<4s6H3L5H2L")
_TAR_BLOCK = 512
_ENCRYPTED, _UTF8 = 0x1, 0x800
_WIDE = 0xFFFFFFFF
_PROGRAMS = frozenset(
    "exe com scr pif bat cmd ps1 vbs vbe js jse wsf hta lnk jar msi dll cpl iso img reg apk app deb rpm sh".split()
)
_BY_NAME = (
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("META-INF/container.xml", "application/epub+zip"),
    ("META-INF/MANIFEST.MF", "application/java-archive"),
)


class _Unwrapper(Protocol):
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


_UNWRAPPERS: dict[str, Callable[[], _Unwrapper]] = {
    "application/gzip": lambda: zlib.decompressobj(wbits=31),
    "application/x-bzip2": bz2.BZ2Decompressor,
    "application/x-xz": lambda: lzma.LZMADecompressor(memlimit=64 * 1024 * 1024),
}
_NOT_LISTED = frozenset(
    (
        *("application/vnd.rar", "application/x-7z-compressed", "application/zstd"),
        *("application/vnd.ms-cab", "application/x-iso9660-image"),
    )
)


class Budget:
    """What may be spent on the archives of one mail: names kept, entries looked at, bytes unwrapped."""

    def __init__(self) -> None:
        self.names = 200
        self.walked = 20_000
        self.unwrapped = 4 * MOST_UNWRAPPED


class Listing(NamedTuple):
    """`remarks` is what a person should know before touching it; `kind` a closer type than the first bytes tell."""

    holds: tuple[Held, ...] = ()
    remarks: tuple[str, ...] = ()
    kind: str = ""


class _Entry(NamedTuple):
    name: str
    size: int
    encrypted: bool = False


def listed(kind: str, content: bytes, budget: Budget) -> Listing:
    """What the archive names, if it is one that we can read; a remark where it is one that we cannot."""
    if kind == "application/zip":
        return _listing(content, _zip(content), budget, whole=_zip_count(content))
    if kind == "application/x-tar":
        return _listing(content, _tar(content), budget)
    if kind in _UNWRAPPERS:
        return _wrapped(kind, content, budget)
    return Listing(remarks=("not_listed",)) if kind in _NOT_LISTED else Listing()


def safe_path(name: str) -> str:
    """A path inside an archive, to be shown: no step up, no drive, nothing that acts on the line it stands in."""
    steps = [step.strip(" ") for step in clean(name).replace("\\", "/").split("/")]
    kept = [step for step in steps if step.strip(". ") and not (len(step) == 2 and step[1] == ":")]
    path = "/".join(kept)
    return path if len(path) <= LONGEST_NAME else f"…{path[1 - LONGEST_NAME :]}"


def _listing(
    content: bytes, entries: Iterator[_Entry], budget: Budget, *, whole: int = 0, cut: bool = False
) -> Listing:
    most = min(MOST_WALKED, budget.walked)
    found = list(islice(entries, most))
    budget.walked -= len(found)
    kept = found[: min(MOST_NAMES, budget.names)]
    budget.names -= len(kept)
    claimed = sum(entry.size for entry in found)
    steps = [entry.name.replace("\\", "/").split("/") for entry in found]
    said = (
        ("broken", len(found) < min(whole, most)),
        ("more_than_shown", cut or len(found) == most or max(whole, len(found)) > len(kept)),
        ("encrypted", any(entry.encrypted for entry in found)),
        ("unlikely_sizes", claimed > UNLIKELY * len(content) + 1_000_000),
        ("paths_upward", any(".." in path or path[0] == "" or path[0][1:2] == ":" for path in steps)),
        ("programs", any(path[-1].lower().rstrip(". ").rpartition(".")[2] in _PROGRAMS for path in steps)),
        ("macros", any(path[-1].lower() == "vbaproject.bin" for path in steps)),
    )
    names = {entry.name for entry in found}
    closer = next((kind for name, kind in _BY_NAME if name in names), "")
    return Listing(
        tuple(Held(name=safe_path(entry.name), size=entry.size) for entry in kept),
        tuple(remark for remark, holds in said if holds),
        closer,
    )


def _zip_end(content: bytes) -> int:
    """Where the record at the end stands; what comes after it is a comment of 64 KB at the most. -1 for nowhere."""
    end = content.rfind(_END, max(0, len(content) - 65_557))
    return end if end <= len(content) - 22 else -1


def _zip_count(content: bytes) -> int:
    """How many files it says it holds; one at the least where it has lost its end."""
    end = _zip_end(content)
    return int.from_bytes(content[end + 10 : end + 12], "little") if end >= 0 else 1


def _zip(content: bytes) -> Iterator[_Entry]:
    """The central directory, as far as it stands. What was put before the archive moves all its offsets alike."""
    end = _zip_end(content)
    if end < 0:
        return
    length, offset = struct.unpack_from("<LL", content, end + 12)
    at = offset if content[offset : offset + 4] == b"PK\x01\x02" else max(0, end - length)
    while True:
        if content[at : at + 4] != b"PK\x01\x02" or at + _ENTRY.size > len(content):
            return
        fields = _ENTRY.unpack_from(content, at)
        flags, size, named, extra, comment = fields[3], fields[9], fields[10], fields[11], fields[12]
        start = at + _ENTRY.size
        name = content[start : start + named]
        if size == _WIDE:
            size = _wide_size(content[start + named : start + named + extra])
        yield _Entry(decode(name, "utf-8" if flags & _UTF8 else "")[0], size, bool(flags & _ENCRYPTED))
        at = start + named + extra + comment


def _wide_size(extra: bytes) -> int:
    """The size in the field for large files (ZIP64); the short one where it is missing."""
    at = 0
    while at + 12 <= len(extra):
        sort, length = struct.unpack_from("<HH", extra, at)
        if sort == 1:
            return int(struct.unpack_from("<Q", extra, at + 4)[0])
        at += 4 + length
    return _WIDE


def _tar(content: bytes) -> Iterator[_Entry]:
    at, longer = 0, ""
    while True:
        head = content[at : at + _TAR_BLOCK]
        if len(head) < _TAR_BLOCK or not head.strip(b"\0"):
            return
        size, sort = _tar_size(head[124:136]), head[156:157]
        body = at + _TAR_BLOCK
        at = body + -(-size // _TAR_BLOCK) * _TAR_BLOCK
        if sort == b"L":
            longer = decode(content[body : body + min(size, 4_096)].rstrip(b"\0"), "utf-8")[0]
        elif sort in b"xg":
            longer = _pax_path(content[body : body + min(size, 4_096)]) or longer
        else:
            front = head[345:500].rstrip(b"\0") if head[257:263] == b"ustar\0" else b""
            name = b"/".join(filter(None, (front, head[:100].partition(b"\0")[0])))
            yield _Entry(longer or decode(name, "utf-8")[0], size)
            longer = ""


def _tar_size(field: bytes) -> int:
    if field[:1] == b"\x80":
        return int.from_bytes(field[4:], "big")
    digits = field.strip(b"\0 ")
    return int(digits, 8) if digits and not digits.strip(b"01234567") else 0


def _pax_path(content: bytes) -> str:
    _, found, rest = content.partition(b" path=")
    return decode(rest.partition(b"\n")[0], "utf-8")[0] if found else ""


def _wrapped(kind: str, content: bytes, budget: Budget) -> Listing:
    """A packed tar's names; of anything else the name and size that gzip itself notes."""
    try:
        first = _UNWRAPPERS[kind]().decompress(content, _TAR_BLOCK)
        if first[257:262] == b"ustar":
            most = min(budget.unwrapped, MOST_UNWRAPPED)
            inner = _UNWRAPPERS[kind]().decompress(content, most) if most else b""
            budget.unwrapped -= len(inner)
            return _listing(content, _tar(inner), budget, cut=len(inner) == most)
    except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError):
        return Listing(remarks=("broken",))
    if kind != "application/gzip":
        return Listing(remarks=("not_listed",))
    return _listing(content, iter([_Entry(_gzip_name(content), int.from_bytes(content[-4:], "little"))]), budget)


def _gzip_name(content: bytes) -> str:
    flags, at = int.from_bytes(content[3:4]), 10  # whoever sends two bytes of it sends no flags
    if flags & 0x4:
        at += 2 + int.from_bytes(content[at : at + 2], "little")
    return content[at : at + LONGEST_NAME].partition(b"\0")[0].decode("latin-1") if flags & 0x8 else ""
