"""Human review: taking, deciding and handing on cases. A decision is saved first and wakes the workflow second."""

from redress.review.carrying_out import begin_again, conclude, open_review
from redress.review.deciding import approve, decide, decline, withdraw
from redress.review.holding import add_note, beside, claim_case, release, skip
from redress.review.questions import Said, answer_question, back_from_question, reply_received
from redress.review.wishes import RawWanted, Reason, Remark, Target, Wish

__all__ = [
    "RawWanted",
    "Reason",
    "Remark",
    "Said",
    "Target",
    "Wish",
    "add_note",
    "answer_question",
    "approve",
    "back_from_question",
    "begin_again",
    "beside",
    "claim_case",
    "conclude",
    "decide",
    "decline",
    "open_review",
    "release",
    "reply_received",
    "skip",
    "withdraw",
]
