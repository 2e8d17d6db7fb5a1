"""The engine's process without its snapshots: what is measured is the table, not how long it takes to write it down."""

import sys
from pathlib import Path

from local import engine_host
from local.saving import Saver


class Unsaved(Saver):
    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass


if __name__ == "__main__":
    engine_host.Saver = Unsaved  # type: ignore[attr-defined]
    engine_host.main(Path(sys.argv[1]))
