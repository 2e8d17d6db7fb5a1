"""redress up"""

import argparse
from pathlib import Path

from local.options import Subparsers, add_state


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "up",
        help="start the whole stack on this machine",
        description="Start the embedded engine, deploy the real template into it, and open the front, the abuse "
        "mailbox and the demo shop, on loopback only. Runs until Ctrl-C. State is kept and found again.",
    )
    parser.add_argument("--port", type=_port, metavar="N", help="the front: API and pages (8600, or REDRESS_PORT)")
    parser.add_argument("--smtp-port", type=_port, metavar="N", help="the abuse mailbox (2525, or REDRESS_SMTP_PORT)")
    parser.add_argument(
        "--shop-port",
        type=_port,
        metavar="N",
        help="the demo shop (REDRESS_SHOP_PORT, or where it was, or 8610 if free)",
    )
    parser.add_argument(
        "--undo-seconds", type=int, default=10, metavar="N", help="how long a decision may be withdrawn (default: 10)"
    )
    parser.add_argument(
        "--mail-verdicts",
        choices=("pass", "none"),
        default="pass",
        help="what mails are said to have got from SPF, DKIM and DMARC. Nothing is asked on a laptop: `pass` (the "
        "default) lets the acknowledgements be tried out, `none` is what an unknown sender gets",
    )
    parser.add_argument(
        "--second-opinion",
        default="",
        metavar="URL",
        help="ask the language model that answers Bedrock's Converse at this loopback address (default: none is asked)",
    )
    add_state(parser)
    parser.set_defaults(run=run)


def _port(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise argparse.ArgumentTypeError(f"{value} is not a port")
    return int(value)


def run(chosen: argparse.Namespace) -> None:
    from local.settings import PORT, SMTP_PORT, Settings, port_from
    from local.up import up

    up(
        Settings(
            port=chosen.port or port_from("REDRESS_PORT", PORT),
            smtp_port=chosen.smtp_port or port_from("REDRESS_SMTP_PORT", SMTP_PORT),
            shop_port=chosen.shop_port or port_from("REDRESS_SHOP_PORT", 0),
            undo_seconds=chosen.undo_seconds,
            mail_verdicts=chosen.mail_verdicts,
            second_opinion=chosen.second_opinion,
            root=Path(chosen.state),
        )
    )
