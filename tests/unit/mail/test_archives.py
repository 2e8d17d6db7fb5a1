"""Archives that come along: listed by their own directories, in bounds, and never unpacked."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import time
import tracemalloc
import zipfile
from base64 import b64encode
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.mail import Envelope, OwnAddresses, ReviewUrls, read
from redress.mail.archives import Budget, Listing, listed, safe_path
from redress.mail.attachments import type_of
from redress.mail.reading import Attachment
from tests.builders.mails import multipart

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])


def a_zip(*names: str, content: bytes = b"x" * 100) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def a_tar(*names: str, content: bytes = b"x" * 100) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def attached(*contents: bytes) -> tuple[Attachment, ...]:
    head = b"Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"
    raw = multipart(*[head + b64encode(content) for content in contents])
    return read(raw, Envelope(), URLS, own=OwnAddresses("abuse@shop.example")).attachments


def of(content: bytes) -> Listing:
    return listed(type_of(content), content, Budget())


def names(listing: Listing) -> list[str]:
    return [held.name for held in listing.holds]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress], ids=["tar", "gz", "bz2", "xz"])
def test_a_tar_tells_its_names_and_sizes_however_it_is_wrapped(pack: object) -> None:
    long_name = "a/" * 80 + "letter.pdf"

    got = of(pack(a_tar("order.pdf", "photos/one.png", long_name, "写真.png")))  # type: ignore[operator]

    assert names(got) == ["order.pdf", "photos/one.png", long_name, "写真.png"]
    assert {held.size for held in got.holds} == {100}
    assert got.remarks == ()


def test_a_zip_tells_its_names_and_sizes_through_the_whole_reading() -> None:
    (got,) = attached(a_zip("order.pdf", "photos/one.png", "写真.png"))

    assert [(held.name, held.size) for held in got.holds] == [
        ("order.pdf", 100),
        ("photos/one.png", 100),
        ("写真.png", 100),
    ]
    assert (got.type, got.remarks) == ("application/zip", ())


def test_a_packed_file_tells_the_name_that_gzip_noted() -> None:
    out = io.BytesIO()
    with gzip.GzipFile("../letter.txt", "wb", fileobj=out) as packed:
        packed.write(b"x" * 5_000)

    got = of(out.getvalue())

    assert [(held.name, held.size) for held in got.holds] == [("letter.txt", 5_000)]


@pytest.mark.parametrize(
    "name, kind",
    [("word/document.xml", "wordprocessingml"), ("xl/workbook.xml", "spreadsheetml"), ("META-INF/MANIFEST.MF", "java")],
)
def test_what_is_an_archive_by_its_bytes_alone_gets_the_name_of_what_it_is(name: str, kind: str) -> None:
    assert kind in attached(a_zip("a", name))[0].type


@pytest.mark.parametrize(
    "content, remark",
    [
        (a_zip("invoice.pdf.exe"), "programs"),
        (a_zip("word/document.xml", "word/vbaProject.bin"), "macros"),
        (a_zip("../../etc/passwd"), "paths_upward"),
        (a_tar("/etc/passwd"), "paths_upward"),
        (a_zip("C:\\windows\\x"), "paths_upward"),
        (a_zip("zeros", content=bytes(30_000_000)), "unlikely_sizes"),
        (gzip.compress(bytes(300_000_000 // 10)), "unlikely_sizes"),
        (a_zip(*map(str, range(60))), "more_than_shown"),
        (gzip.compress(a_tar(*["a" * 90 + str(n) for n in range(4_000)])), "more_than_shown"),
        (a_zip("a", "b")[:-10], "broken"),
        (a_zip("a", "b").replace(b"PK\x01\x02", b"PK\x01\x03"), "broken"),
        (gzip.compress(a_tar("a"))[:10], ""),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "broken"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(20), "not_listed"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "not_listed"),
        (bz2.compress(b"words"), "not_listed"),
        (bytes(32_769) + b"CD001", "not_listed"),
    ],
)
def test_what_a_person_should_know_first_is_remarked(content: bytes, remark: str) -> None:
    assert not remark or remark in of(content).remarks


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, a_zip], ids=["gz", "bz2", "xz", "zip"])
def test_of_an_archive_any_first_bytes_may_be_all_there_is(pack: Callable[..., bytes]) -> None:
    whole = pack("a.txt") if pack is a_zip else pack(b"x" * 100)
    for length in range(2, len(whole)):
        listed(type_of(whole[:length]), whole[:length], Budget())


def test_a_locked_archive_is_said_to_be_one() -> None:
    content = bytearray(a_zip("secret.pdf"))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1

    assert "encrypted" in of(bytes(content)).remarks


def test_sizes_beyond_four_gigabytes_are_read_where_they_stand() -> None:
    name, extra = b"huge", struct.pack("<HHQ", 1, 8, 2**40)
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 45, 45, 0, 8, 0, 0, 0, 9, 2**32 - 1, 4, 12, 0, 0, 0, 0, 0)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry + name + extra), 4, 0)

    got = of(b"PK\x03\x04" + entry + name + extra + end)

    assert [(held.name, held.size) for held in got.holds] == [("huge", 2**40)]
    assert "unlikely_sizes" in got.remarks


@pytest.mark.parametrize(
    "name, shown",
    [
        ("../../a/./b.txt", "a/b.txt"),
        ("C:\\Users\\x.txt", "Users/x.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("a\r\nBcc: x\u202egnp.exe", "a Bcc: x gnp.exe"),
        ("a//b", "a/b"),
        ("..", ""),
    ],
)
def test_a_path_in_an_archive_is_shown_so_that_it_can_do_nothing(name: str, shown: str) -> None:
    assert safe_path(name) == shown
    assert len(safe_path("d/" * 1_000 + "end.txt")) <= 255


def _directory(count: int) -> bytes:
    """A zip of nothing but a central directory."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, 9, 9, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entry) * count, 4, 0)
    return b"PK\x03\x04" + entry * count + end


