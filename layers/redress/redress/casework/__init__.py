"""What the desk does beside deciding: it shows cases, finds them, hands them out, and says who else is looking."""

from redress.casework.board import as_counted, queues
from redress.casework.file import CaseFile, case_file, mail_id, reports_of_case
from redress.casework.finding import Match, SearchResult, Wanted, search
from redress.casework.likeness import (
    Alike,
    Alikes,
    Done,
    Several,
    Why,
    WishForAll,
    alike,
    decide_alike,
    withdraw_all,
)
from redress.casework.looking import Sight, look, look_away
from redress.casework.relating import Relative, Relatives, related
from redress.casework.rulebook import Rulebook, rulebook
from redress.casework.taking import Passing, next_case, skip_case
from redress.casework.unmasking import RawPart, Unmasked, key_of_mail, raw_mail_of, unmask

__all__ = [
    "Alike",
    "Alikes",
    "CaseFile",
    "Done",
    "Match",
    "Passing",
    "RawPart",
    "Relative",
    "Relatives",
    "Rulebook",
    "SearchResult",
    "Several",
    "Sight",
    "Unmasked",
    "Wanted",
    "Why",
    "WishForAll",
    "alike",
    "as_counted",
    "case_file",
    "decide_alike",
    "key_of_mail",
    "look",
    "look_away",
    "mail_id",
    "next_case",
    "queues",
    "raw_mail_of",
    "related",
    "reports_of_case",
    "rulebook",
    "search",
    "skip_case",
    "unmask",
    "withdraw_all",
]
