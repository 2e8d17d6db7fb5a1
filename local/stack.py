"""The whole local stack in one place: engine, deploy, front, mail door and shop, started and stopped in order."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from local.deploy import Outputs
from local.engine import Engine
from local.errors import CannotStart
from local.front import Front, Target
from local.mail_door import MailDoor, open_door
from local.outbox import Outbox, build_outbox
from local.ports import LOOPBACK
from local.settings import ABUSE_ADDRESS, Settings
from local.sign_in import Issuer, SigningKey, build_sign_in
from local.spool import Spool

Report = Callable[[str], None]
STEPS = 5


class Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the launcher's: it stops things in order."""
        yield


class Stack:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._state = settings.state
        self._engine = Engine(self._state, settings.second_opinion)
        self._spool = Spool(self._state.spool)
        self._target = Target()
        self._servers: dict[str, tuple[Server, asyncio.Task[None]]] = {}
        self._door: asyncio.Server | None = None
        self._front: Front | None = None

    async def start(self, report: Report) -> None:
        chosen = self._settings
        listeners = {
            "front": _bind(chosen.port, "the front", "--port", "REDRESS_PORT"),
            "mail": _bind(chosen.smtp_port, "the abuse mailbox", "--smtp-port", "REDRESS_SMTP_PORT"),
            "shop": _bind(chosen.shop_port, "the demo shop", "--shop-port", "REDRESS_SHOP_PORT"),
        }
        report("Starting the engine")
        await asyncio.to_thread(self._engine.start)
        report("Opening the front and the abuse mailbox")
        issuer = Issuer(chosen.issuer, SigningKey(self._state.signing_key))
        rooms: dict[str, Any] = {
            "sign-in": build_sign_in(issuer),
            "outbox": build_outbox(Outbox(self._state.outbox)),
        }
        self._front = Front(self._target, rooms)
        self._serve("front", self._front, listeners["front"], lifespan="off")
        door = MailDoor(ABUSE_ADDRESS, self._spool, chosen.mail_verdicts)
        self._door = await open_door(door, listeners["mail"])
        report("Deploying template.yaml")
        outputs = await asyncio.to_thread(self._deploy)
        report("Opening the demo shop")
        self._serve("shop", await asyncio.to_thread(self._shop, outputs, issuer), listeners["shop"], lifespan="on")
        self._target.engine_url, self._target.api_id = self._engine.url, outputs["HttpApiId"]
        await asyncio.to_thread(self._open_spool, outputs["MailBucketName"])
        self._state.remember(
            "up",
            {
                "url": chosen.url,
                "issuer": chosen.issuer,
                "smtp_port": chosen.smtp_port,
                "shop_url": chosen.shop_url,
                "engine_url": self._engine.url,
            },
        )
        report("Ready")

    async def watch(self) -> None:
        """Return only to say that something ended which should not have."""
        while True:
            await asyncio.sleep(1)
            if not self._engine.alive():
                raise CannotStart(f"The engine ended by itself. Its log: {self._state.engine / 'log.txt'}")
            for name, (_, task) in self._servers.items():
                if task.done():
                    raise CannotStart(f"The {name} ended by itself: {task.exception()}")

    async def stop(self) -> None:
        """Doors first, so that nothing comes in that the engine would not save."""
        if self._door:
            self._door.close()
        for server, task in self._servers.values():
            server.should_exit = True
            await asyncio.wait([task], timeout=10)
        if self._front:
            await self._front.close()
        self._spool.stop()
        await asyncio.to_thread(self._engine.stop)

    def _serve(self, name: str, app: Any, listener: socket.socket, lifespan: Any) -> None:
        config = uvicorn.Config(
            app,
            access_log=False,  # paths carry tokens
            log_level="warning",
            lifespan=lifespan,
            ws="none",  # nobody here speaks it: who asks to switch is answered as if they had not
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=3,
        )
        server = Server(config)
        self._servers[name] = (server, asyncio.create_task(server.serve(sockets=[listener])))

    def _deploy(self) -> Outputs:
        from local.cloud import Cloud, wired
        from local.deploy import deploy
        from local.waking import wake

        cloud = Cloud(self._engine.url)
        outputs = deploy(cloud, self._state, self._settings.parameters, save=self._engine.save)
        wake(wired(self._engine.url, outputs).cases)
        return outputs

    def _shop(self, outputs: Outputs, issuer: Issuer) -> Any:
        from local.cloud import platform_secret
        from local.shop.app import build_shop
        from local.shop.config import PlatformSecret, ShopConfig

        kid, key = platform_secret(self._engine.url, outputs)
        return build_shop(
            ShopConfig(
                redress_url=self._settings.url,
                base_url=self._settings.shop_url,
                state_file=self._state.shop / "shop.db",
                secret=PlatformSecret(kid, key),
                platform_token=lambda: issuer.token("platform", "shop"),
            )
        )

    def _open_spool(self, bucket: str) -> None:
        from local.cloud import mail_bucket

        self._spool.open(mail_bucket(self._engine.url, bucket), self._engine.saved_at)


def _bind(port: int, what: str, option: str, variable: str) -> socket.socket:
    # Named as TCP, or asyncio leaves Nagle's algorithm on, and each answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as refused:
        listener.close()
        why = "is in use" if refused.errno == errno.EADDRINUSE else f"cannot be opened ({refused.strerror})"
        raise CannotStart(
            f"Port {port}, meant for {what}, {why}. Choose another: redress up {option} N, or {variable}=N."
        ) from None
    listener.listen(256)
    return listener
