"""The one ground of a removal that is no guideline: a court has ordered it. Nobody weighs it against the policy."""

from redress.policy.dsa import Filing

FILING = Filing(
    ground="DECISION_GROUND_ILLEGAL_CONTENT",
    category="STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    keyword="KEYWORD_OTHER",
)
"""The transparency database has no category of its own for orders: what courts forbid in a review are words."""
