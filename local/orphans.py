"""End what a killed stack left behind, and nothing else."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from local.errors import CannotStart
from local.state import StateDir

PATIENCE_SECONDS = 30.0


def clear_the_way(state: StateDir) -> None:
    """Wait for an engine that is still saving, then end what a killed one left running."""
    gone = _engine_gone(state.engine, PATIENCE_SECONDS)
    _end_leftovers(state)
    if not gone and not _engine_gone(state.engine, PATIENCE_SECONDS):
        raise CannotStart(f"An engine from an earlier start still holds {state.engine} and cannot be ended.")


def end_group(pgid: int) -> None:
    try:
        os.killpg(pgid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _engine_gone(place: Path, patience: float) -> bool:
    deadline = time.monotonic() + patience
    with (place / "lock").open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    return False
                time.sleep(0.1)
            else:
                return True


def _end_leftovers(state: StateDir) -> None:
    """Processes of the recorded group that also name our folder: a number alone may belong to a stranger by now."""
    group = (state.recall("engine") or {}).get("pid")
    if group is None:
        return
    for pid, arguments in _processes():
        if str(state.engine) in arguments and _group_of(pid) == group:
            _end(pid)


def _processes() -> Iterator[tuple[int, str]]:
    proc = Path("/proc")
    if (proc / "self" / "cmdline").exists():
        for entry in proc.iterdir():
            if entry.name.isdigit():
                yield int(entry.name), _command(entry)
        return
    listing = subprocess.run(["/bin/ps", "-A", "-o", "pid=,args="], capture_output=True, text=True, check=True)
    for line in listing.stdout.splitlines():
        pid, _, arguments = line.strip().partition(" ")
        yield int(pid), arguments


def _command(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it has just ended, or is another person's
        return ""


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except OSError:
        return None


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
