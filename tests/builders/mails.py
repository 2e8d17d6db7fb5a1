"""Raw mails as SES stores them: its own trace on top, then what the sender wrote."""

import base64

OUR_HOST = "inbound-smtp.us-east-1.amazonaws.com"


def a_mail(
    text: str = "Please look at this.",
    *,
    sender: str = "Ana Example <ana@example.org>",
    subject: str = "A review",
    to: str = "abuse@shop.example",
    headers: tuple[str, ...] = (),
    content_type: str = "text/plain; charset=utf-8",
    body: bytes | None = None,
) -> bytes:
    """What a person's mail program sends."""
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {encoded(subject)}",
        "Date: Mon, 23 Nov 2026 08:00:00 +0000",
        "Message-ID: <1@example.org>",
        "MIME-Version: 1.0",
        *headers,
        f"Content-Type: {content_type}",
        "Content-Transfer-Encoding: 8bit",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (text.encode() if body is None else body)


def received(
    raw: bytes,
    *,
    mail_from: str = "ana@example.org",
    to: str = "abuse@shop.example",
    dmarc: str = "pass",
    dkim: str = "pass",
    spf: str = "pass",
    spam: str = "PASS",
    virus: str = "PASS",
) -> bytes:
    """The same with what SES writes above it."""
    domain = mail_from.rpartition("@")[2]
    lines = [
        f"Return-Path: <{mail_from}>",
        "Received: from mail.example.org (mail.example.org [192.0.2.1])",
        f" by {OUR_HOST} with SMTP id 1",
        f" for {to};",
        f"X-SES-Spam-Verdict: {spam}",
        f"X-SES-Virus-Verdict: {virus}",
        "Authentication-Results: amazonses.com;",
        f" spf={spf} (checked) envelope-from={mail_from}; helo=mail.{domain};",
        f" dkim={dkim} header.i=@{domain};",
        f" dmarc={dmarc} header.from={domain};",
    ]
    return "\r\n".join(lines).encode() + b"\r\n" + raw


def multipart(*parts: str | bytes, kind: str = "mixed", extra: str = "", **known: object) -> bytes:
    """A mail of several parts, each with its own header lines, a blank line and its content."""
    pieces = [part.encode() if isinstance(part, str) else part for part in parts]
    body = b"".join(b"--part\r\n" + piece.replace(b"\n", b"\r\n") + b"\r\n" for piece in pieces) + b"--part--\r\n"
    return a_mail(content_type=f'multipart/{kind}; boundary="part"{extra}', body=body, **known)  # type: ignore[arg-type]


def encoded(words: str) -> str:
    if words.isascii():
        return words
    return f"=?utf-8?B?{base64.b64encode(words.encode()).decode()}?="
