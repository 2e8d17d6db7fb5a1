"""redress demo"""

import argparse

from local.options import Subparsers, add_state, state_of


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="send a believable day of reports and mails through the local stack",
        description="Play a day at the demo shop through the running stack: reports by link and form, repeats, mails, "
        "a burst, decisions by moderators, an appeal. Safe to run again: what was said before is recognised.",
    )
    parser.add_argument("--fast", action="store_true", help="without the pauses that make it pleasant to watch")
    add_state(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from local.demo.play import play

    return play(state_of(chosen), fast=chosen.fast)
