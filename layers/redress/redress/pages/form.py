"""The report form: what stands in it, what it shows, and which mistakes it names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from redress.errors import FieldError, InvalidInput
from redress.intake import Submission
from redress.link import Link, read_link
from redress.mail.urls import REVIEW_ID
from redress.model import Relation, Value
from redress.model.words import is_blank
from redress.pages.desk import PublicDesk, ShownReview, public_review
from redress.pages.law import Path, claim_said, elements, paths
from redress.pages.several import Arrived
from redress.pages.wording import Family, chosen, families
from redress.web import KEY, validated

KEPT = 6_000
"""Of each field so much is kept for the next try: more than any of them may hold."""

MOST_FURTHER = 20
"""Reviews that one form may report beside the first."""

FIELDS = {
    "/review_url": "review_url",
    "/review_id": "review_url",
    "/further": "further",
    "/link_token": "link",
    "/guideline": "guideline",
    "/legal": "legal",
    "/explanation": "explanation",
    "/relation": "relation",
    "/reporter/name": "name",
    "/reporter/email": "email",
    "/good_faith": "good_faith",
}
"""Where the API's pointers lie in the form, in the form's order."""

LINE_REFUSED = ("unknown_review", "arrived_before")
"""What may be wrong with a line that names a further review."""

RELATIONS = tuple(relation.value for relation in Relation if relation is not Relation.OTHER)
AS_TYPED = {"explanation", "further"}


class Form(Value):
    """What stands in the fields. `key` makes a form that is sent twice one report for each review.

    `review_id` comes from a link; `elements` are a legal claim's; `sent` names what arrived before; `leave_out` is the
    button that sends without the lines that were refused.
    """

    key: str
    lang: str
    review_id: str = ""
    review_url: str = ""
    further: str = ""
    link: str = ""
    guideline: str = ""
    legal: str = ""
    elements: Mapping[str, str] = {}
    explanation: str = ""
    relation: str = ""
    name: str = ""
    email: str = ""
    good_faith: str = ""
    sent: str = ""
    leave_out: str = ""


class Mistake(NamedTuple):
    """A field that must be changed, and the name of the sentence that says so; `words` are those it speaks of."""

    field: str
    why: str
    words: str = ""


class FormPage(NamedTuple):
    """All that the form shows."""

    form: Form
    review: ShownReview | None
    families: tuple[Family, ...]
    example: str
    link: Link | None = None
    link_refused: bool = False
    mistakes: tuple[Mistake, ...] = ()
    arrived: tuple[Arrived, ...] = ()
    status: int = 200

    @property
    def lang(self) -> str:
        return self.form.lang

    @property
    def wrong(self) -> Mapping[str, Mistake]:
        return {mistake.field: mistake for mistake in reversed(self.mistakes)}

    @property
    def lines_refused(self) -> bool:
        return any(mistake.why in LINE_REFUSED for mistake in self.mistakes)

    @property
    def relations(self) -> Sequence[str]:
        return RELATIONS

    @property
    def paths(self) -> Sequence[Path]:
        return paths()

    @property
    def most_further(self) -> int:
        return MOST_FURTHER


def open_form(asked: Mapping[str, str], *, accepted: str, desk: PublicDesk) -> FormPage:
    """An empty form on the review that the link or the address names."""
    token, named = asked.get("link", ""), asked.get("review", "").strip()
    named_id = review_named(named, desk)
    link = link_of(token, desk)
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
    return form_page(form, link, desk, refused=bool(token) and link is None)


def filled_form(said: Mapping[str, str], accepted: str) -> Form:
    """Line ends as they were typed: a browser sends two characters for each, and counts one."""
    known = {name: value.replace("\r\n", "\n")[:KEPT] for name, value in said.items()}
    own = {name: known.get(name, "") for name in Form.model_fields if name != "elements"}
    trimmed = {name: value if name in AS_TYPED else value.strip() for name, value in own.items()}
    key = trimmed["key"] if KEY.fullmatch(trimmed["key"]) else uuid4().hex
    claimed = {field: known[field].strip() for field in elements() if known.get(field, "").strip()}
    return Form.model_validate(
        {**trimmed, "elements": claimed, "key": key, "lang": chosen(trimmed["lang"], accepted)},
    )


def submission(form: Form, link: Link | None, review_id: str | None = None) -> Submission:
    """The report on one review, as the API would be sent it; the first one's, where none is named."""
    named = review_id or form.review_id or None
    said: dict[str, Any] = {
        "review_id": named,
        "review_url": None if named else form.review_url or None,
        "guideline": form.guideline or None,
        "explanation": form.explanation,
        "relation": form.relation or Relation.OTHER,
        "reporter": None if link else {"name": form.name, "email": form.email or None},
        "legal": claim_said(form.legal, form.elements),
        "good_faith": form.good_faith == "yes",
    }
    return validated(Submission, said)


def errors_of(form: Form, link: Link | None, desk: PublicDesk) -> list[FieldError]:
    """What the API's own model refuses, and what it would find only after that."""
    errors: list[FieldError] = []
    try:
        submission(form, link)
    except InvalidInput as refused:
        errors += refused.errors
    if form.link and link is None:
        errors.append(FieldError("/link_token", "expired"))
    if link is None and not form.email:
        errors.append(FieldError("/reporter/email", "is missing"))
    if not form.review_id and not review_named(form.review_url, desk):
        errors.append(FieldError("/review_url", "names no review"))
    if len(form.further.split()) > MOST_FURTHER:
        errors.append(FieldError("/further", "names too many"))
    if form.guideline and form.guideline not in desk.policy.ids:
        errors.append(FieldError("/guideline", "is unknown"))
    return errors


def mistakes_of(errors: Sequence[FieldError], form: Form) -> tuple[Mistake, ...]:
    """Each field once, in the order of the page; an empty field is told so, a filled one what is wrong with it."""
    places = list(dict.fromkeys(FIELDS.values()))
    at = places.index("legal") + 1
    places = [*places[:at], *elements(), *places[at:], "key"]
    found = {_field(error.pointer, form) for error in errors}
    return tuple(Mistake(field, _why(field, form)) for field in places if field in found)


def _field(pointer: str, form: Form) -> str:
    if pointer.startswith("/legal/"):
        return f"{form.legal}.{pointer.removeprefix('/legal/')}"
    return FIELDS.get(pointer, "key")


def _why(field: str, form: Form) -> str:
    if field in elements():
        element, said = elements()[field], form.elements.get(field, "")
        return "element_long" if said and element.most else f"element_{element.shape}"
    blank = is_blank(getattr(form, field))
    return f"{field}_missing" if blank and field in {"review_url", "explanation", "email"} else field


def link_of(token: str, desk: PublicDesk) -> Link | None:
    if not token:
        return None
    try:
        return read_link(token, desk.platform_keys, desk.clock())
    except InvalidInput:
        return None


def review_named(named: str, desk: PublicDesk) -> str:
    """The review that an id or an address names, known or not."""
    if re.fullmatch(REVIEW_ID, named):
        return named
    return desk.urls.review_id_of(named) or ""


def form_page(form: Form, link: Link | None, desk: PublicDesk, *, refused: bool = False) -> FormPage:
    known = re.fullmatch(REVIEW_ID, form.review_id)
    return FormPage(
        form=form,
        review=public_review(form.review_id, desk=desk) if known else None,
        families=families(desk.policy, form.lang),
        example=desk.urls.url_of("123"),
        link=link,
        link_refused=refused,
    )
