"""Mails made by code for the comparison: such as come every day, and such as nobody honest writes."""

import base64
import random
from collections.abc import Callable, Iterator
from email.header import Header
from quopri import encodestring

ORDINARY = 600
_WORDS = {
    "us-ascii": "please look at this review it shows the phone number of my sister and calls her a thief",
    "utf-8": "bitte prüfen Sie die Bewertung, sie enthält die Anschrift meiner Schwester und ist böse",
    "iso-8859-1": "veuillez examiner cet avis, il révèle l'adresse privée de ma sœur".replace("œ", "oe"),
    "windows-1252": "por favor, miren esta reseña – dice mentiras sobre nuestra tienda y su dueño",
    "iso-2022-jp": "このレビューには私の電話番号が書かれています。削除してください。",
    "koi8-r": "в отзыве указан мой телефон и адрес, прошу удалить его как можно скорее",
    "gb2312": "这条评论公开了我的电话号码，请尽快删除",
}


def ordinary() -> list[bytes]:
    """The same mails in every run."""
    chance = random.Random(8)  # noqa: S311 - mails to measure by, no secret
    makers = (
        _plain,
        _plain,
        _plain,
        _both_forms,
        _both_forms,
        _with_files,
        _forwarded,
        _report_of_delivery,
        _of_a_list,
    )
    return [chance.choice(makers)(chance, number) for number in range(ORDINARY)]


def _said(chance: random.Random, charset: str, lines: int) -> str:
    words = _WORDS[charset].split()
    return "\n".join(" ".join(chance.choices(words, k=chance.randint(4, 14))) for _ in range(lines))


def _head(chance: random.Random, number: int, subject: str, charset: str) -> list[bytes]:
    hops = [
        f"Received: from mx{n}.example.net (mx{n}.example.net [192.0.2.{n}])\r\n\tby mx{n + 1}.example.net"
        f" with ESMTPS id {chance.getrandbits(60):x}\r\n\tfor <abuse@shop.example>; Mon, 23 Nov 2026 08:00:0{n} +0000"
        for n in range(chance.randint(1, 6))
    ]
    signed = base64.b64encode(chance.randbytes(192)).decode()
    others = ", ".join(f"Person {n} <p{n}@example.org>" for n in range(chance.randint(0, 12)))
    replied = " ".join(f"<{chance.getrandbits(60):x}@example.org>" for _ in range(chance.randint(0, 8)))
    lines = [
        *hops,
        "Authentication-Results: mx.example.net; dkim=pass header.d=example.net; spf=pass smtp.mailfrom=example.net",
        f"ARC-Seal: i=1; a=rsa-sha256; t=1795420800; cv=none; d=example.net; s=arc;\r\n\tb={signed}",
        "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=arc; h=from:to:subject:date",
        *(f"X-Spam-{name}: {chance.random():.4f}" for name in ("Score", "Bayes", "Level", "Flag")),
        *([f"Cc: {others}"] if others else []),
        *([f"References: {replied}"] if replied else []),
        "Content-Language: en-GB",
        "User-Agent: Mozilla Thunderbird",
        f"DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=k;\r\n\th=from:to:subject;\r\n\tb={signed}",
        f"From: {Header('Ana Müller', 'utf-8').encode()} <ana{number}@example.net>",
        "To: abuse@shop.example",
        f"Subject: {Header(subject, charset).encode()}",
        "Date: Mon, 23 Nov 2026 08:00:00 +0000",
        f"Message-ID: <{number}@example.net>",
        "MIME-Version: 1.0",
    ]
    return [line.encode() for line in lines]


def _mail(head: list[bytes], fields: str, body: bytes) -> bytes:
    return b"\r\n".join([*head, fields.encode()]) + b"\r\n\r\n" + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _plain(chance: random.Random, number: int) -> bytes:
    charset = chance.choice(list(_WORDS))
    text = _said(chance, charset, chance.randint(3, 40)) + f"\nhttps://shop.example/reviews/R{number}\n"
    if chance.random() < 0.4:
        text += "\nOn Mon, 23 Nov 2026 at 07:00, Bo <bo@example.org> wrote:\n> " + text.replace("\n", "\n> ")
    content = text.encode(charset)
    fields = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: "
    head = _head(chance, number, _said(chance, charset, 1)[:60], charset)
    if charset in {"us-ascii", "iso-2022-jp"}:
        return _mail(head, fields + "7bit", content)
    if charset in {"koi8-r", "gb2312"}:
        return _mail(head, fields + "base64", base64.encodebytes(content))
    return _mail(head, fields + "quoted-printable", encodestring(content))


def _parts(chance: random.Random, number: int, kind: str, *parts: bytes) -> bytes:
    body = b"".join(b"--=_part_%d\n%s\n" % (number, part) for part in parts) + b"--=_part_%d--\n" % number
    head = _head(chance, number, "A review", "us-ascii")
    return _mail(head, f'Content-Type: multipart/{kind}; boundary="=_part_{number}"', body)


