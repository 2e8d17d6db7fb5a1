"""Keep the engine's state on disk while it runs: it saves by itself on a clean stop only.

Each save is taken in a forked child. The child's memory stands still, so that all services are saved as they were at
one moment, without copying them and without holding up the engine. The names inside the engine that this touches
are asserted by `check_engine`; its version is pinned.
"""

# ruff: noqa: SLF001 - the insides that these words speak of

import copy
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from ministack import app as engine
from ministack.core import persistence
from ministack.core.responses import AccountRegionScopedDict

from local import streams

INTERVAL_SECONDS = 2.0
SETTLING_SECONDS = 3.0  # a request's effects (streams, queues, executions) go on without further requests
CHATTER = frozenset(("cloudwatch", "cloudwatch_logs"))  # large, and nothing hangs on it: saved on demand and on a stop
GIVE_UP_SECONDS = 60.0

log = logging.getLogger("redress.saving")


def check_engine() -> None:
    """Fail at the start, not at the first kill -9, when a new engine has other insides."""
    insides = (engine._build_persistence_save_dict, persistence._json_default, persistence._state_format_version)
    stores = all(isinstance(store, AccountRegionScopedDict) for store in streams.INSIDES)
    if not stores or not all(callable(inside) for inside in insides):
        raise TypeError("the engine's persistence is not the one that local/saving.py knows")


class Saver(threading.Thread):
    """Saves about two seconds after a change, as long as things change, and never while nothing does."""

    def __init__(self, directory: Path, stamp: Path) -> None:
        super().__init__(name="redress-saver", daemon=True)
        self._directory = directory
        self._stamp = stamp
        self._changed_at = 0.0
        self._change = threading.Event()
        self._now = threading.Event()
        self._saving = threading.Lock()
        self._stopped = False

    def changed(self) -> None:
        self._changed_at = time.monotonic()
        self._change.set()

    def hurry(self) -> None:
        """Somebody waits for this save."""
        self._now.set()
        self._change.set()

    def run(self) -> None:
        while not self._stopped:
            self._change.wait()
            self._change.clear()
            began = time.monotonic()
            wanted_whole = self._now.is_set()
            self._now.clear()
            if self.save(without=frozenset() if wanted_whole else CHATTER) and self._settled(began):
                continue
            self._change.set()
            # A large store takes longer to save; it must not keep a core busy for that.
            self._now.wait(max(INTERVAL_SECONDS, 3 * (time.monotonic() - began)))

    def _settled(self, began: float) -> bool:
        return began > self._changed_at + SETTLING_SECONDS

    def stop(self) -> None:
        self._stopped = True
        self.save()

    def save(self, without: frozenset[str] = frozenset()) -> bool:
        with self._saving:
            begun = time.time()
            child = os.fork()
            if child == 0:
                _save_and_leave(self._directory, without)
            if not _ended_well(child):
                log.error("the state could not be saved this time; see above")
                return False
            fresh = self._stamp.with_suffix(".new")
            fresh.write_text(str(begun))
            fresh.replace(self._stamp)
            return True


def _ended_well(child: int) -> bool:
    deadline = time.monotonic() + GIVE_UP_SECONDS
    pause = 0.005
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(pause)
        pause = min(2 * pause, 0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _save_and_leave(directory: Path, without: frozenset[str]) -> NoReturn:
    """Runs in the child, which shares nothing: whatever happens here, the engine does not notice."""
    try:
        states = {**engine._build_persistence_save_dict(), streams.STATE_NAME: streams.unread}
        write_states({name: state for name, state in states.items() if name not in without}, directory)
    except BaseException:  # noqa: BLE001 - the child must end here, or it would go on as a second engine
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def write_states(states: dict[str, Callable[[], dict[str, Any] | None]], directory: Path) -> None:
    """All files are written first and named last, so that a kill leaves all old or (but for microseconds) all new."""
    copy.deepcopy = _no_copy  # type: ignore[assignment] # nothing else runs here that could change what is copied
    fresh: list[Path] = []
    for service, get_state in states.items():
        state = get_state()
        if state is None:
            continue
        if service == "lambda":
            state["dynamodb_stream_positions"] = type(state["dynamodb_stream_positions"])()  # see local/streams.py
        wrapped = {"__ministack_format__": persistence._state_format_version(service), "payload": state}
        content = json.dumps(wrapped, default=persistence._json_default).encode()
        path = directory / f"{service}.json"
        if path.exists() and path.stat().st_size == len(content) and path.read_bytes() == content:
            continue
        fresh.append(path.with_suffix(".json.new"))
        fresh[-1].write_bytes(content)
    for path in fresh:
        path.replace(path.with_suffix(""))


def _no_copy(value: Any, _memo: dict[int, Any] | None = None) -> Any:
    return value
