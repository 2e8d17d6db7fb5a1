"""The shapes in which the desk sees cases (design §5): addresses masked, spans kept, no more than one may see."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from redress.model import Case, CaseLine, Report
from redress.queries import CaseFile


def case_line(line: CaseLine, now: datetime) -> dict[str, Any]:
    holds = line.claim if line.claim is not None and line.claim.until > now else None
    return {
        "case_id": line.case_id,
        "review": {"id": line.review_id or None, **line.card.model_dump()} if line.review_id else None,
        "status": line.status,
        "queue": line.queue,
        "priority": line.priority,
        "due_at": moment(line.due_at),
        "report_count": line.report_count,
        "top_finding": line.top_finding or None,
        "claimed_by": holds.by if holds else None,
        "opened_at": moment(line.opened_at),
    }


def case_file(file: CaseFile, now: datetime, cursor: Callable[[Mapping[str, str]], str]) -> dict[str, Any]:
    case = file.case
    holds = case.claim if case.claim is not None and case.claim.until > now else None
    return {
        "case_id": case.case_id,
        "round": case.round,
        "status": case.status,
        "queue": case.queue,
        "priority": case.priority,
        "route": case.routing.route if case.routing else None,
        "why": case.routing.why if case.routing else "",
        "grounds": case.routing.grounds if case.routing else (),
        "due_at": moment(case.due_at),
        "opened_at": moment(case.opened_at),
        "overdue": case.overdue,
        "version": case.version,
        "claimed_by": holds.by if holds else None,
        "claimed_until": moment(holds.until) if holds else None,
        "mail_key": case.subject.id if case.subject.kind == "mail" else None,
        "review": file.review.model_dump(mode="json", exclude={"author_email"}) | {"snapshot": file.review.snapshot}
        if file.review
        else None,
        "review_id": case.review_id or None,
        "edited_since": bool(file.current and not file.current.gone and file.current.snapshot != case.snapshot),
        "gone": bool(file.current and file.current.gone),
        "findings": [finding.model_dump(mode="json") for finding in case.findings],
        "report_count": case.report_count,
        "reports": [report(each) for each in file.reports],
        "reports_next": cursor(file.more) if file.more else None,
        "decision": case.decision.model_dump(mode="json") if case.decision else None,
        "appeal": case.appeal.model_dump(mode="json", exclude={"report_id"}) if case.appeal else None,
        "asked": case.asked or None,
        "notes": [note.model_dump(mode="json") for note in case.notes],
        "replies": case.replies,
        "parked_why": case.parked_why or None,
        "history": [entry.model_dump(mode="json") for entry in file.history],
        "allowed": file.allowed,
    }


def moved(case: Case) -> dict[str, Any]:
    """What a move answers: where the case is now, and until when it may be taken back."""
    effective = case.decision.effective_at if case.decision and case.status == "deciding" else None
    return {
        "case_id": case.case_id,
        "status": case.status,
        "queue": case.queue,
        "version": case.version,
        "effective_at": moment(effective),
    }


def report(of: Report) -> dict[str, Any]:
    return {
        "report_id": of.report_id,
        "reference": of.reference,
        "received_at": moment(of.received_at),
        "channel": of.channel,
        "relation": of.relation,
        "identity": of.identity,
        "guideline": of.guideline or None,
        "legal": of.legal,
        "explanation": of.explanation,
        "reporter": {"name": masked(of.reporter.name), "email": masked_address(of.reporter.email)},
    }


def masked(name: str) -> str:
    """Enough to tell two people apart, not enough to know them."""
    return " ".join(part[0] + "…" for part in name.split()[:3])


def masked_address(address: str) -> str:
    local, _, domain = address.rpartition("@")
    name, _, top = domain.rpartition(".")
    return f"{local[:1]}…@{name[:1]}….{top}" if local else ""


def moment(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
