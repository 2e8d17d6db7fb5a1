"""The contract as OpenAPI 3.1, from the models that the code checks and answers with: `python -m local.openapi`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from redress import desk_views as desk
from redress.appeals import Plea
from redress.intake import DecisionView, Receipt, ReportView, Submission
from redress.measures import Measures
from redress.model import Priority, Queue, Review, Status
from redress.publishing import Snapshot, Verdict
from redress.review import Reason, Remark, Target, Wish

DOCUMENT = Path(__file__).parent.parent / "docs" / "openapi.json"
REFS = "#/components/schemas/{model}"
PROBLEMS = {
    400: "The request cannot be read",
    401: "Sign in, or send the token",
    403: "Your role may not do this",
    404: "Nothing is here, or it is not yours",
    409: "It has moved in the meantime",
    410: "The time for an appeal is over",
    413: "The body is larger than 64 KiB",
    422: "Some fields are not valid; each is named by a pointer",
}


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


LIST = ("queue", "status", "priority", "guideline", "cursor", "limit")
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
        "List cases, most pressing first",
        "staff",
        gives=desk.CaseItems,
        refusals=(400, 401, 403, 422),
        query=LIST,
    ),
    Operation("get", "/v1/cases/{case_id}", "A case, whole", "staff", gives=desk.CaseView, refusals=(401, 403, 404)),
    Operation(
        "get",
        "/v1/cases/{case_id}/reports",
        "A case's reports, newest first",
        "staff",
        gives=desk.ReportItems,
        refusals=(400, 401, 403, 404, 422),
        query=("cursor", "limit"),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/claim",
        "Take a case for some minutes",
        "staff",
        gives=desk.Claimed,
        refusals=(401, 403, 404, 409),
    ),
    Operation("post", "/v1/cases/{case_id}/decision", "Decide a case", "staff", Wish, desk.Moved, 202, (401, *MOVE)),
    Operation(
        "post",
        "/v1/cases/{case_id}/withdraw",
        "Take a decision back before it takes effect",
        "staff",
        gives=desk.Moved,
        refusals=(401, 403, 404, 409),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/approve",
        "Approve another person's decision",
        "staff",
        gives=desk.Moved,
        status=202,
        refusals=(401, 403, 404, 409),
    ),
    Operation(
        "post",
        "/v1/cases/{case_id}/notes",
        "Leave a note for colleagues",
        "staff",
        Remark,
        desk.Moved,
        201,
        (401, *MOVE),
    ),
    Operation("post", "/v1/cases/{case_id}/skip", "Hand a case back", "staff", Reason, desk.Moved, 200, (401, *MOVE)),
    Operation(
        "post",
        "/v1/cases/{case_id}/attach",
        "Attach a mail thread to a review",
        "staff",
        Target,
        desk.Moved,
        200,
        (401, *MOVE),
    ),
    Operation("get", "/v1/queues", "Every queue in one line", "staff", gives=desk.QueueStates, refusals=(401, 403)),
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


def document() -> dict[str, Any]:
    """The whole contract. Bodies are described as they are checked, answers as they are given."""
    bodies = [(operation.takes, "validation") for operation in OPERATIONS if operation.takes]
    answers = [(operation.gives, "serialization") for operation in OPERATIONS if operation.gives]
    named, schemas = models_json_schema([*bodies, *answers], ref_template=REFS)  # type: ignore[list-item]
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation, named)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Redress",
            "version": "1",
            "summary": "Reports on customer reviews: intake, human review, decisions and appeals.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": {**schemas["$defs"], "Problem": PROBLEM},
            "securitySchemes": {
                "staff": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "Groups moderator, legal, admin.",
                },
                "platform": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "Scope redress/platform.",
                },
                "reporter": {"type": "http", "scheme": "bearer", "description": "The report's own status token."},
            },
        },
    }


PROBLEM = {
    "type": "object",
    "description": "RFC 9457: what was refused, and for bad input which fields.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def _described(operation: Operation, named: Any) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": operation.method + "".join(part.strip("{}").title() for part in operation.path.split("/")[2:]),
        "responses": {
            str(operation.status): _answer(operation, named),
            **{str(status): _problem(PROBLEMS[status]) for status in sorted(set(operation.refusals))},
        },
    }
    parameters = list(_parameters(operation))
    if parameters:
        described["parameters"] = parameters
    if operation.takes:
        schema = named[operation.takes, "validation"]
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if operation.who != "anyone":
        described["security"] = [{operation.who: []}]
    return described


def _answer(operation: Operation, named: Any) -> dict[str, Any]:
    if operation.gives is None:
        return {"description": operation.summary}
    schema = named[operation.gives, "serialization"]
    return {"description": operation.summary, "content": {"application/json": {"schema": schema}}}


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": REFS.format(model="Problem")}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def _parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    for part in operation.path.split("/"):
        if part.startswith("{"):
            yield {"name": part.strip("{}"), "in": "path", "required": True, "schema": {"type": "string"}}
    words = {"queue": Queue, "status": Status, "priority": Priority}
    for name in operation.query:
        schema = (
            {"type": "string", "enum": [word.value for word in words[name]]} if name in words else {"type": "string"}
        )
        yield {"name": name, "in": "query", "schema": schema}
    if operation.idempotent:
        yield {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 255}}


def text() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(text(), encoding="utf-8")
    print(DOCUMENT)
