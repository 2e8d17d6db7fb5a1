"""The site around the pages: headers, language, the style sheet, and a kind page for everything that goes wrong."""

import hashlib
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from redress.errors import Conflict, MalformedRequest, NotFound, RedressError, Refused, TooLarge
from redress.pages.wording import chosen, texts
from redress.policy.wording import LANGUAGES, day, day_and_time
from redress.telemetry import count, logger
from redress.web import MOST_BYTES, query, raw_body

HERE = Path(__file__).parent
MOST_FIELDS = 40
HTML = "text/html; charset=utf-8"
PASSING = ("lang", "new", "sent", "v")
"""Query fields that a link to the same page in another language leaves behind."""

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
PRIVATE = {**ALWAYS, "Cache-Control": "no-store"}
FOR_EVER = {**ALWAYS, "Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


def pages_app() -> APIGatewayHttpResolver:
    """A resolver whose refusals and failures are pages too. Whatever is not there looks the same."""
    app = APIGatewayHttpResolver()

    @app.exception_handler(Refused)
    def refused(refusal: Refused) -> Response[str]:
        count("PagesRefused", kind=refusal.kind, status=refusal.status)
        return problem_page(app, refusal.status, _problem_of(refusal))

    @app.exception_handler(RedressError)
    def busy(failure: RedressError) -> Response[str]:
        logger.exception("PageFailed")
        count("PagesFailed", kind="busy")
        return problem_page(app, HTTPStatus.SERVICE_UNAVAILABLE, "busy")

    @app.exception_handler(Exception)
    def failed(failure: Exception) -> Response[str]:
        logger.exception("PageFailed")
        count("PagesFailed", kind="failure")
        return problem_page(app, HTTPStatus.INTERNAL_SERVER_ERROR, "failure")

    @app.not_found
    def unknown(_: Exception) -> Response[str]:
        count("PagesRefused", kind="no-such-address", status=404)
        return problem_page(app, HTTPStatus.NOT_FOUND, "not_found")

    return app


def _problem_of(refusal: Refused) -> str:
    names = ((NotFound, "not_found"), (TooLarge, "too_large"), (Conflict, "moved"))
    return next((name for kind, name in names if isinstance(refusal, kind)), "refused")


def problem_page(app: APIGatewayHttpResolver, status: int, problem: str) -> Response[str]:
    return page(app, "problem.html", language(app), status=status, problem=problem)


def page(
    app: APIGatewayHttpResolver, template: str, lang: str, *, status: int = HTTPStatus.OK, **shows: Any
) -> Response[str]:
    """A template in one language. Everything that people wrote is escaped on its way in."""
    asked = query(app)
    kept = {name: value for name, value in asked.items() if name not in PASSING}
    rereadable = status == HTTPStatus.OK
    content = (
        _templates()
        .get_template(template)
        .render(
            lang=lang,
            t=texts(lang),
            languages={code: texts(code)["name"] for code in LANGUAGES},
            here={code: "?" + urlencode({**kept, "lang": code}) for code in LANGUAGES} if rereadable else {},
            styles=[f"/assets/{sheet.name}" for sheet in _sheets()],
            fresh=next((name for name in ("new", "sent") if name in asked), ""),
            **shows,
        )
    )
    return Response(status, HTML, content, headers=dict(PRIVATE))


def filled(template: str, **shows: Any) -> str:
    return _templates().get_template(template).render(**shows)


def see_other(path: str, **asked: str) -> Response[str]:
    """After a form: a page that can be loaded again without sending again."""
    return Response(HTTPStatus.SEE_OTHER, HTML, body="", headers={**PRIVATE, "Location": f"{path}?{urlencode(asked)}"})


def asset(name: str) -> Response[str]:
    """A style sheet of the public pages; nothing else lies here."""
    found = next((sheet for sheet in _sheets() if sheet.name == name), None)
    if found is None:
        raise NotFound("There is no such asset.")
    return Response(HTTPStatus.OK, "text/css; charset=utf-8", found.content, headers=dict(FOR_EVER))


def language(app: APIGatewayHttpResolver) -> str:
    return chosen(query(app).get("lang", ""), accepted(app))


def accepted(app: APIGatewayHttpResolver) -> str:
    """What the browser says it speaks."""
    return str(app.current_event.headers.get("accept-language") or "")


def fields(app: APIGatewayHttpResolver) -> Mapping[str, str]:
    """A form's fields as they were sent, each once.

    A browser sends three characters for a byte that is no letter of ours: what counts is what was typed.
    """
    try:
        content = raw_body(app, most=3 * MOST_BYTES).decode()
        said = parse_qs(content, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as unreadable:
        raise MalformedRequest("The form cannot be read.") from unreadable
    if sum(len(value.encode()) for values in said.values() for value in values) > MOST_BYTES:
        raise TooLarge(f"A form may hold at most {MOST_BYTES // 1024} KiB.")
    return {name: values[-1] for name, values in said.items()}


class _Sheet(NamedTuple):
    """A style sheet, under the name of its content: a page and its look are never of two versions."""

    name: str
    content: str


@cache
def _sheets() -> tuple[_Sheet, ...]:
    """Shared tokens first, then what the public pages make of them."""
    sheets = []
    for sheet in ("tokens", "redress"):
        content = (HERE / "assets" / f"{sheet}.css").read_text(encoding="utf-8")
        sheets.append(_Sheet(f"{sheet}.{hashlib.sha256(content.encode()).hexdigest()[:12]}.css", content))
    return tuple(sheets)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters |= {"fill": _filled, "day": day, "day_and_time": day_and_time}
    return templates


def _filled(sentence: str, **values: object) -> Markup:
    """One of our sentences with values in it, each escaped."""
    return Markup(escape(sentence)).format(**values)  # noqa: S704 - escaped here, and format escapes the values
