"""What the detectors say of a text, for tests that read as sentences."""

from collections.abc import Sequence
from typing import Any

from redress.detect import Other, examine
from redress.model import Finding, Review, Route
from redress.policy import load_policy, route

POLICY = load_policy()


def a_review(text: str, **fields: Any) -> Review:
    return Review.model_validate({"review_id": "R1", "text": text, **fields})


def findings(text: str, *, others: Sequence[Other] = (), **fields: Any) -> tuple[Finding, ...]:
    return examine(a_review(text, **fields), POLICY, others)


def fired(text: str, *, others: Sequence[Other] = (), **fields: Any) -> set[str]:
    return {finding.guideline for finding in findings(text, others=others, **fields) if finding.fired}


def routed(text: str, **fields: Any) -> Route:
    return route(POLICY, findings(text, **fields), ()).route


def marked(text: str, guideline: str, **fields: Any) -> list[str]:
    """The words that a moderator sees highlighted."""
    return [
        text[start:end]
        for finding in findings(text, **fields)
        if finding.guideline == guideline and finding.field == "text"
        for start, end in finding.spans
    ]


def the_finding(text: str, guideline: str, *, by: str = "", **fields: Any) -> Finding:
    found = (finding for finding in findings(text, **fields) if finding.guideline == guideline)
    return next(finding for finding in found if by in ("", finding.detector))
