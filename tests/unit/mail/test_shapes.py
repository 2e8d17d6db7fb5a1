"""Mails of any shape that MIME allows: whatever a part says is read, and each file is counted."""

import base64
import quopri
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.mail import Envelope, OwnAddresses, ReviewUrls, read

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example")


class Leaf(NamedTuple):
    words: str
    encoding: str
    charset: str
    attached: bool


class Branch(NamedTuple):
    kind: str
    boundary: str
    inside: "list[Leaf | Branch]"
    closed: bool
    preamble: str


WORDS = st.lists(st.sampled_from("review phone größe отзыв レビュー naïve 100€".split()), min_size=1, max_size=6).map(
    " ".join
)
LEAVES = st.builds(
    Leaf,
    WORDS,
    st.sampled_from(["7bit", "8bit", "base64", "quoted-printable"]),
    st.sampled_from(["utf-8", "UTF8", "utf-16"]),
    st.booleans(),
)
BOUNDARIES = st.integers(0, 10**9).map("=_{}".format)
SHAPES = st.recursive(
    LEAVES,
    lambda inside: st.builds(
        Branch,
        st.sampled_from(["mixed", "alternative", "related", "signed", "what"]),
        BOUNDARIES,
        st.lists(inside, min_size=1, max_size=4),
        st.booleans(),
        st.sampled_from(["", "This is a message in MIME format.", "--", "--="]),
    ),
    max_leaves=12,
)


def written(shape: Leaf | Branch) -> bytes:
    if isinstance(shape, Branch):
        head = f'Content-Type: multipart/{shape.kind}; boundary="{shape.boundary}"\r\n\r\n{shape.preamble}\r\n'.encode()
        mark = b"--" + shape.boundary.encode()
        parts = b"".join(mark + b"\r\n" + written(part) + b"\r\n" for part in shape.inside)
        return head + parts + (mark + b"--\r\n" if shape.closed else b"")
    content = shape.words.encode("utf-16" if shape.charset == "utf-16" else "utf-8")
    encoding = "base64" if shape.charset == "utf-16" else shape.encoding
    if encoding == "base64":
        content = base64.encodebytes(content)
    elif encoding == "quoted-printable":
        content = quopri.encodestring(content)
    lines = [f"Content-Type: text/plain; charset={shape.charset}", f"Content-Transfer-Encoding: {encoding}"]
    lines += ['Content-Disposition: attachment; filename="a.txt"'] if shape.attached else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def leaves(shape: Leaf | Branch) -> list[Leaf]:
    return [shape] if isinstance(shape, Leaf) else [leaf for part in shape.inside for leaf in leaves(part)]


def boundaries(shape: Leaf | Branch) -> list[str]:
    return (
        [shape.boundary, *(b for part in shape.inside for b in boundaries(part))] if isinstance(shape, Branch) else []
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SHAPES)
def test_no_words_are_lost_and_no_file(shape: Leaf | Branch) -> None:
    if len(set(boundaries(shape))) < len(boundaries(shape)):
        return

    got = read(
        b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + written(shape), Envelope(), URLS, own=OWN
    )

    said = " ".join(got.text.split())
    assert all(leaf.words in said for leaf in leaves(shape) if not leaf.attached)
    assert len(got.attachments) == sum(leaf.attached for leaf in leaves(shape))
    assert got.sender == "a@example.org"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SHAPES, st.integers(0, 3_000))
def test_a_mail_that_was_cut_off_anywhere_is_read(shape: Leaf | Branch, cut: int) -> None:
    raw = b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + written(shape)

    got = read(raw[:cut], Envelope(), URLS, own=OWN)

    assert "reader_failed" not in got.defects
