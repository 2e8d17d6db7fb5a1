"""redress token"""

import argparse

from local.errors import CannotStart
from local.options import Subparsers, add_state, state_of, whereabouts


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "token",
        help="print a staff or platform token of the local stack",
        description="Print a token of the local stack, good for twelve hours, and nothing else: "
        'curl -H "Authorization: Bearer $(redress token --role moderator --name ana)" …',
    )
    parser.add_argument("--role", choices=("moderator", "legal", "admin", "platform"), required=True)
    parser.add_argument("--name", default="ana", help="whose token (default: %(default)s; the platform has no name)")
    add_state(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    from local.sign_in import Issuer, SigningKey

    state = state_of(chosen)
    issuer = whereabouts(state)["issuer"]
    if not chosen.name.strip():
        raise CannotStart("--name must not be empty.")
    print(Issuer(issuer, SigningKey(state.signing_key)).token(chosen.role, chosen.name.strip()))
