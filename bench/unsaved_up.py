"""`redress up`, on an engine that writes no snapshots."""

import sys

from local.cli import main
from local.engine import Engine

if __name__ == "__main__":
    Engine.host = "bench.unsaved"
    Engine.save = lambda _: None  # type: ignore[method-assign,assignment]
    sys.exit(main())
