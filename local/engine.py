"""Start and stop the embedded engine as a child process that never outlives its launcher."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from local.errors import CannotStart
from local.orphans import clear_the_way, end_group
from local.ports import LOOPBACK, free_from, is_free
from local.state import ROOT, StateDir

START_SECONDS = 60.0
STOP_SECONDS = 30.0
SAVE_SECONDS = 90.0
FIRST_PORT, PORTS = 20_000, 10_000
REGION = "us-east-1"
LOG_LIMIT = 5_000_000


class Engine:
    host = "local.engine_host"
    """The child's module; the bench puts a meter around it."""

    def __init__(self, state: StateDir, bedrock_url: str = "") -> None:
        self._state = state
        self._bedrock_url = bedrock_url
        self._place = state.engine
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def start(self) -> None:
        self.spawn()
        self.wait()

    def spawn(self) -> None:
        """Start the child and return at once; `wait` says when it serves."""
        clear_the_way(self._state)
        shutil.rmtree(self._place / "tmp", ignore_errors=True)  # what workers that were killed had unpacked
        self.port = self._choose_port()
        for name in ("state", "objects", "tmp", "home"):
            (self._place / name).mkdir(mode=0o700, exist_ok=True)
        log = self._place / "log.txt"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_name("log.old.txt"))
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own module on our own Python
                [sys.executable, "-m", self.host, str(self._place)],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the launcher, which stops things in order
            )
        self._state.remember("engine", {"pid": self._process.pid, "port": self.port})

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not self.alive():
                self.stop()
                raise CannotStart(f"The engine ended while starting. Its last words:\n{self._last_words()}")
            try:
                if httpx.get(f"{self.url}/_ministack/ready", timeout=5).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        self.stop()
        raise CannotStart(f"The engine did not answer within {START_SECONDS:.0f} s. Its log: {self._place / 'log.txt'}")

    def stop(self) -> None:
        """A clean stop saves everything; whatever of its process group is left after that is ended."""
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.stdin:
            process.stdin.close()
        try:
            process.terminate()
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        end_group(process.pid)

    def kill(self) -> None:
        """As a power cut would: nothing is saved. For tests."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.wait()
        if process.stdin:
            process.stdin.close()
        end_group(process.pid)

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def save(self) -> None:
        """Return when all that the engine knew at the call is on disk."""
        asked = time.time()
        os.kill(self.pid, signal.SIGUSR1)
        while self.saved_at() < asked:
            if not self.alive() or time.time() > asked + SAVE_SECONDS:
                raise CannotStart(f"The engine does not save its state. Its last words:\n{self._last_words()}")
            time.sleep(0.02)

    def saved_at(self) -> float:
        """The moment up to which everything is on disk."""
        try:
            return float((self._place / "saved").read_text())
        except FileNotFoundError:
            return 0.0

    def configure(self, settings: dict[str, Any]) -> None:
        httpx.post(f"{self.url}/_ministack/config", json=settings).raise_for_status()

    def _choose_port(self) -> int:
        """The same each time: queue addresses that the state keeps have it in them."""
        remembered: int = (self._state.recall("engine") or {}).get("port", 0)
        if not remembered:
            return free_from(FIRST_PORT + os.getpid() % PORTS)  # stacks that start at the same moment do not meet
        if not is_free(remembered):
            raise CannotStart(
                f"Port {remembered}, which the engine of {self._state.root} uses, is taken by another program. "
                f"End that program, or start beside it with another --state."
            )
        return remembered

    def environment(self) -> dict[str, str]:
        """Handlers inherit all of it, so nothing of the person's own environment (least of all AWS keys) is in it."""
        return {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath.lstrip(":")]),
            "HOME": str(self._place / "home"),
            "TMPDIR": str(self._place / "tmp"),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": self.url,
            **({"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": self._bedrock_url} if self._bedrock_url else {}),
            "MINISTACK_REGION": REGION,
            "MINISTACK_HOST": LOOPBACK,
            "BIND_HOST": LOOPBACK,
            "GATEWAY_PORT": str(self.port),
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self._place / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self._place / "objects"),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "DOCKER_HOST": "unix:///nonexistent",
            "LOG_LEVEL": "WARNING",
        }

    def _last_words(self) -> str:
        log = self._place / "log.txt"
        lines = log.read_text(errors="replace").strip().splitlines()
        return f"  {lines[-1] if lines else '(none)'}\nMore in {log}"
