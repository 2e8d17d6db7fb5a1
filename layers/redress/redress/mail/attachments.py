"""Files that came along: what they are by their first bytes, under a name that can hurt nobody. None is opened:
of an archive its directory is read.
"""

import hashlib
import re
from collections.abc import Iterable

from redress.mail.archives import Budget, listed
from redress.mail.headers import clean
from redress.mail.parts import Part
from redress.mail.reading import Attachment

MOST_ATTACHMENTS = 100
LONGEST_NAME = 255

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (32_769, b"CD001", "application/x-iso9660-image"),
    (257, b"ustar", "application/x-tar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"RIFF", "application/x-riff"),
    (0, b"-----BEGIN PGP", "application/pgp-keys"),
)
_RESERVED = re.compile(r"[\\/:*?\"<>|]")
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|body|script|svg)\b", re.IGNORECASE)


def described(parts: Iterable[Part]) -> tuple[Attachment, ...]:
    """The attachments with their sums; the mail itself keeps the bytes."""
    found: list[Attachment] = []
    budget = Budget()
    for part in parts:
        if len(found) >= MOST_ATTACHMENTS:
            break
        content = part.content if part.media == "message/rfc822" else part.decoded()
        kind = "message/rfc822" if part.media == "message/rfc822" else type_of(content)
        digest = hashlib.sha256(content).hexdigest()
        inside = listed(kind, content, budget)
        found.append(
            Attachment(
                name=safe_name(part.name),
                type=inside.kind or kind,
                size=len(content),
                sha256=digest,
                holds=inside.holds,
                remarks=inside.remarks,
            )
        )
    return tuple(found)


def type_of(content: bytes) -> str:
    """By what it begins with: the label and the name are the sender's to choose."""
    for offset, magic, kind in _MAGIC:
        if content.startswith(magic, offset):
            return kind
    if _MARKUP.match(content[:200]):
        return "text/html"
    return "application/octet-stream" if b"\0" in content[:1024] or not _reads_as_text(content[:1024]) else "text/plain"


def _reads_as_text(head: bytes) -> bool:
    control = sum(1 for byte in head if byte < 9 or 13 < byte < 27)
    return control * 50 <= len(head)


def safe_name(name: str) -> str:
    """The last piece of whatever path it claims, cut to what a file system takes, its ending kept."""
    last = _RESERVED.sub("/", clean(name)).rstrip("/").rpartition("/")[2].strip(". ")
    if len(last) <= LONGEST_NAME:
        return last
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) <= 10 else last[:LONGEST_NAME]
