"""HTTP: bodies in, problems out. Each error becomes its problem+json here and nowhere else (RFC 9457)."""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from pydantic import BaseModel, ValidationError

from redress.errors import (
    FieldError,
    InvalidInput,
    MalformedRequest,
    NotAllowed,
    NotFound,
    RedressError,
    Refused,
    TooLarge,
    Unauthenticated,
)
from redress.model import Role, Staff
from redress.telemetry import count, logger

MOST_BYTES = 64 * 1024
PROBLEM = "application/problem+json"
TYPES = "https://redress.example/problems/"
MOST_ERRORS = 50
BUSY = "Please try again"

KEY = re.compile(r"[\x21-\x7e]{1,255}")

Body = TypeVar("Body", bound=BaseModel)


def http_app() -> APIGatewayHttpResolver:
    """A resolver that answers every refusal, and every failure, as a problem."""
    app = APIGatewayHttpResolver()

    @app.exception_handler(Refused)
    def refused(refusal: Refused) -> Response[str]:
        count("RequestsRefused", kind=refusal.kind, status=refusal.status)
        return problem(refusal.status, refusal.kind, refusal.title, refusal.detail, refusal.errors)

    @app.exception_handler(RedressError)
    def busy(failure: RedressError) -> Response[str]:
        count("RequestsFailed", kind="busy", status=503)
        logger.exception("RequestFailed")
        answer = problem(503, "busy", BUSY, "Too much is going on at once. Nothing was lost; try again.")
        answer.headers["Retry-After"] = "2"
        return answer

    @app.exception_handler(Exception)
    def failed(failure: Exception) -> Response[str]:
        count("RequestsFailed", kind="failure", status=500)
        logger.exception("RequestFailed")
        return problem(500, "failure", "Something went wrong on our side", "It has been noted. Please try again later.")

    @app.not_found
    def unknown(_: Exception) -> Response[str]:
        count("RequestsRefused", kind=NotFound.kind, status=404)
        return problem(404, NotFound.kind, NotFound.title, "There is no such address.")

    return app


