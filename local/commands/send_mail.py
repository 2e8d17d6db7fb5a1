"""redress send-mail"""

import argparse
import sys
from pathlib import Path

from local.errors import CannotStart
from local.options import Subparsers, add_state, state_of, whereabouts


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "send-mail",
        help="send a raw mail to the abuse mailbox of the local stack",
        description="Hand a raw message (RFC 5322, as it stands) to the local abuse mailbox by SMTP.",
    )
    parser.add_argument("file", metavar="FILE", help="the message, or - for standard input")
    parser.add_argument("--from", dest="sender", metavar="ADDRESS", help="envelope sender (default: the From header)")
    parser.add_argument("--to", metavar="ADDRESS", help="envelope recipient (default: the abuse mailbox)")
    add_state(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    import smtplib
    from email import message_from_bytes, policy
    from email.utils import parseaddr

    from local.settings import ABUSE_ADDRESS

    try:
        content = sys.stdin.buffer.read() if chosen.file == "-" else Path(chosen.file).read_bytes()
    except OSError as refused:
        raise CannotStart(f"{chosen.file}: {refused.strerror}") from None
    port = whereabouts(state_of(chosen))["smtp_port"]
    sender = chosen.sender
    if sender is None:
        sender = parseaddr(str(message_from_bytes(content, policy=policy.compat32).get("From", "")))[1]
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as door:
            options = ["BODY=8BITMIME"]
            if not sender.isascii():
                options.append("SMTPUTF8")
            door.sendmail(sender, [chosen.to or ABUSE_ADDRESS], content, mail_options=options)
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        raise CannotStart(f"The abuse mailbox refuses the recipient: {code} {said.decode(errors='replace')}") from None
    except smtplib.SMTPException as failed:
        raise CannotStart(f"The abuse mailbox refuses the mail: {failed}") from None
    except OSError:
        raise CannotStart(f"Nobody answers at 127.0.0.1:{port}. Is the stack running? Start it: redress up") from None
    print("Taken by the abuse mailbox.")
