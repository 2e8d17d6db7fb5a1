"""redress link-token"""

import argparse
import time

from local.options import Subparsers, add_state, state_of, whereabouts

DAY = 86400


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "link-token",
        help="print the token that the platform puts into a report link",
        description="Print a link token as the platform signs them, good for a day: it says who reports and on what.",
    )
    parser.add_argument("--review", required=True, metavar="ID", help="the review that may be reported with it")
    parser.add_argument("--account", required=True, metavar="ID", help="the signed-in account that reports")
    parser.add_argument("--email", help="the account's address, where the platform gives it")
    parser.add_argument("--name", help="the account's name")
    parser.add_argument("--lang", help="the account's language, such as de")
    add_state(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    import jwt

    from local.cloud import platform_secret

    state = state_of(chosen)
    kid, key = platform_secret(whereabouts(state)["engine_url"], (state.recall("stack") or {})["outputs"])
    claims = {"sub": chosen.account, "review_id": chosen.review, "exp": int(time.time()) + DAY}
    given = {"email": chosen.email, "name": chosen.name, "lang": chosen.lang}
    claims |= {claim: value for claim, value in given.items() if value}
    print(jwt.encode(claims, key, algorithm="HS256", headers={"kid": kid}))
