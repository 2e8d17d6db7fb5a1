"""The row of a raw mail: written before it is read, so that none is ever without a state."""

from datetime import datetime
from enum import StrEnum

from redress.model.words import Value


class MailState(StrEnum):
    """Where a mail is. All but `received` are ends; a mail in none of them past its time is fed again."""

    RECEIVED = "received"
    REPORTED = "reported"
    JOINED = "joined"
    ASKED_BACK = "asked_back"
    WITH_A_PERSON = "with_a_person"
    KEPT_SILENT = "kept_silent"
    REDIRECTED = "redirected"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"


class MailRow(Value):
    """One stored mail. Addresses and words stay in the raw object; the row keeps what the intake decided.

    `unanswered` says that a letter back was due, and that as many had gone out as may.
    """

    key: str
    received_at: datetime
    state: MailState = MailState.RECEIVED
    kind: str = ""
    size: int = 0
    sha256: str = ""
    version_id: str = ""
    attempts: int = 0
    report_ids: tuple[str, ...] = ()
    case_id: str = ""
    why: str = ""
    unanswered: bool = False
    move_by: datetime | None = None
