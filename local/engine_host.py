"""The engine's own process: serves it on loopback, keeps its state, and ends when its launcher does.

Run by `local.engine`, which sets the environment that the engine reads when it is imported.
"""

import asyncio
import fcntl
import json
import os
import signal
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as engine
from ministack.core import hypercorn_compat, persistence

from local import streams
from local.saving import Saver, check_engine

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

READS = (b"BatchGet", b"Describe", b"Get", b"List", b"Query", b"Scan", b"Receive")
SEND_MAIL = "/v2/email/outbound-emails"


class Observed:
    """The engine's application, watched at the wire: what may have changed its state, and which mails it sent."""

    def __init__(self, saver: Saver, outbox: Path) -> None:
        self._saver = saver
        self._outbox = outbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await engine.app(scope, receive, _after_loading(send))
        elif scope["type"] == "http" and scope["path"] == SEND_MAIL and scope["method"] == "POST":
            await self._send_mail(scope, receive, send)
        else:
            await engine.app(scope, receive, send)
        if scope["type"] == "http" and _may_change(scope):
            self._saver.changed()

    async def _send_mail(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The engine keeps sent mails in memory, without their headers; people and tests want them whole."""
        asked, answered = bytearray(), bytearray()

        async def receive_and_keep() -> MutableMapping[str, Any]:
            message = await receive()
            asked.extend(message.get("body", b""))
            return message

        async def send_and_keep(message: MutableMapping[str, Any]) -> None:
            answered.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and not message.get("more_body"):
                keep_mail(bytes(asked), bytes(answered), self._outbox)
            await send(message)

        await engine.app(scope, receive_and_keep, send_and_keep)


def _after_loading(send: Send) -> Send:
    async def restore_and_send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "lifespan.startup.complete":
            streams.put_back(persistence.load_state(streams.STATE_NAME))
        await send(message)

    return restore_and_send


def keep_mail(asked: bytes, answered: bytes, outbox: Path) -> None:
    message_id = json.loads(answered).get("MessageId")
    if message_id:
        sent_at = datetime.now(UTC)
        sent = {"message_id": message_id, "sent_at": sent_at.isoformat(), "request": json.loads(asked)}
        path = outbox / f"{sent_at:%Y%m%dT%H%M%S%f}-{message_id.partition('@')[0]}.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(sent))  # not forced to the disk: the engine would stand still for each mail
        fresh.replace(path)


def _may_change(scope: Scope) -> bool:
    if scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return False
    target: bytes = next((value for name, value in scope["headers"] if name == b"x-amz-target"), b"")
    return not target.rpartition(b".")[2].startswith(READS)


def main(place: Path) -> None:
    check_engine()
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)  # see local/saving.py
    hypercorn_compat.install()
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held by a saving child too, until its files are whole
        saver = Saver(Path(os.environ["STATE_DIR"]), place / "saved")
        saver.start()
        asyncio.run(_serve(saver, place.parent / "outbox"))
        saver.stop()
    os._exit(0)  # the engine's threads would wait for work that nobody sends any more


async def _serve(saver: Saver, outbox: Path) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    # By the loop: a plain handler could break into `saver.changed` and wait for a lock that it holds itself.
    loop.add_signal_handler(signal.SIGUSR1, saver.hurry)
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop.set)

    def end_with_launcher() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            pass  # its other end closes when the launcher is gone, however it went
        loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=end_with_launcher, daemon=True).start()
    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 2
    config.loglevel = os.environ["LOG_LEVEL"]
    await serve(Observed(saver, outbox), config, shutdown_trigger=stop.wait)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