def problem(status: int, kind: str, title: str, detail: str, errors: tuple[FieldError, ...] = ()) -> Response[str]:
    body: dict[str, Any] = {"type": TYPES + kind, "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = [error._asdict() for error in errors]
    return Response(status, PROBLEM, json.dumps(body, ensure_ascii=False), headers={"Cache-Control": "no-store"})


class Refusing(BaseModel):
    """A problem inside an answer: why one of several was refused."""

    type: str
    title: str
    status: int
    detail: str


def refusing(refusal: RedressError) -> Refusing:
    if isinstance(refusal, Refused):
        kind = TYPES + refusal.kind
        return Refusing(type=kind, title=refusal.title, status=refusal.status, detail=refusal.detail)
    return Refusing(type=TYPES + "busy", title=BUSY, status=503, detail="Too much is going on at once. Try again.")


def answer(value: BaseModel | Mapping[str, Any] | None, status: int = HTTPStatus.OK, **headers: str) -> Response[str]:
    """A value as JSON."""
    if value is None:
        return Response(status, body="", headers={"Cache-Control": "no-store"})
    body = (
        value.model_dump_json(by_alias=True)
        if isinstance(value, BaseModel)
        else json.dumps(value, ensure_ascii=False, default=str)
    )
    named = {name.replace("_", "-"): content for name, content in headers.items()}
    return Response(status, "application/json", body, headers={"Cache-Control": "no-store", **named})


def unless_known(app: APIGatewayHttpResolver, value: BaseModel) -> Response[str]:
    """A value that seldom changes: whoever has it already (`If-None-Match`) is told so instead."""
    given = answer(value)
    tag = f'"{hashlib.sha256((given.body or "").encode()).hexdigest()[:32]}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": tag}
    known = [
        each.strip().removeprefix("W/") for each in (app.current_event.headers.get("if-none-match") or "").split(",")
    ]
    if tag in known:
        return Response(HTTPStatus.NOT_MODIFIED, body="", headers=headers)
    return Response(HTTPStatus.OK, "application/json", given.body, headers=headers)


def attachment(content: bytes, *, name: str, start: int, size: int) -> Response[bytes]:
    """Bytes to be saved and never shown: whatever they are, no browser runs them. 206 where they are not the whole."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Range": f"bytes {start}-{start + len(content) - 1}/{size}" if content else f"bytes */{size}",
    }
    status = HTTPStatus.OK if len(content) == size else HTTPStatus.PARTIAL_CONTENT
    return Response(status, "application/octet-stream", content, headers=headers)


def raw_body(app: APIGatewayHttpResolver, most: int = MOST_BYTES) -> bytes:
    """The request's bytes, at most 64 KiB of them."""
    event = app.current_event
    body = event.body or ""
    if len(body) > most * 2:
        raise TooLarge(f"A body may have at most {most // 1024} KiB.")
    try:
        content = base64.b64decode(body, validate=True) if event.is_base64_encoded else body.encode()
    except ValueError as unreadable:
        raise MalformedRequest("The body cannot be decoded.") from unreadable
    if len(content) > most:
        raise TooLarge(f"A body may have at most {most // 1024} KiB.")
    return content


def parsed(app: APIGatewayHttpResolver, model: type[Body], **known: object) -> Body:
    """The body as a value, or a refusal that names each bad field. `known` are fields that it may leave out."""
    content = raw_body(app)
    try:
        said = json.loads(content.decode(), object_pairs_hook=_each_once, parse_constant=_no_number)
    except UnicodeDecodeError as unreadable:
        raise MalformedRequest("The body is not UTF-8.") from unreadable
    except (ValueError, RecursionError) as unreadable:
        raise MalformedRequest("The body is not JSON.") from unreadable
    if not isinstance(said, dict):
        raise MalformedRequest("The body is not a JSON object.")
    return validated(model, {**known, **said})


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A field said twice means two things; whoever reads the body before us may have taken the other one."""
    said = dict(pairs)
    if len(said) < len(pairs):
        times = Counter(name for name, _ in pairs)
        errors = [FieldError(f"/{_escaped(name)}", "is there twice") for name in said if times[name] > 1]
        raise MalformedRequest("A field is there twice.", errors=errors[:MOST_ERRORS])
    return said


def _no_number(name: str) -> None:
    raise ValueError(f"JSON has no {name}")


def validated(model: type[Body], said: Mapping[str, object], *, pointer: str = "/") -> Body:
    try:
        return model.model_validate(said)
    except ValidationError as refused:
        errors = [
            FieldError(pointer + "/".join(_escaped(part) for part in _place(error["loc"], said)), _detail(error, model))
            for error in refused.errors(include_url=False)[:MOST_ERRORS]
        ]
        raise InvalidInput(
            "; ".join(f"{error.pointer}: {error.detail}" for error in errors[:3]), errors=errors
        ) from refused


def _place(loc: tuple[int | str, ...], said: object) -> Iterator[int | str]:
    """The place in the body. Which of several kinds a value was taken for is named there too, and is no place."""
    for number, part in enumerate(loc, start=1):
        there = isinstance(said, Mapping) and part in said
        if isinstance(said, Mapping) and not there and number < len(loc):
            continue
        yield part
        said = said[part] if isinstance(said, Mapping) and there else None


def _escaped(part: int | str) -> str:
    """A JSON pointer's token (RFC 6901), of letters and a length that an answer can bear."""
    return str(part)[:100].encode("utf-8", "replace").decode().replace("~", "~0").replace("/", "~1")


def _detail(error: Any, model: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden" and len(error["loc"]) == 1:
        return "is not one of the fields " + ", ".join(each.alias or name for name, each in model.model_fields.items())
    plain = {
        "extra_forbidden": "is not a field of this",
        "missing": "is missing",
        "literal_error": "must be " + str(error.get("ctx", {}).get("expected", "")),
        "union_tag_invalid": "is of no kind that is known here",
        "union_tag_not_found": "must say its kind",
    }
    return plain.get(error["type"], str(error["msg"]).removeprefix("Value error, "))


def query(app: APIGatewayHttpResolver) -> Mapping[str, str]:
    return {name: str(value) for name, value in (app.current_event.query_string_parameters or {}).items()}


def bearer(app: APIGatewayHttpResolver) -> str:
    """The token of an Authorization header."""
    scheme, _, token = (app.current_event.headers.get("authorization") or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("Send the status token as 'Authorization: Bearer <token>'.")
    return token.strip()


def idempotency_key(app: APIGatewayHttpResolver) -> str | None:
    """The caller's key (draft-ietf-httpapi-idempotency-key): quotes around it do not count."""
    key = app.current_event.headers.get("idempotency-key")
    if key is None:
        return None
    key = key.strip().strip('"')
    if not KEY.fullmatch(key):
        raise InvalidInput.at("header/Idempotency-Key", "must be 1 to 255 visible ASCII characters")
    return key


def platform_only(app: APIGatewayHttpResolver) -> None:
    if not staff_of(app).is_any(Role.PLATFORM):
        raise NotAllowed("Only the platform may do this: its token carries the scope redress/platform.")


def staff_of(app: APIGatewayHttpResolver) -> Staff:
    """Who is signed in, by the token that the gateway has verified. Groups may come as the string `[a b]`."""
    context = app.current_event.raw_event["requestContext"]
    claims = (context.get("authorizer") or {}).get("jwt", {}).get("claims") or {}
    groups = claims.get("cognito:groups") or []
    named = (
        groups.strip("[]").replace(",", " ").split() if isinstance(groups, str) else [str(group) for group in groups]
    )
    roles = {Role(name) for name in named if name in {Role.MODERATOR, Role.LEGAL, Role.ADMIN}}
    if "redress/platform" in str(claims.get("scope", "")).split():
        roles.add(Role.PLATFORM)
    name = claims.get("username") or claims.get("cognito:username") or claims.get("sub") or ""
    if not name and Role.PLATFORM not in roles:
        raise Unauthenticated("Sign in first.")
    return Staff(name=str(name), roles=frozenset(roles))
