"""The mails of the day as messages, headers and all."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from local.demo.script import MailLine

BOUNCE = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: {abuse}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{message_id}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_demo"

--=_demo
Content-Type: text/plain; charset=utf-8

I am sorry to have to tell you that your message could not be delivered: there is no such mailbox.

--=_demo
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {bounced}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--=_demo
Content-Type: text/rfc822-headers

From: {abuse}
To: {bounced}
Subject: We have your report

--=_demo--
"""


def write_mail(line: MailLine, *, abuse: str, shop: str, now: datetime) -> tuple[str, bytes]:
    """The envelope's sender, and the message as it goes over the wire."""
    message_id = f"demo-{line.name.replace(' ', '-').replace(',', '')}@mx.example.net"
    if line.bounce:
        text = BOUNCE.format(abuse=abuse, date=format_datetime(now), message_id=message_id, bounced=line.bounce)
        return "", text.replace("\n", "\r\n").encode()
    name, address = parseaddr(line.sender)
    message = EmailMessage()
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = abuse
    message["Subject"] = line.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}>"
    for header, value in line.headers.items():
        message[header] = value
    message.set_content(line.text.replace("{shop}", shop))
    return address, message.as_bytes()
