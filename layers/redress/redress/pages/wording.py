"""The words of the pages: one file for each language."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from redress.policy import Policy
from redress.policy.loading import Loader
from redress.policy.wording import LANGUAGES, Clause, clause

_FOLDER = Path(__file__).with_name("texts")
_ACCEPTED = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,40})?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?")


class Family(NamedTuple):
    """Guidelines that stand together in the form, under a title in plain words."""

    title: str
    clauses: tuple[Clause, ...]


@cache
def texts(lang: str) -> Mapping[str, Any]:
    """Read once in a process, and only the languages that are asked for."""
    written = (_FOLDER / f"{lang}.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.load(written, Loader=Loader)  # noqa: S506 - a safe loader, in C where there is one
    return said


def chosen(*wishes: str) -> str:
    """The first of the wishes that we can speak: a code such as `de`, `ja-JP`, or a whole Accept-Language header."""
    for wish in wishes:
        for code in _by_preference(wish[:500]):
            if code in LANGUAGES:
                return code
    return LANGUAGES[0]


def _by_preference(header: str) -> list[str]:
    weighed = []
    for part in header.split(","):
        found = _ACCEPTED.fullmatch(part)
        if found and float(found[2] or 1) > 0:
            weighed.append((-float(found[2] or 1), found[1].lower()))
    return [code for _, code in sorted(weighed, key=lambda each: each[0])]


def families(policy: Policy, lang: str) -> tuple[Family, ...]:
    """All that a review may not do, in the policy's order, together by the first part of their ids."""
    titles = texts(lang)["families"]
    together: dict[str, list[Clause]] = {}
    for guideline in policy.guidelines:
        name = guideline.id.partition(".")[0]
        together.setdefault(titles.get(name, titles["other"]), []).append(clause(guideline, lang))
    return tuple(Family(title, tuple(found)) for title, found in together.items())
