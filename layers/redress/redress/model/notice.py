"""What we tell a reporter or an author; carries the statement of reasons (DSA Art. 16(5), 17; R-IN-7)."""

from datetime import datetime
from enum import StrEnum

from redress.model.people import Band
from redress.model.words import LegalKind, Outcome, Relation, Side, Value


class NoticeKind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    DECISION = "decision"
    REDIRECTED = "redirected"


class NoticeState(StrEnum):
    """`held`: an unverified address had its one mail and has not opened its link yet. `overtaken`: what it asks was
    answered, or is asked no more.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    PASSED_ON = "passed_on"
    HELD = "held"
    UNDELIVERABLE = "undeliverable"
    OVERTAKEN = "overtaken"


class Recipient(Value):
    """Whom to tell, by which way: an address where we know one, else the platform's account."""

    side: Side
    email: str = ""
    account: str = ""
    name: str = ""
    lang: str = ""
    verified: bool = False


class Notice(Value):
    """One message to one person about one thing; its id is made of those, so that a repeat finds the first.

    `relation` and `standing` are the reporter's as they were when it was made: nobody is told, they are counted.
    """

    notice_id: str
    kind: NoticeKind
    recipient: Recipient
    made_at: datetime
    case_id: str = ""
    review_id: str = ""
    report_id: str = ""
    reference: str = ""
    decision: int = 0
    outcome: Outcome | None = None
    sequence: int = 0
    mail_key: str = ""
    relation: Relation | None = None
    standing: Band | None = None
    legal: LegalKind | None = None
    in_reply_to: str = ""
    state: NoticeState = NoticeState.QUEUED
    message_id: str = ""
    attempts: int = 0
    move_by: datetime | None = None
