"""Nouns as tests want them: ordinary in everything that a test does not name."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from redress.model import Case, Channel, Decision, Finding, Outcome, Report, Reporter, Review, Subject
from redress.model.case import opened
from redress.seal import reference

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
_numbers = count(1)

HARSH = "The worst kettle I ever had. It leaked on the second day and nobody cared."
A_NUMBER = "Call the seller at home, Maria Keller, +49 30 901820 or maria.keller@web.de, she will love it."


def a_review(review_id: str = "R1", **fields: Any) -> Review:
    usual = {
        "product_id": "P1",
        "product_title": "Kettle",
        "author_id": "A1",
        "author_email": "author@example.org",
        "rating": 1,
        "title": "Leaks",
        "text": HARSH,
        "url": f"https://shop.example/reviews/{review_id}",
    }
    return Review.model_validate({"review_id": review_id, **usual, **fields})


def a_report(review_id: str = "R1", *, by: str = "", account: str = "", **fields: Any) -> Report:
    """Each from another reporter, unless `by` or `account` says who."""
    number = next(_numbers)
    name = fields.pop("report_id", f"rpt_{number:026d}")
    email = by or ("" if account else f"reporter{number}@example.org")
    usual = {
        "channel": Channel.API,
        "received_at": START,
        "explanation": "It is not fair.",
        "reporter": Reporter(email=email, account=account),
        "move_by": START + timedelta(minutes=2),
    }
    return Report.model_validate(
        {"report_id": name, "reference": reference(name), "review_id": review_id, **usual, **fields}
    )


def a_case(review_id: str = "R1", round_: int = 1, **fields: Any) -> Case:
    case = opened(Subject.review(review_id), round_, START, move_by=START + timedelta(minutes=2))
    return case.model_copy(update=fields)


def a_decision(case: Case, outcome: Outcome = Outcome.KEPT, **fields: Any) -> Decision:
    usual = {
        "case_id": case.case_id,
        "number": case.decisions + 1,
        "outcome": outcome,
        "grounds": ("respect.harassment",) if outcome is Outcome.REMOVED else (),
        "explanation": "We have looked.",
        "automated": False,
        "decided_by": "ana",
        "decided_at": START,
        "effective_at": START,
        "appeal_until": START + timedelta(days=183),
        "policy_version": "1",
        "snapshot": case.snapshot,
    }
    return Decision.model_validate(usual | fields)


def a_finding(guideline: str = "respect.harassment", **fields: Any) -> Finding:
    usual = {"score": 0.9, "fired": True, "detector": "abuse", "version": "1", "reason": "Insults a person."}
    return Finding.model_validate({"guideline": guideline, **usual, **fields})
