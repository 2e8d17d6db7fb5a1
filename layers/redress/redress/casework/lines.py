"""A case as a list shows it, made of the case itself instead of the index."""

from redress.model import Case, CaseLine


def line_of(case: Case) -> CaseLine:
    return CaseLine(
        case_id=case.case_id,
        review_id=case.review_id,
        status=case.status,
        queue=case.queue,
        priority=case.priority,
        due_at=case.due_at,
        report_count=case.report_count,
        top_finding=case.top_finding,
        guidelines=case.guidelines,
        claim=case.claim,
        opened_at=case.opened_at,
        card=case.card,
    )
