"""The abuse mailbox of a laptop: an SMTP door that puts what it accepts where SES would put it."""

import asyncio
import re
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.parser import BytesHeaderParser
from email.utils import format_datetime, parseaddr
from typing import Literal

from aiosmtpd.smtp import SMTP, Envelope, Session

from local.spool import Spool

Verdicts = Literal["pass", "none"]

LONGEST_FROM = 10_000
SIZE_LIMIT = 40 * 1024 * 1024  # as SES
HOST = "inbound-smtp.us-east-1.amazonaws.com"


class LongLines(SMTP):
    """Mails with overlong lines exist, and a mail of any shape is kept."""

    line_length_limit = 1_048_576


@dataclass
class MailDoor:
    """aiosmtpd's handler. `verdicts` stands in for SPF, DKIM, DMARC and the scanners: nothing is asked here."""

    address: str
    spool: Spool
    verdicts: Verdicts = "pass"
    _local: str = field(init=False)
    _domain: str = field(init=False)

    def __post_init__(self) -> None:
        self._local, _, self._domain = self.address.lower().rpartition("@")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if not self.takes(address):
            return "550 5.1.1 Nobody of this name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail_id = await asyncio.to_thread(self.spool.keep, self.stamped(content, session, envelope))
        return f"250 OK {mail_id}"

    def takes(self, address: str) -> bool:
        local, at, domain = address.lower().rpartition("@")
        if not at:
            return domain == "postmaster"
        return domain == self._domain and (local.partition("+")[0] == self._local or local == "postmaster")

    def stamped(self, content: bytes, session: Session, envelope: Envelope) -> bytes:
        """With the headers that SES puts before a mail it has received."""
        peer = session.peer[0] if session.peer else "unknown"
        sender, helo = _clean(envelope.mail_from or ""), _clean(session.host_name or "unknown")
        header_from = _domain_of_from(content)
        checked = "not checked on a laptop"
        spf = f"{self.verdicts} ({checked}) client-ip={peer}; envelope-from={sender}; helo={helo};"
        scanned = "PASS" if self.verdicts == "pass" else "GRAY"
        lines = [
            f"Return-Path: <{sender}>",
            f"Received: from {helo} ([{peer}])",
            f" by {HOST} with SMTP",
            f" for {_clean(envelope.rcpt_tos[0])};",
            f" {format_datetime(datetime.now(UTC))}",
            f"X-SES-Spam-Verdict: {scanned}",
            f"X-SES-Virus-Verdict: {scanned}",
            f"Received-SPF: {spf}",
            f"Authentication-Results: amazonses.com; spf={spf}",
            f" dkim={self.verdicts} header.i=@{header_from};",
            f" dmarc={self.verdicts} header.from={header_from};",
        ]
        return "".join(f"{line}\r\n" for line in lines).encode() + content


def _clean(value: str) -> str:
    return re.sub(r"[\x00-\x20\x7f]+", "", value)


def _domain_of_from(content: bytes) -> str:
    head = BytesHeaderParser(policy=policy.compat32).parsebytes(content[:262_144])
    try:
        _, address = parseaddr(str(head.get("From", ""))[:LONGEST_FROM])
    except RecursionError:  # brackets in brackets: a mail of any shape is kept
        address = ""
    return _clean(address.rpartition("@")[2]) or "unknown.invalid"


async def open_door(door: MailDoor, listener: socket.socket) -> asyncio.Server:
    loop = asyncio.get_running_loop()

    def answer() -> SMTP:
        return LongLines(
            door,
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            decode_data=False,
            hostname="redress.localhost",
            ident="Redress",
            loop=loop,
        )

    return await loop.create_server(answer, sock=listener)
