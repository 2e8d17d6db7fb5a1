"""What triage works with."""

from dataclasses import dataclass

from redress.policy import Policy
from redress.ports import CaseStore, Clock, NoticeStore, Outbox, ReportStore, ReviewStore, Workflow
from redress.ports.texts import TextIndex
from redress.seal import Seal

TRIES = 5
"""How often a case that moved between our read and our write is looked at again."""


@dataclass(frozen=True)
class Desk:
    """The ports that triage works with, held together because each of its steps needs most of them."""

    reports: ReportStore
    cases: CaseStore
    reviews: ReviewStore
    texts: TextIndex
    notices: NoticeStore
    outbox: Outbox
    workflow: Workflow
    seal: Seal
    policy: Policy
    clock: Clock
