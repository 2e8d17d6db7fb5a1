"""Accepted mails on their way into the mail bucket. Each stays here until the engine has saved a copy of it."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from local.state import write_whole

Put = Callable[[str, bytes], None]

PAUSE_SECONDS = 0.5
RETRY_SECONDS = 2.0
PREFIX = "inbound/"


class Spool(threading.Thread):
    """Delivers in the background, again after each start: the same mail has the same key, so that twice is once."""

    def __init__(self, place: Path) -> None:
        super().__init__(name="redress-spool", daemon=True)
        self._place = place
        self._put: Put | None = None
        self._saved_at: Callable[[], float] = lambda: 0.0
        self._delivered: dict[Path, float] = {}
        self._something = threading.Event()
        self._stopped = False

    def keep(self, mail: bytes) -> str:
        """On disk when this returns: only then may the sender be told that we have it."""
        mail_id = secrets.token_hex(20)
        write_whole(self._place / f"{mail_id}.eml", mail)
        self._something.set()
        return mail_id

    def open(self, put: Put, saved_at: Callable[[], float]) -> None:
        """The bucket exists now."""
        self._put, self._saved_at = put, saved_at
        self._something.set()
        self.start()

    def run(self) -> None:
        while not self._stopped:
            self._something.wait()
            self._something.clear()
            pause = self._pass()
            if any(self._place.glob("*.eml")):
                time.sleep(pause)
                self._something.set()

    def stop(self) -> None:
        self._stopped = True
        self._something.set()

    def _pass(self) -> float:
        saved_at = self._saved_at()
        for path in sorted(self._place.glob("*.eml"), key=lambda entry: entry.stat().st_mtime):
            delivered = self._delivered.get(path)
            if delivered is None:
                if not self._deliver(path):
                    return RETRY_SECONDS
            elif delivered < saved_at:
                path.unlink()
                del self._delivered[path]
        return PAUSE_SECONDS

    def _deliver(self, path: Path) -> bool:
        if self._put is None:
            return False
        try:
            self._put(PREFIX + path.stem, path.read_bytes())
        except ConnectionError:
            return False
        self._delivered[path] = time.time()
        return True
