"""A whole stack of its own for tests: started with the real command, in a folder of its own, on free ports."""

import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import httpx
import jwt

from local.cloud import Cloud, platform_secret
from local.deploy import STACK
from local.outbox import Outbox, SentMail
from local.settings import ABUSE_ADDRESS, Settings
from local.sign_in import Issuer, SigningKey
from local.state import ROOT

START_SECONDS = 120.0
STOP_SECONDS = 40.0
QUICK_WAITS = {"stepfunctions._SFN_WAIT_SCALE": 0.01}

Found = TypeVar("Found")


class Laptop:
    command = "local.cli"

    def __init__(self, folder: Path, undo_seconds: int = 0, second_opinion: str = "") -> None:
        port, smtp_port, shop_port = free_ports(3)
        self.settings = Settings(
            port=port,
            smtp_port=smtp_port,
            shop_port=shop_port,
            undo_seconds=undo_seconds,
            second_opinion=second_opinion,
            root=folder / "state",
        )
        self.state = self.settings.state
        self.said = folder / "said.txt"
        self.process: subprocess.Popen[bytes] | None = None
        self.api = httpx.Client(base_url=self.settings.url, timeout=60)
        self.shop = httpx.Client(base_url=self.settings.shop_url, timeout=60, follow_redirects=True)

    def start(self) -> None:
        self.launch()
        self.eventually(self._ready, seconds=START_SECONDS)
        httpx.post(f"{self.engine_url}/_ministack/config", json=QUICK_WAITS).raise_for_status()

    def launch(self) -> None:
        chosen = self.settings
        ports = ("--port", chosen.port, "--smtp-port", chosen.smtp_port, "--shop-port", chosen.shop_port)
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", self.command, "up", *map(str, ports)),
                    *("--undo-seconds", str(chosen.undo_seconds), "--state", str(self.state.root)),
                    *("--second-opinion", chosen.second_opinion),
                ],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def _ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the stack ended while starting:\n{self.words()}"
        return "redress ready:" in self.said.read_text()

    def words(self) -> str:
        log = self.state.engine / "log.txt"
        return self.said.read_text() + (log.read_text(errors="replace")[-4000:] if log.exists() else "")

    def stop(self) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOP_SECONDS)
        self.process = None
        return code

    def kill(self) -> None:
        """As a power cut would: launcher, engine and workers at once."""
        assert self.process is not None
        engine = json.loads((self.state.root / "engine.json").read_text())["pid"]
        self.process.kill()
        os.killpg(engine, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def restart(self, *, kill: bool = False) -> None:
        if kill:
            self.kill()
        else:
            self.stop()
        self.start()

    def close(self) -> None:
        try:
            self.stop()
        finally:
            self.api.close()
            self.shop.close()

    def eventually(self, check: Callable[[], Found | None], seconds: float = 30.0, why: str = "") -> Found:
        """The first answer that is true; the tests' only way to wait."""
        deadline = time.monotonic() + seconds
        while True:
            found = check()
            if found:
                return found
            assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {why or check}\n{self.words()[-2000:]}"
            time.sleep(0.05)

    @property
    def engine_url(self) -> str:
        return f"http://127.0.0.1:{json.loads((self.state.root / 'engine.json').read_text())['port']}"

    @property
    def outputs(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.state.root / "stack.json").read_text())["outputs"]
        return found

    @property
    def cloud(self) -> Cloud:
        return Cloud(self.engine_url)

    def token(self, role: str, name: str = "ana") -> str:
        return Issuer(self.settings.issuer, SigningKey(self.state.signing_key)).token(role, name)

    def signed_in(self, role: str, name: str = "ana") -> dict[str, str]:
        """Headers: `laptop.api.get("/v1/cases", headers=laptop.signed_in("moderator"))`."""
        return {"Authorization": f"Bearer {self.token(role, name)}"}

    def link_token(self, review_id: str, account: str, seconds: int = 3600, **claims: str) -> str:
        kid, key = platform_secret(self.engine_url, self.outputs)
        facts: dict[str, Any] = {"sub": account, "review_id": review_id, "exp": int(time.time()) + seconds, **claims}
        return jwt.encode(facts, key, algorithm="HS256", headers={"kid": kid})

    def put_review(self, review_id: str, **changes: Any) -> httpx.Response:
        """As the platform does when a review is published or edited."""
        body = {
            "product_id": "P1",
            "product_title": "Kettle",
            "author_id": f"author-of-{review_id}",
            "seller_id": "S1",
            "rating": 2,
            "title": "Not for me",
            "text": "It takes ages to boil.",
            "photos": [],
            "verified_purchase": True,
            "posted_at": "2026-11-01T09:00:00Z",
            "url": f"{self.settings.shop_url}/reviews/{review_id}",
        }
        answer = self.api.put(f"/v1/reviews/{review_id}", json=body | changes, headers=self.signed_in("platform"))
        assert answer.is_success, answer.text
        return answer

    def send_mail(self, mail: EmailMessage | bytes, sender: str | None = None, to: str = ABUSE_ADDRESS) -> str:
        """What the door answered; its last word is the mail's id."""
        content = mail if isinstance(mail, bytes) else mail.as_bytes()
        envelope_sender = sender if sender is not None else str(mail["From"]) if not isinstance(mail, bytes) else ""
        with smtplib.SMTP("127.0.0.1", self.settings.smtp_port, timeout=60) as door:
            door.ehlo()
            door.mail(envelope_sender, ["BODY=8BITMIME"])
            code, said = door.rcpt(to)
            assert code == 250, said
            code, said = door.data(content)
            assert code == 250, said
        return said.decode()

    def sent_mails(self, to: str | None = None) -> list[SentMail]:
        """Newest first; all, or those to one address."""
        mails = Outbox(self.state.outbox).newest(limit=100_000)
        return [mail for mail in mails if to is None or to in mail.recipients]

    def sweep(self) -> bool:
        """What the schedule does each minute. Says false: it is done while waiting for something else."""
        stack = self.cloud.cloudformation
        found = stack.describe_stack_resource(StackName=STACK, LogicalResourceId="SweepFunction")
        name = found["StackResourceDetail"]["PhysicalResourceId"]
        answer = self.cloud.functions.invoke(FunctionName=name, Payload=b"{}")
        assert not answer.get("FunctionError"), answer["Payload"].read()
        return False


def free_ports(count: int) -> list[int]:
    """All held at once, so that no two are the same."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
