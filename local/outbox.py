"""The mails that the stack has sent, shown as their receiver would read them; in production they are in the post."""

import base64
import html
import json
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from local.state import ROOT

SHOWN = 200
STYLES = {
    "tokens.css": ROOT / "layers/redress/redress/pages/assets/tokens.css",
    "outbox.css": Path(__file__).with_name("outbox.css"),
}
NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class SentMail:
    name: str
    sent_at: datetime
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain", "html"))
        return str(part.get_content()) if part else ""


class Outbox:
    def __init__(self, place: Path) -> None:
        self._place = place

    def newest(self, limit: int = SHOWN) -> list[SentMail]:
        names = sorted((path.stem for path in self._place.glob("*.json")), reverse=True)
        return [mail for name in names[:limit] if (mail := self.find(name))]

    def find(self, name: str) -> SentMail | None:
        if not NAME.fullmatch(name):
            return None
        path = self._place / f"{name}.json"
        if not path.exists():
            return None
        kept = json.loads(path.read_text())
        request = kept["request"]
        destination = request.get("Destination", {})
        recipients = [
            address for kind in ("ToAddresses", "CcAddresses", "BccAddresses") for address in destination.get(kind, [])
        ]
        return SentMail(name, datetime.fromisoformat(kept["sent_at"]), tuple(recipients), _message(request))


def _message(request: dict[str, Any]) -> EmailMessage:
    content = request.get("Content", {})
    if "Raw" in content:
        raw = message_from_bytes(base64.b64decode(content["Raw"]["Data"]), policy=policy.default)
        if isinstance(raw, EmailMessage):
            return raw
    simple = content.get("Simple", {})
    message = EmailMessage()
    message["From"] = request.get("FromEmailAddress", "")
    message["To"] = ", ".join(request.get("Destination", {}).get("ToAddresses", []))
    if request.get("ReplyToAddresses"):
        message["Reply-To"] = ", ".join(request["ReplyToAddresses"])
    message["Subject"] = simple.get("Subject", {}).get("Data", "")
    for header in simple.get("Headers", []):
        message[header["Name"]] = header["Value"]
    body = simple.get("Body", {})
    message.set_content(body.get("Text", {}).get("Data", ""))
    if "Html" in body:
        message.add_alternative(body["Html"].get("Data", ""), subtype="html")
    return message


def build_outbox(outbox: Outbox) -> Starlette:
    def index(_: Request) -> Response:
        rows = "".join(
            f'<tr><td class="at">{mail.sent_at:%Y-%m-%d %H:%M:%S}<td><bdi>{_safe(", ".join(mail.recipients))}</bdi>'
            f'<td><a href="/outbox/{mail.name}" dir="auto">{_safe(mail.message["Subject"] or "(no subject)")}</a>'
            for mail in outbox.newest()
        )
        table = f"<table><tr><th>Sent (UTC)<th>To<th>Subject{rows}</table>" if rows else "<p>No mail was sent yet.</p>"
        return _page("Outbox", f"<p>Mails that the local stack has sent. Nothing leaves this machine.</p>{table}")

    def one(request: Request) -> Response:
        mail = outbox.find(request.path_params["name"])
        if mail is None:
            return _page("No such mail", '<p><a href="/outbox">Outbox</a></p>', status=404)
        facts = "".join(f"<tr><th>{_safe(name)}<td><bdi>{_safe(value)}</bdi>" for name, value in mail.message.items())
        return _page(
            str(mail.message["Subject"] or "(no subject)"),
            f'<p><a href="/outbox">Outbox</a> · <a href="/outbox/{mail.name}/raw">as it was sent</a></p>'
            f'<table class="facts">{facts}</table><pre dir="auto">{_linked(mail.text)}</pre>',
        )

    def raw(request: Request) -> Response:
        mail = outbox.find(request.path_params["name"])
        if mail is None:
            return PlainTextResponse("No such mail\n", status_code=404, headers=HEADERS)
        return PlainTextResponse(mail.message.as_bytes().decode(errors="replace"), headers=HEADERS)

    def style(request: Request) -> Response:
        content = STYLES[request.url.path.rpartition("/")[2]].read_bytes()
        return Response(content, media_type="text/css", headers=HEADERS)

    styles = [Route(f"/{name}", style) for name in STYLES]
    return Starlette(routes=[Route("/", index), *styles, Route("/{name}", one), Route("/{name}/raw", raw)])


def _linked(text: str) -> str:
    """Our own links can be followed, as a mail program lets one."""
    shown = []
    for word in text.split(" "):
        lines = [
            f'<a href="{_safe(line)}">{_safe(line)}</a>' if line.startswith("http://127.0.0.1") else _safe(line)
            for line in word.split("\n")
        ]
        shown.append("\n".join(lines))
    return " ".join(shown)


def _safe(value: object) -> str:
    return html.escape(str(value))


def _page(title: str, body: str, status: int = 200) -> Response:
    head = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
    )
    styles = "".join(f'<link rel="stylesheet" href="/outbox/{name}">' for name in STYLES)
    page = f'{head}<title>{_safe(title)}</title>{styles}<main><h1 dir="auto">{_safe(title)}</h1>{body}</main></html>'
    return HTMLResponse(page, status_code=status, headers=HEADERS)
