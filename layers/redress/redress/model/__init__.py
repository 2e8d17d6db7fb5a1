"""The nouns of Redress, each modelled once: frozen values, and the table of legal moves."""

from redress.model.audit import Anchor, Entry, first_broken_entry
from redress.model.case import Case
from redress.model.decision import Action, ActionKind, Bar, Decision, Event, PlatformEvent, RemovedText
from redress.model.finding import Finding, Heard, Routing, SecondOpinion
from redress.model.legal import COURT_ORDER, ORDER_CLAIMED, LegalClaim
from redress.model.mail import MailRow, MailState
from redress.model.moves import DECIDED, MOVES
from redress.model.notice import Notice, NoticeKind, NoticeState, Recipient
from redress.model.people import Address, Answer, Band, PublicStatus, Report, Reporter, Role, Staff, Standing
from redress.model.review import Card, KnownReview, Review
from redress.model.subject import Appeal, CaseLine, Claim, Note, Subject
from redress.model.words import (
    Channel,
    Declared,
    Identity,
    LegalKind,
    Outcome,
    Priority,
    Queue,
    Relation,
    Route,
    Side,
    Status,
    Value,
    timestamp,
)

__all__ = [
    "COURT_ORDER",
    "DECIDED",
    "MOVES",
    "ORDER_CLAIMED",
    "Action",
    "ActionKind",
    "Address",
    "Anchor",
    "Answer",
    "Appeal",
    "Band",
    "Bar",
    "Card",
    "Case",
    "CaseLine",
    "Channel",
    "Claim",
    "Decision",
    "Declared",
    "Entry",
    "Event",
    "Finding",
    "Heard",
    "Identity",
    "KnownReview",
    "LegalClaim",
    "LegalKind",
    "MailRow",
    "MailState",
    "Note",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Outcome",
    "PlatformEvent",
    "Priority",
    "PublicStatus",
    "Queue",
    "Recipient",
    "Relation",
    "RemovedText",
    "Report",
    "Reporter",
    "Review",
    "Role",
    "Route",
    "Routing",
    "SecondOpinion",
    "Side",
    "Staff",
    "Standing",
    "Status",
    "Subject",
    "Value",
    "first_broken_entry",
    "timestamp",
]
