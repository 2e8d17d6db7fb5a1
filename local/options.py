"""Options that several commands share, and the stack they speak to."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from local.errors import CannotStart
from local.state import StateDir, default_root

if TYPE_CHECKING:
    from redress.wiring import Wiring

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names it nowhere else


def add_state(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--state",
        type=Path,
        default=default_root(),
        metavar="DIR",
        help="where the local stack keeps its state (default: %(default)s, or REDRESS_STATE)",
    )


def state_of(chosen: argparse.Namespace) -> StateDir:
    return StateDir(chosen.state.expanduser().resolve())


def whereabouts(state: StateDir) -> dict[str, Any]:
    """Where the stack of this state is, or was when it last ran."""
    found = state.recall("up")
    if found is None:
        raise CannotStart(f"No stack has run on {state.root} yet. Start one: redress up")
    return found


def wiring_of(chosen: argparse.Namespace, **environment: str) -> "Wiring":
    """The product's stores: over the named table in AWS, by one's own credentials, or over the local stack."""
    from local.cloud import wired
    from redress.wiring import Wiring

    if chosen.table:
        return Wiring({"TABLE_NAME": chosen.table, **environment})
    state = state_of(chosen)
    return wired(whereabouts(state)["engine_url"], (state.recall("stack") or {})["outputs"])
