"""What every answer of the shop goes through: who may ask, how much they may send, what a browser may do with it."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 256 * 1024
LOOPBACK = {"127.0.0.1", "::1"}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class StrictHeaders:
    """No script, no inline style, no frame; pages carry report links, so that nobody may keep them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


async def bounded_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, "That is more than this shop reads.")
    return bytes(body)


Form = Mapping[str, str]


def takes_form(act: Callable[[Request, Form], Response]) -> Callable[[Request], object]:
    """A page's own form, and no other site's: the cookie alone would let any page in the browser post here."""

    async def endpoint(request: Request) -> Response:
        origin = request.headers.get("origin", "")
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"} or (
            origin and urlsplit(origin).netloc != request.headers.get("host")
        ):
            raise HTTPException(403, "This form was not sent from a page of this shop.")
        body = await bounded_body(request)
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50))
        return await run_in_threadpool(act, request, form)

    return endpoint


def is_loopback(request: Request) -> bool:
    return request.client is not None and request.client.host in LOOPBACK


def local_path(path: str) -> str:
    """Where a form may send the browser back to: here, and nowhere else."""
    harmless = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if harmless else "/"
