"""The one address of a local stack: a reverse proxy before the engine's HTTP API, which has an ugly one.

It adds nothing but what API Gateway would (limits, and its problems in our shape), the sign-in and the outbox.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

BODY_LIMIT = 6 * 1024 * 1024  # what a function can be handed
DRAINED_LIMIT = 64 * 1024 * 1024  # read and thrown away, so that the caller hears a refusal and no broken connection
AT_ONCE = 8  # on two cores more would only start more workers
WAITING_LIMIT = 2000
ANSWER_SECONDS = 29.0  # as long as API Gateway waits
PROBLEMS = "https://redress.example/problems/"
KINDS = {
    HTTPStatus.BAD_REQUEST: "malformed-request",
    HTTPStatus.MISDIRECTED_REQUEST: "misdirected",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-large",
    HTTPStatus.SERVICE_UNAVAILABLE: "busy",
}
OUR_NAMES = frozenset((b"127.0.0.1", b"localhost", b"[::1]"))
HOP_BY_HOP = frozenset(
    (b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade")
)


@dataclass
class Target:
    """Where the HTTP API is; unknown until the stack stands."""

    engine_url: str = ""
    api_id: str = ""

    @property
    def prefix(self) -> bytes:
        return f"/_aws/execute-api/{self.api_id}".encode()


@dataclass
class Front:
    """An ASGI application. `rooms` are applications of their own under the first segment of a path."""

    target: Target
    rooms: dict[str, App] = field(default_factory=dict)
    at_once: int = AT_ONCE
    transport: httpx.AsyncBaseTransport | None = None

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.at_once)
        self._waiting = 0
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=2),
            limits=httpx.Limits(max_connections=self.at_once * 2, max_keepalive_connections=self.at_once * 2),
            trust_env=False,
            transport=self.transport,
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if not _named_loopback(scope):
            await _problem(send, HTTPStatus.MISDIRECTED_REQUEST, "This address is for this machine only.", {})
            return
        first, _, rest = scope["path"].lstrip("/").partition("/")
        room = self.rooms.get(first)
        if room is not None:
            inner = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode(), "root_path": f"/{first}"}
            await room(inner, receive, send)
            return
        try:
            await self._pass_on(scope, receive, send)
        except _Refused as refused:
            await _problem(send, refused.status, refused.detail, refused.headers)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["raw_path"].startswith(b"/"):  # glued to the prefix it would be another address of the engine's
            raise _Refused(HTTPStatus.BAD_REQUEST, "A path begins with a slash.")
        if not self.target.api_id:
            raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE, "The stack is still starting.", {"retry-after": "2"})
        headers: Headers = [pair for pair in scope["headers"] if pair[0] not in HOP_BY_HOP]
        body = await _body(scope, receive)
        query = scope["query_string"]
        wanted = self.target.prefix + scope["raw_path"] + (b"?" + query if query else b"")
        # Made by hand: the client would add headers of its own, such as that it can read gzip, and tidy up the path.
        request = httpx.Request(
            scope["method"],
            self.target.engine_url,
            headers=[pair for pair in headers if pair[0] != b"content-length"],
            content=body or None,
            extensions={"target": wanted, "timeout": self._client.timeout.as_dict()},
        )
        async with self._place():
            answer, content = await self._ask(request)
        await _send(send, answer.status_code, _answered(answer), content)

    async def _ask(self, request: httpx.Request) -> tuple[httpx.Response, bytes]:
        try:
            answer = await self._client.send(request, stream=True)
            return answer, b"".join([part async for part in answer.aiter_raw()])  # encoded as it came
        except httpx.TimeoutException:
            raise _Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, "No answer in time. Try again.", {"retry-after": "5"}
            ) from None
        except httpx.TransportError:
            raise _Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, "The engine does not answer just now.", {"retry-after": "2"}
            ) from None

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        if self._waiting >= WAITING_LIMIT:
            raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE, "Too many calls are waiting.", {"retry-after": "5"})
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def _named_loopback(scope: Scope) -> bool:
    """A page from elsewhere can make a browser come here under its own name; it shall get nothing, least a token."""
    host: bytes = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return re.sub(rb":\d+$", b"", host) in OUR_NAMES


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The whole body, as text: the engine would put other letters in place of what is not UTF-8, and pass that on."""
    declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    length = int(declared) if declared.isdigit() else 0
    parts: list[bytes] = []
    more, taken = True, 0
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Refused(HTTPStatus.BAD_REQUEST, "The body ended early.")
        part = message.get("body", b"")
        taken += len(part)
        if max(length, taken) <= BODY_LIMIT:
            parts.append(part)
        more = message.get("more_body", False) and taken <= DRAINED_LIMIT
    if max(length, taken) > BODY_LIMIT:
        raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A body may have {BODY_LIMIT} bytes at most.")
    body = b"".join(parts)
    try:
        body.decode()
    except UnicodeDecodeError:
        raise _Refused(HTTPStatus.BAD_REQUEST, "The body is not UTF-8.") from None
    return body


def _answered(answer: httpx.Response) -> Headers:
    return [
        (name.lower(), value)
        for name, value in answer.headers.raw
        if name.lower() not in HOP_BY_HOP and name.lower() not in (b"content-length", b"date", b"server")
    ]


async def _problem(send: Send, status: HTTPStatus, detail: str, headers: dict[str, str]) -> None:
    body = {"type": PROBLEMS + KINDS[status], "title": status.phrase, "status": status.value, "detail": detail}
    given = {"content-type": "application/problem+json", "cache-control": "no-store", **headers}
    await _send(send, status, [(k.encode(), v.encode()) for k, v in given.items()], json.dumps(body).encode())


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": int(status), "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
