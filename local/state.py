"""Where a local stack keeps its things, and whether this version can read them."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from local.errors import CannotStart

ROOT = Path(__file__).resolve().parents[1]
FORMAT = 1


def default_root() -> Path:
    return Path(os.environ.get("REDRESS_STATE", ROOT / ".redress"))


@dataclass(frozen=True)
class StateDir:
    root: Path

    @property
    def engine(self) -> Path:
        return self.root / "engine"

    @property
    def spool(self) -> Path:
        """Mails that were accepted and of which the engine has not yet saved a copy."""
        return self.root / "spool"

    @property
    def outbox(self) -> Path:
        """Mails that the stack has sent."""
        return self.root / "outbox"

    @property
    def shop(self) -> Path:
        return self.root / "shop"

    @property
    def signing_key(self) -> Path:
        return self.root / "sign-in.pem"

    def prepare(self) -> None:
        """Make the place, or refuse one that another version left behind: its engine would read it wrong."""
        mine = {"format": FORMAT, "engine": version("ministack")}
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = self.recall("format") or mine
            if found != mine:
                raise CannotStart(
                    f"The state in {self.root} was made by another version "
                    f"(format {found.get('format')}, engine {found.get('engine')}; this one is format {FORMAT}, "
                    f"engine {mine['engine']}) and is left as it is.\n"
                    f"Start beside it:  redress up --state {self.root}-new\n"
                    f"Or begin anew:    rm -r {self.root}"
                )
            self.remember("format", mine)
            for place in (self.engine, self.spool, self.outbox, self.shop):
                place.mkdir(mode=0o700, exist_ok=True)
        except OSError as refused:
            raise CannotStart(
                f"Cannot keep state in {self.root}: {refused.strerror}. Choose another --state."
            ) from None

    def recall(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads((self.root / f"{name}.json").read_text())
        except FileNotFoundError:
            return None
        except ValueError:
            raise CannotStart(f"{self.root / name}.json cannot be read. Remove it and start again.") from None
        return found

    def remember(self, name: str, facts: dict[str, Any]) -> None:
        write_whole(self.root / f"{name}.json", json.dumps(facts, indent=1).encode())

    def forget(self, name: str) -> None:
        (self.root / f"{name}.json").unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Two stacks over one state would each undo what the other saves."""
        with (self.root / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(
                    f"A stack already runs on {self.root}. Stop it first, or start another beside it: "
                    f"redress up --state DIR --port … --smtp-port … --shop-port …"
                ) from None
            yield


def write_whole(path: Path, content: bytes) -> None:
    """A reader, or a start after a crash, finds the old content or the new, never half of it."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
