"""The law path of the form: what each kind of claim must say, read off the model, so that the two never part."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from redress.model.legal import CLAIMS, LONGEST_LINE, LegalClaim
from redress.model.words import is_blank
from redress.pages.wording import texts
from redress.policy.wording import day

Shape = Literal["line", "words", "day", "tick"]


class Element(NamedTuple):
    """One thing that a claim says. `field` is its name in the form."""

    field: str
    name: str
    shape: Shape
    required: bool
    most: int


class Path(NamedTuple):
    """A kind of claim, with its elements in the order in which they are asked for."""

    kind: str
    elements: tuple[Element, ...]


@cache
def paths() -> tuple[Path, ...]:
    return tuple(_path(claim.model_fields) for claim in CLAIMS)


@cache
def elements() -> Mapping[str, Element]:
    """Every element of every kind, by its field."""
    return {element.field: element for path in paths() for element in path.elements}


def claim_said(kind: str, said: Mapping[str, str]) -> dict[str, Any] | None:
    """The claim as the API would be sent it: what was left empty is left out."""
    if not kind:
        return None
    mine = (element for element in elements().values() if element.field.startswith(f"{kind}."))
    given = {element.name: _given(element, said.get(element.field, "")) for element in mine}
    return {"kind": kind, **{name: value for name, value in given.items() if value not in {"", None}}}


def claim_lines(claim: LegalClaim, lang: str) -> Iterator[tuple[str, str]]:
    """A claim as its reporter reads it: each element's name, and what was said of it."""
    for name, said in claim:
        if name != "kind" and said:
            yes = texts(lang)["law"]["confirmed"]
            yield name, yes if said is True else day(said, lang) if isinstance(said, date) else str(said)


def _given(element: Element, text: str) -> str | bool | None:
    if element.shape == "tick":
        return True if text == "yes" else None
    return "" if is_blank(text) else text


def _path(fields: Mapping[str, FieldInfo]) -> Path:
    (kind,) = get_args(fields["kind"].annotation)
    return Path(kind.value, tuple(_asked(kind.value, fields)))


def _asked(kind: str, fields: Mapping[str, FieldInfo]) -> Iterator[Element]:
    for name, field in fields.items():
        if name != "kind":
            most = next((limit.max_length for limit in field.metadata if isinstance(limit, MaxLen)), 0)
            yield Element(f"{kind}.{name}", name, _shape(most, field), field.is_required(), most)


def _shape(most: int, field: FieldInfo) -> Shape:
    if most:
        return "line" if most <= LONGEST_LINE else "words"
    return "tick" if True in get_args(field.annotation) else "day"
