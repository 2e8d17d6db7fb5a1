"""What a reading of a mail gives: what it is, who speaks, what it says, and what it is about."""

from enum import StrEnum
from typing import NamedTuple

from redress.mail.addresses import checked
from redress.model import Identity, LegalKind, Relation, Value


class Kind(StrEnum):
    """What a mail is. No kind means that it may be dropped."""

    HUMAN = "human"
    ARF = "arf"
    XARF = "xarf"
    DSN = "dsn"
    AUTO_REPLY = "auto_reply"
    LIST = "list"
    LOOP = "loop"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"


class Course(StrEnum):
    """What the intake does with a mail, by its reading alone."""

    REPORTS = "reports"
    ASK_BACK = "ask_back"
    HUMAN = "human"
    REDIRECT = "redirect"
    KEEP_SILENT = "keep_silent"
    JOINS = "joins"


class Verdicts(NamedTuple):
    """What the mail service found: PASS, FAIL, GRAY, PROCESSING_FAILED, or nothing. Only PASS is a pass."""

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    spam: str = ""
    virus: str = ""


class Envelope(NamedTuple):
    """What is known of a mail beside its bytes. What is missing is read from the topmost trace headers."""

    recipients: tuple[str, ...] = ()
    mail_from: str | None = None
    verdicts: Verdicts | None = None


class OwnAddresses:
    """The addresses that are ours: mail from them is a loop, mail to `<local>+<token>@` is an answer to us."""

    def __init__(self, abuse: str, *others: str) -> None:
        self._own = frozenset(self._plain(address)[0] for address in (abuse, *others) if address.strip())

    def owns(self, address: str) -> bool:
        return self._plain(address)[0] in self._own

    def token_in(self, address: str) -> str:
        """The token in a plus-address of ours, in lower case: on their way addresses lose their capitals."""
        plain, token = self._plain(address)
        return token if plain in self._own else ""

    @staticmethod
    def _plain(address: str) -> tuple[str, str]:
        local, _, domain = address.rpartition("<")[2].strip("<> ").lower().rpartition("@")
        name, _, token = local.partition("+")
        return f"{name}@{domain}", token


class Held(Value):
    """A file in an archive, as the archive's own directory has it: a claim of whoever packed it."""

    name: str
    size: int


class Attachment(Value):
    """A file that came along: named safely, typed by its first bytes, never opened.

    `holds` is what an archive lists, `remarks` what a person should know before touching it.
    """

    name: str
    type: str
    size: int
    sha256: str
    holds: tuple[Held, ...] = ()
    remarks: tuple[str, ...] = ()


class Forwarded(Value):
    """A message inside the message. Its sender is a claim, never an identity."""

    sender: str
    subject: str
    text: str
    date: str = ""


class Bounce(Value):
    """What a delivery report says, by recipient; `hard` means that no repeat will help."""

    recipient: str
    status: str
    hard: bool


class Reading(Value):
    """A mail, read. `sender` is empty where nobody speaks or more than one does (`ambiguous`).

    `review_ids` are all that it names, `review_ids_said` those in the sender's own new words, `review_ids_new` what it
    is about: all but those that only the quoted part names, or where that leaves none, all. `reported_as` is the
    word of a machine for what it complains of.
    """

    kind: Kind = Kind.UNKNOWN
    sender: str = ""
    sender_name: str = ""
    ambiguous: bool = False
    identity: Identity = Identity.UNVERIFIED
    subject: str = ""
    message_id: str = ""
    text: str = ""
    text_new: str = ""
    quoted: str = ""
    hidden: str = ""
    forwarded: tuple[Forwarded, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    review_ids: tuple[str, ...] = ()
    review_ids_new: tuple[str, ...] = ()
    review_ids_said: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    legal: LegalKind | None = None
    elsewhere: str = ""
    relation: Relation = Relation.OTHER
    references: tuple[str, ...] = ()
    reply_token: str = ""
    bounces: tuple[Bounce, ...] = ()
    reported_as: str = ""
    lang: str = ""
    spam: bool = False
    virus: bool = False
    answerable: bool = False
    defects: tuple[str, ...] = ()

    @property
    def vouched(self) -> Identity:
        """As it is shown: a legal claim is anybody's until DMARC says whose, whatever SPF or DKIM alone may say."""
        weak = self.legal is not None and self.identity is not Identity.DMARC
        return Identity.UNVERIFIED if weak else self.identity


def address_of(value: str) -> str:
    """The address in a trace header such as Return-Path: <…>; empty for the null sender and for junk."""
    return checked(value.strip().strip("<>"))
