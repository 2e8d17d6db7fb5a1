"""Mails made to break a reader: each must be read, soon, and leave nothing dangerous in a header field."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from redress.mail import Envelope, Kind, OwnAddresses, Reading, ReviewUrls, course_of, read
from tests.builders.mails import a_mail, multipart, received
from tests.unit.mail.test_machines import XARF

URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example")
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
CONTROL = {*map(chr, range(32)), "\x7f"} | BIDI
LAYOUT = {"\n", "\t"}
SOON = 2.0
"""Seconds of the processor, so that a busy machine changes nothing; what is measured here takes a tenth of it."""


def checked(raw: bytes) -> Reading:
    started = time.process_time()
    got = read(raw, Envelope(), URLS, own=OWN)
    course_of(got)
    took = time.process_time() - started
    assert took < SOON
    assert "reader_failed" not in got.defects
    lines = [got.sender, got.sender_name, got.subject, got.message_id, got.reply_token]
    lines += [attachment.name for attachment in got.attachments]
    lines += [text for forwarded in got.forwarded for text in (forwarded.sender, forwarded.subject, forwarded.date)]
    assert not CONTROL.intersection("".join(lines))
    texts = (got.text, got.text_new, got.quoted, got.hidden, *(forwarded.text for forwarded in got.forwarded))
    assert not (CONTROL - LAYOUT - BIDI).intersection("".join(texts))
    got.model_dump_json().encode()
    return got


def nested(depth: int) -> bytes:
    body = b"deepest"
    for level in range(depth):
        body = (
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
            + body
            + b"\r\n--b%d--" % level
        )
    return b"From: a@example.org\r\n" + body


def forwarded(depth: int) -> bytes:
    return (
        b"From: a@example.org\r\nContent-Type: message/rfc822\r\n\r\n" * depth + b"From: a@example.org\r\n\r\ndeepest"
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "1000 nested multiparts": lambda: nested(1000),
    "200 messages in one another": lambda: forwarded(200),
    "50,000 parts": lambda: multipart(*["\nx"] * 50_000),
    "a header line of 5 MB": lambda: a_mail(headers=("X-Long: " + "a" * 5_000_000,)),
    "100,000 headers": lambda: a_mail(headers=tuple(f"X-{n}: y" for n in range(100_000))),
    "5,000 Received lines": lambda: a_mail(headers=("Received: by x",) * 5_000),
    "20,000 addresses": lambda: a_mail(to=", ".join(f"a{n}@example.org" for n in range(20_000))),
    "20,000 encoded words": lambda: a_mail(subject="=?utf-8?Q?a?= " * 20_000),
    "encoded words that never end": lambda: a_mail(subject="=?utf-8?Q?a" * 200_000),
    "encoded words in two charsets": lambda: a_mail(subject="=?utf-8?B?YQ==?= =?koi8-r?B?YQ==?= " * 20_000),
    "20,000 parameters": lambda: a_mail(content_type="text/plain" + "; a=b" * 20_000),
    "semicolons": lambda: a_mail(content_type="text/plain" + "; " * 500_000),
    "5,000 continuations": lambda: a_mail(content_type="text/plain" + "".join(f"; name*{n}=a" for n in range(5_000))),
    "quotes": lambda: a_mail(content_type='text/plain; name="' + '\\"' * 200_000),
    "50,000 references": lambda: a_mail(headers=("References: " + "<a@b> " * 50_000,)),
    "near boundaries": lambda: multipart("\n" + "--partx\n" * 300_000),
    "open boundaries": lambda: a_mail(content_type="multipart/mixed; boundary=a", body=b"--a\r\n" * 300_000),
    "dashes": lambda: a_mail(content_type="multipart/mixed", body=b"--" * 3_000_000),
    "the same boundary inside": lambda: multipart('Content-Type: multipart/mixed; boundary="part"\n\n--part\n\nx'),
    "zlib as a charset": lambda: a_mail("x" * 1_000_000, content_type="text/plain; charset=zlib"),
    "punycode as a charset": lambda: a_mail("a-" * 300_000, content_type="text/plain; charset=punycode"),
    "9 MB of quoted-printable": lambda: a_mail(body=b"=41" * 3_000_000).replace(b": 8bit", b": quoted-printable"),
    "a line of 10 MB": lambda: a_mail("a" * 10_000_000),
    "a pyramid of quotes": lambda: a_mail("\n".join(">" * n for n in range(1, 3_000))),
    "On On On": lambda: a_mail("On " * 100_000),
    "On Mon, a thousand times": lambda: a_mail("On Mon, 1 Jan 2026 at 1, a wrote:\n" * 20_000),
    "header blocks": lambda: a_mail("From: a@b.example\nTo: c@d.example\nSubject: x\n\n" * 10_000),
    "spaces": lambda: a_mail(" " * 100_000 + "\n" + "From:" + " " * 100_000),
    "colons": lambda: a_mail(":" * 200_000 + "\n" + "a:\n" * 50_000),
    "digits and addresses": lambda: a_mail("2026-01-01 <a@b>:\n" * 20_000),
    "openings of banners": lambda: a_mail("--- From: a@b To: " * 30_000),
    "greetings": lambda: a_mail("dear " * 100_000),
    "lawyers": lambda: a_mail("disclose the review " * 20_000),
    "nested HTML": lambda: a_mail("<div>" * 200_000, content_type="text/html"),
    "attributes": lambda: a_mail("<a " + "x=y " * 200_000 + ">", content_type="text/html"),
    "open comments": lambda: a_mail("<!--" * 200_000, content_type="text/html"),
    "styles": lambda: a_mail('<p style="display:' * 50_000, content_type="text/html"),
    "links": lambda: a_mail('<a href="https://shop.example/reviews/R1">x</a>' * 20_000, content_type="text/html"),
    "bare CR": lambda: a_mail("x").replace(b"\r\n", b"\r"),
    "NUL": lambda: a_mail("\0" * 100_000, subject="\0"),
    "broken base64": lambda: a_mail(body=b"!" * 1_000_000 + b"YQ").replace(b": 8bit", b": base64"),
    "broken uuencode": lambda: a_mail(body=b"begin 644 x\r\n" + b"M\xff\r\n" * 100_000).replace(
        b": 8bit", b": uuencode"
    ),
    "an unknown encoding": lambda: a_mail("words").replace(b": 8bit", b": x-gzip64"),
    "part of a message": lambda: a_mail("words", content_type="message/partial; id=a; number=1; total=2"),
    "something elsewhere": lambda: a_mail("x", content_type="message/external-body; access-type=URL; URL=http://x"),
    "YAML of aliases": lambda: a_mail("a: &a [x]\nb: [*a,*a]\n", headers=("X-ARF: yes",)),
    "deep JSON": lambda: multipart("Content-Type: application/json\n\n" + "[" * 500_000),
    "documents of brackets": lambda: multipart(*["Content-Type: application/json\n\n" + "[[]]," * 4_000] * 900),
    "reported addresses": lambda: multipart(
        "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n" + "Reported-URI: https://x\n" * 50_000
    ),
    "half letters and controls in JSON": lambda: multipart(
        "Content-Type: application/json\n\n"
        + json.dumps(XARF | {"description": "a \ud800 \0 \x1b[2J", "source_identifier": "\udfff", "url": "\ud800"})
    ),
    "controls as entities": lambda: a_mail("<p>a&#xD800;&#0;&#27;[2J</p><p hidden>&#7;</p>", content_type="text/html"),
    "lines of a lawyer": lambda: a_mail("a b c d e f g attorne\n" * 50_000),
    "letters of no charset": lambda: multipart(*[b"\n" + bytes(range(0xA1, 0xFF)) * 40] * 990),
    "closed boundaries": lambda: a_mail(content_type="multipart/mixed; boundary=a", body=b"--a--\r\n" * 400_000),
    "a zip in a zip": lambda: multipart("Content-Type: application/zip\n\nPK\x03\x04" + "PK\x03\x04" * 1_000),
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_mail_is_read_in_time(made: Callable[[], bytes]) -> None:
    checked(received(made()))


@pytest.mark.parametrize("name", ["1000 nested multiparts", "200 messages in one another", "50,000 parts"])
def test_what_goes_over_a_limit_is_a_persons(name: str) -> None:
    got = checked(HOSTILE[name]())

    assert got.kind is Kind.MALFORMED
    assert {"too_deep", "too_many_parts"}.intersection(got.defects)


HEADER = st.sampled_from(
    ["From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Received", "X"]
)
VALUE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=a",
            "multipart/report; report-type=delivery-status; boundary=a",
            "message/rfc822",
            "text/html; charset=utf-7",
            "message/delivery-status",
            "base64",
            "quoted-printable",
            "attachment; filename*=utf-8''%00%0a",
            "=?utf-8?B?AAoN?= <a@example.org>",
            "a@example.org, (b) <c@example.org>",
        ]
    ),
)
LINE = st.one_of(
    st.builds("{}: {}".format, HEADER, VALUE), st.text(max_size=40), st.sampled_from(["--a", "--a--", "", "> x"])
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=2_000))
@example(b"From: a@b\xff\r\nSubject: =?utf-8?B?gA==?=\r\n\r\n\xff\xfe")
@example(b"Content-Type: text/plain; charset=utf-16\r\n\r\n\x00")
def test_any_bytes_give_a_reading(raw: bytes) -> None:
    checked(raw)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(LINE, max_size=40), st.sampled_from(["\r\n", "\n", "\r"]))
def test_any_shape_of_mail_gives_a_reading(lines: list[str], end: str) -> None:
    checked(end.join(lines).encode("utf-8", "surrogateescape"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_in_a_header_comes_out_as_one_line(text: str) -> None:
    checked(a_mail().replace(b"Subject: A review", b"Subject: " + text.encode("utf-8", "surrogatepass")))
