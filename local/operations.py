"""Every call of the contract: who may make it, what it takes and gives, how it may be refused."""

from typing import NamedTuple

from pydantic import BaseModel

from redress import casework
from redress.appeals import Plea
from redress.intake import DecisionView, Receipt, ReportView, Submission
from redress.measures import Measures
from redress.model import Review
from redress.ports.desk import Board
from redress.publishing import Snapshot, Verdict
from redress.review import RawWanted, Reason, Remark, Target, Wish
from redress.views import hits, lists, whole


class Operation(NamedTuple):
    """One call: who may make it, what it takes and gives, and how it may be refused."""

    method: str
    path: str
    summary: str
    who: str
    takes: type[BaseModel] | None = None
    gives: type[BaseModel] | None = None
    status: int = 200
    refusals: tuple[int, ...] = ()
    query: tuple[str, ...] = ()
    idempotent: bool = False


LIST = ("queue", "status", "priority", "guideline", "lang", "overdue", "mine", "held", "cursor", "limit")
BODY = (400, 413, 422)
MOVE = (*BODY, 403, 404, 409)

OPERATIONS = (
    Operation("post", "/v1/reports", "Report a review", "anyone", Submission, Receipt, 202, BODY, idempotent=True),
    Operation("get", "/v1/reports/{report_id}", "Where a report is", "reporter", gives=ReportView, refusals=(401, 404)),
    Operation(
        "get",
        "/v1/decisions/{token}",
        "A decision, as one side may see it",
        "anyone",
        gives=DecisionView,
        refusals=(404, 409),
    ),
    Operation(
        "post", "/v1/decisions/{token}/appeals", "Contest a decision", "anyone", Plea, None, 202, (*BODY, 404, 409, 410)
    ),
    Operation(
        "put",
        "/v1/reviews/{review_id}",
        "Tell of a review as it stands",
        "platform",
        Review,
        Snapshot,
        200,
        (*BODY, 401, 403),
    ),
    Operation(
        "delete",
        "/v1/reviews/{review_id}",
        "Tell that a review is gone",
        "platform",
        status=204,
        refusals=(401, 403, 404, 422),
    ),
    Operation(
        "post",
        "/v1/reviews/check",
        "Ask before a review is published",
        "platform",
        Review,
        Verdict,
        200,
        (*BODY, 401, 403),
    ),
    Operation(
        "get",
        "/v1/cases",
        "List cases, most pressing first; decided ones newest first",
        "staff",
        gives=lists.CaseItems,
        refusals=(400, 401, 403, 422),
        query=LIST,
    ),
    Operation("get", "/v1/cases/{case_id}", "A case, whole", "staff", gives=whole.CaseView, refusals=(401, 403, 404)),
    Operation(
        "get",
        "/v1/cases/{case_id}/reports",
        "A case's reports, newest first",
        "staff",
        gives=whole.ReportItems,
        refusals=(400, 401, 403, 404, 422),
        query=("cursor", "limit"),
    ),
    Operation(
        "get",
        "/v1/cases/{case_id}/related",
        "The other cases of a review's author and of its product",
        "staff",
        gives=hits.RelatedItems,
        refusals=(401, 403, 404),
    ),
    Operation(
        "get",
        "/v1/search",
        "Find cases by whatever names them",
        "staff",
        gives=hits.FoundItems,
        refusals=(401, 403, 422),
        query=("q",),
    ),
    Operation(
        "get",
        "/v1/cases/{case_id}/alike",
        "Cases that may be decided together with this one",
        "staff",
        gives=hits.AlikeItems,
        refusals=(401, 403, 404),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/alike/decision",
        "Decide several that are alike, each for itself",
        "staff",
        casework.WishForAll,
        hits.DoneItems,
        200,
        (401, *BODY, 403, 404),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/alike/withdraw",
        "Take several decisions back, each for itself",
        "staff",
        casework.Several,
        hits.DoneItems,
        200,
        (401, *BODY, 403),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/claim",
        "Take a case for some minutes",
        "staff",
        gives=lists.Claimed,
        refusals=(401, 403, 404, 409),
    ),
    Operation(
        "delete",
        "/v1/cases/{case_id}/claim",
        "Put a case down",
        "staff",
        gives=lists.Moved,
        refusals=(401, 403, 404, 409),
    ),
    Operation(
        "post",
        "/v1/queues/{queue}/next",
        "Take the next case of a queue, or of any; 204 when there is none",
        "staff",
        casework.Passing,
        whole.CaseView,
        200,
        (401, *MOVE),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/looking",
        "Say that one looks at a case, and see who else does",
        "staff",
        gives=casework.Sight,
        refusals=(401, 403, 404),
    ),
    Operation(
        "delete",
        "/v1/cases/{case_id}/looking",
        "Look at a case no longer",
        "staff",
        status=204,
        refusals=(401, 403, 404),
    ),
    Operation("post", "/v1/cases/{case_id}/decision", "Decide a case", "staff", Wish, lists.Moved, 202, (401, *MOVE)),
    Operation(
        "post",
        "/v1/cases/{case_id}/withdraw",
        "Take a decision, or the approval of one, back before it takes effect",
        "staff",
        gives=lists.Moved,
        refusals=(401, 403, 404, 409),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/approve",
        "Approve another person's decision",
        "staff",
        gives=lists.Moved,
        status=202,
        refusals=(401, 403, 404, 409),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/decline",
        "Say no to another person's decision",
        "staff",
        Reason,
        lists.Moved,
        200,
        (401, *MOVE),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/reports/{report_id}/unmask",
        "See who reported, for a reason that is kept",
        "staff",
        Reason,
        casework.Unmasked,
        200,
        (401, *MOVE),
    ),
    Operation(
        "get",
        "/v1/cases/{case_id}/mails/{mail}",
        "A mail of a case, as it was read",
        "staff",
        gives=whole.MailView,
        refusals=(401, 403, 404),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/mails/{mail}/raw",
        "A mail as it was received, for a reason that is kept; 206 and Content-Range where it is a part",
        "staff",
        RawWanted,
        None,
        200,
        (401, *MOVE),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/notes",
        "Leave a note for colleagues",
        "staff",
        Remark,
        lists.Moved,
        201,
        (401, *MOVE),
    ),
    Operation("post", "/v1/cases/{case_id}/skip", "Hand a case back", "staff", Reason, lists.Moved, 200, (401, *MOVE)),
    Operation(
        "post",
        "/v1/cases/{case_id}/attach",
        "Attach a mail thread to a review",
        "staff",
        Target,
        lists.Moved,
        200,
        (401, *MOVE),
    ),
    Operation("get", "/v1/queues", "Every queue in one line", "staff", gives=Board, refusals=(401, 403)),
    Operation(
        "get",
        "/v1/policy",
        "The policy in force, with explanations to begin with; 304 to whoever has it",
        "staff",
        gives=casework.Rulebook,
        refusals=(401, 403),
    ),
    Operation(
        "get",
        "/v1/metrics",
        "Volumes, times and shares",
        "staff",
        gives=Measures,
        refusals=(401, 403, 422),
        query=("from", "to", "by"),
    ),
)
