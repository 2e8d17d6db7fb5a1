"""SES: our letters go out with a return path of our own and the notice's id, by which bounces find their way back."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from botocore.exceptions import ClientError

from redress.adapters.clients import client
from redress.errors import PostUnreachable, Undeliverable
from redress.ports import Letter

REFUSALS = frozenset({"BadRequestException", "InvalidParameterValue"})
"""What no repeat mends. `MessageRejected` is none of them: it also means that our own set-up is not finished."""


class SesPost:
    def __init__(self, sender: str, configuration_set: str = "") -> None:
        self._sender = sender
        self._configuration_set = configuration_set
        self._client = client("sesv2")

    def send(self, letter: Letter) -> str:
        """Fails with no more than the service's code: its words may name the address, and failures are logged."""
        optional = {"ConfigurationSetName": self._configuration_set} if self._configuration_set else {}
        try:
            content = raw(letter, self._sender)
        except ValueError as unwritable:
            raise Undeliverable("This letter would write headers of its own.") from unwritable
        try:
            answer = self._client.send_email(
                FromEmailAddress=self._sender,
                FeedbackForwardingEmailAddress=self._sender,
                Destination={"ToAddresses": [letter.to]},
                Content={"Raw": {"Data": content}},
                EmailTags=[{"Name": "notice_id", "Value": letter.notice_id}],
                **optional,
            )
        except ClientError as failure:
            code = failure.response["Error"]["Code"]
            if code in REFUSALS:
                raise Undeliverable("The mail service refuses this letter.") from None
            raise PostUnreachable(f"The mail service did not take this letter: {code}.") from None
        return str(answer["MessageId"])


def raw(letter: Letter, sender: str) -> bytes:
    """The message as it goes over the wire. Threading headers and RFC 3834's mark are set here, never by a stranger."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Reply-To"] = letter.reply_to
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(idstring=letter.notice_id[:16], domain=sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-replied" if letter.auto_reply else "auto-generated"
    if letter.in_reply_to:
        message["In-Reply-To"] = letter.in_reply_to
        message["References"] = letter.in_reply_to
    message.set_content(letter.text)
    return bytes(message)
