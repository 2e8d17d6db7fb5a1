"""A report that has come to the wrong door: it speaks of an order or of a seller's rating, and of nothing else (§6)."""

from collections.abc import Iterable

from redress.mail import meaning
from redress.model import Case, Relation, Report
from redress.policy import REDIRECT_MARK

FOR_THEMSELVES = frozenset({Relation.CUSTOMER, Relation.OTHER})
"""Who may mean an order of their own. What a lawyer or a named person writes is about the review, however it is put."""


def elsewhere(reports: Iterable[Report]) -> frozenset[str]:
    """The mark by which the policy sends them on, where all say the like; empty where one of them may mean the review.

    Shy on purpose: a redirect that is wrong sends away somebody whom nobody has heard.
    """
    ways = {_way(report) for report in reports}
    return frozenset(REDIRECT_MARK + way for way in ways) if "" not in ways else frozenset()


def redirected(case: Case) -> bool:
    """Whether the case ended so, and nobody has judged the review."""
    return case.decision is not None and case.decision.sends_elsewhere


def _way(report: Report) -> str:
    meant = meaning.meant(report.explanation, "")
    if report.claims or meant.guidelines or meant.legal or {report.relation, meant.relation} - FOR_THEMSELVES:
        return ""
    return meaning.solely_elsewhere(report.explanation.lower())