def _text(chance: random.Random, lines: int) -> bytes:
    content = encodestring(_said(chance, "utf-8", lines).encode())
    return b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + content


def _both_forms(chance: random.Random, number: int) -> bytes:
    rows = "".join(
        f'<tr><td style="color:#333">{_said(chance, "utf-8", 1)}</td>'
        f'<td><a href="https://shop.example/reviews/R{n}">R{n}</a></td></tr>'
        for n in range(chance.randint(2, 40))
    )
    page = f"<html><head><style>td {{padding: 1em}}</style></head><body><table>{rows}</table></body></html>".encode()
    rich = b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(page)
    return _parts(chance, number, "alternative", _text(chance, 10), rich)


def _with_files(chance: random.Random, number: int) -> bytes:
    picture = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + chance.randbytes(chance.randint(2_000, 60_000)))
    file = b'Content-Type: image/png; name="shot.png"\nContent-Disposition: attachment; filename="shot.png"\n'
    return _parts(chance, number, "mixed", _text(chance, 8), file + b"Content-Transfer-Encoding: base64\n\n" + picture)


def _forwarded(chance: random.Random, number: int) -> bytes:
    return _parts(
        chance, number, "mixed", _text(chance, 3), b"Content-Type: message/rfc822\n\n" + _plain(chance, number + 10_000)
    )


def _report_of_delivery(chance: random.Random, number: int) -> bytes:
    status = b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822;"
    status += b" bo@example.org\nAction: failed\nStatus: 5.1.1\n"
    return _parts(chance, number, "report; report-type=delivery-status", _text(chance, 6), status)


def _of_a_list(chance: random.Random, number: int) -> bytes:
    return b"List-Id: Talk <talk.example.org>\r\nPrecedence: list\r\n" + _plain(chance, number)


def _hostile(head: bytes = b"Subject: x\r\n", body: bytes = b"x") -> bytes:
    return b"From: a@example.net\r\nTo: abuse@shop.example\r\n" + head + b"\r\n" + body


def _nested(depth: int) -> bytes:
    body = b"deepest"
    for level in range(depth):
        mark = b"b%d" % level
        body = b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n%s\r\n--%s--" % (mark, mark, body, mark)
    return b"From: a@example.net\r\n" + body


HOSTILE: dict[str, Callable[[], bytes]] = {
    "1,000 multiparts in one another": lambda: _nested(1_000),
    "200 messages in one another": lambda: (
        b"From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n" * 200 + b"\r\nx"
    ),
    "20,000 parts": lambda: _hostile(b"Content-Type: multipart/mixed; boundary=a\r\n", b"--a\r\n\r\nx\r\n" * 20_000),
    "a multipart without a boundary": lambda: _hostile(b"Content-Type: multipart/mixed\r\n", b"the only words"),
    "10,000 encoded words": lambda: _hostile(b"Subject: " + b"=?utf-8?Q?a?= " * 10_000 + b"\r\n"),
    "10,000 parameters": lambda: _hostile(b"Content-Type: text/plain" + b"; a=b" * 10_000 + b"\r\n"),
    "14,000 bytes of semicolons": lambda: _hostile(b"Content-Type: text/plain" + b"; " * 7_000 + b"\r\n"),
    "a header of 5 MB": lambda: _hostile(b"X: " + b"a" * 5_000_000 + b"\r\n"),
    "20,000 addresses": lambda: _hostile(b"Cc: " + b", ".join(b"a%d@b.example" % n for n in range(20_000)) + b"\r\n"),
    "20,000 brackets in From": lambda: b"From: " + b"(" * 20_000 + b"a@b.example\r\n\r\nx",
    "punycode as a charset": lambda: _hostile(b"Content-Type: text/plain; charset=punycode\r\n", b"a-" * 150_000),
    "an unknown charset": lambda: _hostile(b"Content-Type: text/plain; charset=nothing\r\n", b"\xff\xfe words"),
    "a line break in the subject": lambda: _hostile(b"Subject: =?utf-8?Q?x=0D=0ABcc:_v@b.example?=\r\n"),
    "a NUL in the subject": lambda: _hostile(b"Subject: =?utf-8?Q?x=00y?=\r\n"),
    "text turned around": lambda: _hostile(b"Subject: =?utf-8?Q?x=E2=80=AEy?=\r\n"),
    "an address that is two": lambda: b"From: alice@example.org)bob@shop.example\r\nSubject: x\r\n\r\nx",
    "lines that end in CR alone": lambda: _hostile(b"", b"words").replace(b"\r\n", b"\r"),
    "base64 of junk": lambda: _hostile(b"Content-Transfer-Encoding: base64\r\n", b"!!!not base64!!!" * 100),
    "a header that begins with a blank": lambda: b" x: y\r\n" + _hostile(),
    "nothing": lambda: b"",
}


def hostile() -> Iterator[tuple[str, bytes]]:
    for name, made in HOSTILE.items():
        yield name, made()
