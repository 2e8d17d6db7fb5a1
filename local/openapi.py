"""The contract as OpenAPI 3.1, from the models that the code checks and answers with: `python -m local.openapi`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from local.operations import OPERATIONS, Operation
from redress.model import Priority, Queue, Status

__all__ = ["DOCUMENT", "OPERATIONS", "Operation", "document", "text"]

DOCUMENT = Path(__file__).parent.parent / "docs" / "openapi.json"
REFS = "#/components/schemas/{model}"
FLAGS = {"overdue", "mine", "held"}
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
            "schemas": {**schemas["$defs"], "Problem": PROBLEM, "Refusal": REFUSAL},
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


SIGNED_IN = {"staff", "platform"}
REFUSAL = {
    "type": "object",
    "description": "The gateway's own answer to a token that is missing, not valid, or without the scope.",
    "required": ["message"],
    "properties": {"message": {"type": "string"}},
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
            **{str(status): _problem(status, operation) for status in sorted(set(operation.refusals))},
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


def _problem(status: int, operation: Operation) -> dict[str, Any]:
    """Ours; and where staff or the platform sign in, the gateway may refuse before we hear of it, in its own shape."""
    content = {"application/problem+json": {"schema": {"$ref": REFS.format(model="Problem")}}}
    if status in {401, 403} and operation.who in SIGNED_IN:
        content["application/json"] = {"schema": {"$ref": REFS.format(model="Refusal")}}
    return {"description": PROBLEMS[status], "content": content}


def _parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    for part in operation.path.split("/"):
        if part.startswith("{"):
            yield {"name": part.strip("{}"), "in": "path", "required": True, "schema": {"type": "string"}}
    words = {"queue": Queue, "status": Status, "priority": Priority}
    for name in operation.query:
        schema: dict[str, Any] = {"type": "boolean" if name in FLAGS else "string"}
        if name in words:
            schema["enum"] = [word.value for word in words[name]]
        yield {"name": name, "in": "query", "schema": schema}
    if operation.idempotent:
        yield {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 255}}


def text() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(text(), encoding="utf-8")
    print(DOCUMENT)
