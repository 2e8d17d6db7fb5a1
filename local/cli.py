"""The `redress` command. Each of its commands is a module in local/commands with `register(subparsers)`."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Callable, Sequence

from local import commands
from local.errors import CannotStart

Run = Callable[[argparse.Namespace], int | None]


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="redress",
        description="Takes in reports that a customer review breaks the rules and carries each one to an answer.",
        epilog="`redress COMMAND --help` says what a command takes. `redress up` comes first.",
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        importlib.import_module(f"local.commands.{found.name}").register(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = build_parser().parse_args(arguments)
    run: Run = chosen.run
    try:
        return run(chosen) or 0
    except CannotStart as refused:
        print(f"redress: {refused}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader has seen enough; say nothing more
        return 0


if __name__ == "__main__":
    sys.exit(main())
