"""The report form: opened from a link or without one, sent as a report, and given back with what was typed."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

from redress.errors import FieldError, InvalidInput, KeyReused
from redress.intake import Submission, submit_report
from redress.link import Link, read_link
from redress.mail.urls import REVIEW_ID
from redress.model import Channel, Relation, Report, Value
from redress.pages.desk import PublicDesk, ShownReview, public_review
from redress.pages.wording import Family, chosen, families
from redress.web import KEY, validated

KEPT = 6_000
"""Of each field so much is kept for the next try: more than any of them may hold."""

FIELDS = {
    "/review_url": "review_url",
    "/review_id": "review_url",
    "/link_token": "link",
    "/guideline": "guideline",
    "/explanation": "explanation",
    "/relation": "relation",
    "/reporter/name": "name",
    "/reporter/email": "email",
    "/good_faith": "good_faith",
}
"""Where the API's pointers lie in the form, in the form's order."""

RELATIONS = tuple(relation.value for relation in Relation if relation is not Relation.OTHER)


class Form(Value):
    """What stands in the fields. `key` makes a form that is sent twice one report; `review_id` comes from a link."""

    key: str
    lang: str
    review_id: str = ""
    review_url: str = ""
    link: str = ""
    guideline: str = ""
    explanation: str = ""
    relation: str = ""
    name: str = ""
    email: str = ""
    good_faith: str = ""


class Mistake(NamedTuple):
    """A field that must be changed, and the name of the sentence that says so."""

    field: str
    why: str


class FormPage(NamedTuple):
    """All that the form shows."""

    form: Form
    review: ShownReview | None
    families: tuple[Family, ...]
    example: str
    link: Link | None = None
    link_refused: bool = False
    mistakes: tuple[Mistake, ...] = ()

    @property
    def lang(self) -> str:
        return self.form.lang

    @property
    def wrong(self) -> Mapping[str, str]:
        return {mistake.field: mistake.why for mistake in self.mistakes}

    @property
    def relations(self) -> Sequence[str]:
        return RELATIONS


class SentForm(NamedTuple):
    """What came of sending: the report, or the page to try again with."""

    lang: str
    report: Report | None = None
    replayed: bool = False
    again: FormPage | None = None

    @property
    def mistakes(self) -> Sequence[Mistake]:
        return self.again.mistakes if self.again else ()


def open_form(asked: Mapping[str, str], *, accepted: str, desk: PublicDesk) -> FormPage:
    """An empty form on the review that the link or the address names."""
    token, named = asked.get("link", ""), asked.get("review", "").strip()
    named_id = _review_id(named, desk)
    link = _read(token, desk)
    if link and named_id and link.review_id != named_id:
        link = None
    review_id = link.review_id if link else named_id
    form = Form(
        key=uuid4().hex,
        lang=chosen(asked.get("lang", ""), link.lang if link else "", accepted),
        review_id=review_id,
        review_url="" if review_id else named[:KEPT],
        link=token if link else "",
    )
    return _page(form, link, desk, refused=bool(token) and link is None)


def send_form(said: Mapping[str, str], *, accepted: str, desk: PublicDesk) -> SentForm:
    """One report, or the form again. All that is wrong is said at once, by the same rules as in the API."""
    form = _filled(said, accepted)
    link = _read(form.link, desk)
    if link and not form.review_id:
        form = form.model_copy(update={"review_id": link.review_id})
    errors = _errors(form, link, desk)
    if not errors:
        try:
            added = submit_report(
                _submission(form, link),
                key=form.key,
                channel=Channel.FORM,
                lang=form.lang,
                reports=desk.reports,
                seal=desk.seal,
                link_keys=lambda: desk.platform_keys,
                urls=desk.urls,
                policy=desk.policy,
                clock=desk.clock,
            )
            return SentForm(form.lang, added.report, added.replayed)
        except KeyReused:
            form = form.model_copy(update={"key": uuid4().hex})
            errors = [FieldError("key", "was used")]
        except InvalidInput as refused:
            errors = list(refused.errors)
    refused_link = bool(form.link) and link is None
    form = form.model_copy(update={"link": form.link if link else ""})
    page = _page(form, link, desk, refused=refused_link)
    return SentForm(form.lang, again=page._replace(mistakes=_mistakes(errors, form)))


def _filled(said: Mapping[str, str], accepted: str) -> Form:
    """Line ends as they were typed: a browser sends two characters for each, and counts one."""
    known = {name: said.get(name, "").replace("\r\n", "\n")[:KEPT] for name in Form.model_fields}
    trimmed = {name: value if name == "explanation" else value.strip() for name, value in known.items()}
    key = trimmed["key"] if KEY.fullmatch(trimmed["key"]) else uuid4().hex
    return Form.model_validate({**trimmed, "key": key, "lang": chosen(trimmed["lang"], accepted)})


def _submission(form: Form, link: Link | None) -> Submission:
    sender = None if link else {"name": form.name, "email": form.email or None}
    said = {
        "review_id": form.review_id or None,
        "review_url": None if form.review_id else form.review_url or None,
        "guideline": form.guideline or None,
        "explanation": form.explanation,
        "relation": form.relation or Relation.OTHER,
        "reporter": sender,
        "good_faith": form.good_faith == "yes",
        "link_token": form.link if link else None,
    }
    return validated(Submission, said)


def _errors(form: Form, link: Link | None, desk: PublicDesk) -> list[FieldError]:
    """What the API's own model refuses, and what it would find only after that."""
    errors: list[FieldError] = []
    try:
        _submission(form, link)
    except InvalidInput as refused:
        errors += refused.errors
    if form.link and link is None:
        errors.append(FieldError("/link_token", "expired"))
    if link is None and not form.email:
        errors.append(FieldError("/reporter/email", "is missing"))
    if link is None and not form.review_id and desk.urls.review_id_of(form.review_url) is None:
        errors.append(FieldError("/review_url", "names no review"))
    if form.guideline and form.guideline not in desk.policy.ids:
        errors.append(FieldError("/guideline", "is unknown"))
    return errors


def _mistakes(errors: Sequence[FieldError], form: Form) -> tuple[Mistake, ...]:
    """Each field once, in the order of the page; an empty field is told so, a filled one what is wrong with it."""
    places = [*dict.fromkeys(FIELDS.values()), "key"]
    found = {FIELDS.get(error.pointer, "key") for error in errors}
    return tuple(Mistake(field, _why(field, form)) for field in places if field in found)


def _why(field: str, form: Form) -> str:
    blank = not str(getattr(form, field)).strip()
    return f"{field}_missing" if blank and field in {"review_url", "explanation", "email"} else field


def _read(token: str, desk: PublicDesk) -> Link | None:
    if not token:
        return None
    try:
        return read_link(token, desk.platform_keys, desk.clock())
    except InvalidInput:
        return None


def _review_id(named: str, desk: PublicDesk) -> str:
    if re.fullmatch(REVIEW_ID, named):
        return named
    return desk.urls.review_id_of(named) or ""


def _page(form: Form, link: Link | None, desk: PublicDesk, *, refused: bool) -> FormPage:
    known = re.fullmatch(REVIEW_ID, form.review_id)
    return FormPage(
        form=form,
        review=public_review(form.review_id, desk=desk) if known else None,
        families=families(desk.policy, form.lang),
        example=desk.urls.url_of("123"),
        link=link,
        link_refused=refused,
    )
