"""What every step of the mail intake has at hand, and how a mail's row comes to its end."""

from dataclasses import dataclass

from redress.mail.reading import OwnAddresses
from redress.mail.urls import ReviewUrls
from redress.model import MailRow, MailState
from redress.policy import Policy
from redress.ports import CaseStore, Clock, MailStore, NoticeStore, Outbox, RawMailStore, ReportStore, ReviewStore
from redress.seal import Seal


@dataclass(frozen=True)
class Room:
    """The ports, held together while one mail is taken in."""

    raw_mail: RawMailStore
    mails: MailStore
    reports: ReportStore
    reviews: ReviewStore
    cases: CaseStore
    notices: NoticeStore
    outbox: Outbox
    seal: Seal
    policy: Policy
    urls: ReviewUrls
    own: OwnAddresses
    clock: Clock

    def ended(self, row: MailRow, state: MailState, *, why: str = "") -> MailRow:
        """Save the row in the state that it keeps. StaleCase when another came first: the repeat finds it ended."""
        ended = row.model_copy(update={"state": state, "why": why, "move_by": None})
        self.mails.save(row, ended)
        return ended
