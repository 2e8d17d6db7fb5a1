"""The words of the pages: one file for each language, and the policy's clauses in that language."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from redress.policy import Guideline, Policy

LANGUAGES = ("en", "de", "ja")
_FOLDER = Path(__file__).with_name("texts")
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ACCEPTED = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,40})?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?")


class Clause(NamedTuple):
    """A guideline as people read it. `lang` is the language it is written in, where that differs from the page's."""

    id: str
    title: str
    explanation: str = ""
    allowed: str = ""
    lang: str = ""


class Family(NamedTuple):
    """Guidelines that stand together in the form, under a title in plain words."""

    title: str
    clauses: tuple[Clause, ...]


@cache
def texts(lang: str) -> Mapping[str, Any]:
    """Read once in a process, and only the languages that are asked for."""
    written = (_FOLDER / f"{lang}.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.load(written, Loader=_Loader)  # noqa: S506 - a safe loader, in C where there is one
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


def clause(guideline: Guideline, lang: str) -> Clause:
    """In the page's language, as long as the translation is of this very version; else as the policy has it."""
    translated = (texts(lang).get("guidelines") or {}).get(guideline.id)
    if translated and translated["version"] == guideline.version:
        said = (str(translated[name]).strip() for name in ("title", "explanation", "allowed"))
        return Clause(guideline.id, *said)
    return Clause(
        guideline.id,
        guideline.title,
        guideline.explanation.strip(),
        guideline.not_a_violation.strip(),
        lang="" if lang == LANGUAGES[0] else LANGUAGES[0],
    )


def clauses(ids: Iterable[str], policy: Policy, lang: str) -> tuple[Clause, ...]:
    """Grounds of a decision. One that the policy has dropped since is still named."""
    return tuple(clause(policy.by_id[name], lang) if name in policy.by_id else Clause(name, name) for name in ids)


def families(policy: Policy, lang: str) -> tuple[Family, ...]:
    """All that a review may not do, in the policy's order, together by the first part of their ids."""
    titles = texts(lang)["families"]
    together: dict[str, list[Clause]] = {}
    for guideline in policy.guidelines:
        name = guideline.id.partition(".")[0]
        together.setdefault(titles.get(name, titles["other"]), []).append(clause(guideline, lang))
    return tuple(Family(title, tuple(found)) for title, found in together.items())


def elsewhere(policy: Policy, lang: str) -> tuple[Clause, ...]:
    """Where to turn with what is no case for us."""
    translated = texts(lang).get("redirects") or {}
    return tuple(
        Clause(name, translated[name]["title"], translated[name]["explanation"])
        if name in translated
        else Clause(name, way.title, way.explanation, lang="" if lang == LANGUAGES[0] else LANGUAGES[0])
        for name, way in policy.redirects.items()
    )


def day(moment: datetime, lang: str) -> str:
    said, moment = texts(lang), moment.astimezone(UTC)
    return str(said["day"].format(day=moment.day, month=said["months"][moment.month - 1], year=moment.year))


def day_and_time(moment: datetime, lang: str) -> str:
    return str(texts(lang)["moment"].format(day=day(moment, lang), clock=f"{moment.astimezone(UTC):%H:%M}"))
