"""Search: whatever people read out, paste or remember of a case, and the cases it names. Each way is a few reads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from redress.casework.lines import line_of
from redress.errors import InvalidInput
from redress.mail.urls import REVIEW_ID, ReviewUrls
from redress.model import Case, CaseLine, Staff, Subject, Value
from redress.model.people import speaker_of, staff_only
from redress.ports import ReportStore
from redress.ports.desk import DeskStore
from redress.seal import CROCKFORD

Match = Literal["reference", "report", "case", "review", "author", "product", "account", "address"]

MOST = 50
LONGEST = 400
LONGEST_ID = 128
ROUNDS = 20
_REFERENCE = re.compile(r"R[\s-]*((?:[0-9A-Z][\s-]*){12})", re.IGNORECASE)
_REPORT = re.compile(r"rpt_[a-z0-9]{26}")
_ADDRESS = re.compile(r"(?:mailto:)?<?([^\s<>@]{1,64}@[^\s<>@]{1,255})>?", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LOOK_ALIKES = str.maketrans("OIL", "011")


class Wanted(Value):
    """What is searched for."""

    q: str


class Hit(Value):
    """A case that was found, and by what."""

    line: CaseLine
    matched: Match


class SearchResult(Value):
    """What was asked for, how it was understood, and what it names; `more` when that is not all."""

    q: str
    understood_as: tuple[Match, ...]
    hits: tuple[Hit, ...]
    more: bool


def search(q: str, staff: Staff, *, reports: ReportStore, desk_store: DeskStore, urls: ReviewUrls) -> SearchResult:
    """Cases by whatever names them. A word may be several things: it is tried as each of them."""
    staff_only(staff)
    said = " ".join(_UNSEEN.sub("", q).split())
    if not 0 < len(said) <= LONGEST or not said.isprintable():
        raise InvalidInput.at("query/q", f"is 1 to {LONGEST} characters of what names a case")
    ways = list(_ways(said, urls))
    hits: dict[str, Hit] = {}
    more = False
    for matched, name in ways:
        found = _cases(matched, name, reports, desk_store)
        more = more or len(found) > MOST
        for case in found[:MOST]:
            hits.setdefault(case.case_id, Hit(line=line_of(case), matched=matched))
    understood = tuple(dict.fromkeys(matched for matched, _ in ways))
    return SearchResult(
        q=said, understood_as=understood, hits=tuple(hits.values())[:MOST], more=more or len(hits) > MOST
    )


def _ways(said: str, urls: ReviewUrls) -> Iterator[tuple[Match, str]]:
    """How it can be read, the surest first."""
    if reference := _reference(said):
        yield "reference", reference
    if _REPORT.fullmatch(said.lower()):
        yield "report", said.lower()
        return
    if Subject.of(said):
        yield "case", said
    if "/" in said:
        if review_id := urls.review_id_of(said) or urls.review_id_of(f"https://{said}"):
            yield "review", review_id
        return
    if address := _ADDRESS.fullmatch(said):
        yield "address", address[1]
    if REVIEW_ID.fullmatch(said):
        yield "review", said
    if len(said) <= LONGEST_ID:
        yield "author", said
        yield "product", said
        yield "account", said


def _reference(said: str) -> str | None:
    """As it is printed, however it was heard: without hyphens, in small letters, O for 0 and I or L for 1."""
    match = _REFERENCE.fullmatch(said)
    letters = re.sub(r"[\s-]", "", match[1]).upper().translate(_LOOK_ALIKES) if match else ""
    if not letters or not set(letters) <= set(CROCKFORD):
        return None
    return f"R-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _cases(matched: Match, name: str, reports: ReportStore, desk_store: DeskStore) -> Sequence[Case]:
    match matched:
        case "reference" | "report":
            return _of_reports([name if matched == "report" else reports.find(name) or ""], desk_store)
        case "case":
            return desk_store.cases([name])
        case "review":
            return desk_store.rounds(Subject.review(name), limit=ROUNDS)
        case "author" | "product":
            return desk_store.cases(desk_store.kin(matched, name, limit=MOST + 1))
        case "account":
            return _said_by([speaker_of(name, "", verified=True)], desk_store)
        case "address":
            return _said_by([speaker_of("", name, verified=verified) for verified in (True, False)], desk_store)


def _said_by(handles: Iterable[str], desk_store: DeskStore) -> Sequence[Case]:
    said = [saying for handle in handles for saying in desk_store.said_by(handle, limit=MOST + 1)]
    return _of_reports([saying.report_id for saying in said], desk_store)


def _of_reports(report_ids: Iterable[str], desk_store: DeskStore) -> Sequence[Case]:
    """The cases of reports, that spoken of last first. A report that is still on its way has none."""
    reports = sorted(desk_store.reports(report_ids), key=lambda report: report.received_at, reverse=True)
    return desk_store.cases(dict.fromkeys(report.case_id for report in reports if report.case_id))