BOMBS = {
    "a directory of 800,000 names": _directory(800_000),
    "zeros in zeros": gzip.compress(gzip.compress(bytes(50_000_000))),
    "a tar of zeros": gzip.compress(a_tar("a", content=bytes(50_000_000))),
    "packed tightly": bz2.compress(a_tar("a", content=bytes(50_000_000))),
    "with a large dictionary": lzma.compress(a_tar("a", content=bytes(20_000_000)), preset=9),
    "a tar that claims the world": a_tar("a").replace(b"00000000144\0", b"77777777777\0"),
    "a negative size": a_tar("a").replace(b"00000000144\0", b"\xff" * 12),
    "ends within ends": b"PK\x03\x04" + b"PK\x05\x06" * 100_000,
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_no_archive_costs_more_than_its_share(content: bytes) -> None:
    kind = type_of(content)
    tracemalloc.start()
    started = time.process_time()

    got = listed(kind, content, Budget())

    took, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < 2
    assert peak < 100_000_000
    assert len(got.holds) <= 50


def test_a_hundred_of_them_share_one_budget() -> None:
    started = time.process_time()

    got = attached(*[_directory(10_000)] * 30, *[gzip.compress(a_tar("a", content=bytes(2_000_000)))] * 30)

    assert time.process_time() - started < 4
    assert sum(len(attachment.holds) for attachment in got) <= 200


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([a_zip("a", "b/c"), a_tar("a", "b"), gzip.compress(a_tar("a"))]), st.data())
def test_a_damaged_archive_is_listed_as_far_as_it_goes(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content[: data.draw(st.integers(10, len(content)))])
    for _ in range(data.draw(st.integers(0, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    got = listed(type_of(content), bytes(damaged), Budget())

    assert all(held.name == safe_path(held.name) for held in got.holds)
    assert all(held.size >= 0 for held in got.holds)
