"""`redress up`, with the meter in the engine's process."""

import sys

from local.cli import main
from local.engine import Engine

if __name__ == "__main__":
    Engine.host = "bench.meter"
    sys.exit(main())
