"""Calls as an HTTP API hands them over, and answers as it would have to send them."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from redress.model import Role, Staff

CONTEXT = SimpleNamespace(
    function_name="function",
    memory_limit_in_mb=512,
    invoked_function_arn="arn:aws:lambda:eu-west-1:1:function:function",
    aws_request_id="request-1",
)


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def said(self) -> Any:
        return json.loads(self.text)

    @property
    def pointers(self) -> list[str]:
        return [error["pointer"] for error in self.said.get("errors", [])]

    @property
    def kind(self) -> str:
        return str(self.said["type"]).rpartition("/")[2]


def a_call(
    method: str,
    path: str,
    body: object = None,
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    by: Staff | None = None,
) -> dict[str, Any]:
    """`body`: bytes go as they are, anything else as JSON. `by`: who the gateway says is signed in."""
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    context: dict[str, Any] = {"http": {"method": method, "path": path}, "stage": "$default", "requestId": "r"}
    if by is not None:
        context["authorizer"] = {"jwt": {"claims": claims_of(by), "scopes": []}}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": urlencode(query or {}, errors="surrogatepass"),
        "queryStringParameters": dict(query or {}),
        "headers": {"content-type": "application/json", **(headers or {})},
        "requestContext": context,
        "body": base64.b64encode(raw).decode() if raw else None,
        "isBase64Encoded": bool(raw),
    }


def claims_of(staff: Staff) -> dict[str, str]:
    groups = " ".join(sorted(role.value for role in staff.roles if role is not Role.PLATFORM))
    scope = "openid redress/platform" if Role.PLATFORM in staff.roles else "openid"
    return {"username": staff.name, "cognito:groups": f"[{groups}]", "scope": scope}


def answered(handler: Callable[[dict[str, Any], Any], Any], event: dict[str, Any]) -> Answer:
    """What the gateway would send on: Lambda writes the answer as UTF-8, so it must be able to."""
    said = handler(event, CONTEXT)
    json.dumps(said, ensure_ascii=False).encode()
    headers = {name.lower(): str(value) for name, value in said["headers"].items()}
    return Answer(said["statusCode"], headers, said.get("body") or "")
