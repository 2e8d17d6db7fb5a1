"""The policy in the words of those who read it: each clause in their language, with examples, in one place for all."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from redress.model import COURT_ORDER, Decision
from redress.policy.guideline import Guideline, Policy
from redress.policy.loading import Loader

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "es", "fr", "ja")
_FOLDER = Path(__file__).with_name("languages")


class Clause(NamedTuple):
    """A guideline as people read it. `lang` is the language it is written in, where that is not the one asked for."""

    id: str
    title: str
    explanation: str = ""
    allowed: str = ""
    examples: tuple[str, ...] = ()
    lang: str = ""
    ordered: bool = False
    """By a court: it is no rule of ours."""


def clause(guideline: Guideline, lang: str) -> Clause:
    """In this language, as long as the translation is of this very version; else as the policy has it."""
    translated = _spoken(lang).get("guidelines", {}).get(guideline.id, {})
    if translated.get("version") == guideline.version:
        title, explanation, allowed = (translated[name].strip() for name in ("title", "explanation", "allowed"))
        return Clause(guideline.id, title, explanation, allowed, tuple(translated["examples"]))
    return Clause(
        guideline.id,
        guideline.title,
        guideline.explanation.strip(),
        guideline.not_a_violation.strip(),
        tuple(_spoken(ENGLISH)["guidelines"].get(guideline.id, {}).get("examples", ())),
        lang="" if lang == ENGLISH else ENGLISH,
    )


def clauses(ids: Iterable[str], policy: Policy, lang: str) -> tuple[Clause, ...]:
    """Grounds of a decision. One that the policy has dropped since is still named."""
    return tuple(ground(name, policy, lang) for name in ids)


def ground(name: str, policy: Policy, lang: str) -> Clause:
    if name == COURT_ORDER:
        return court_order(lang)
    return clause(policy.by_id[name], lang) if name in policy.by_id else Clause(name, name)


def grounds_of(decision: Decision, policy: Policy, lang: str) -> tuple[Clause, ...]:
    """What a decision rests on. What its explanation says of an order already is not said twice."""
    said = " ".join(decision.explanation.split())
    return tuple(
        each._replace(explanation="") if each.ordered and each.explanation in said else each
        for each in clauses(decision.grounds, policy, lang)
    )


def found(decision: Decision, lang: str) -> str:
    """What a machine has found, in this language; empty where a kind of evidence has no words in it."""
    said = _spoken(lang).get("found", {"kinds": {}})
    kinds = [said["kinds"].get(kind.partition(" (")[0]) for kind in decision.found]
    if not kinds or not all(kinds):
        return ""
    return str(said["sentence"].format(what=said["between"].join(dict.fromkeys(kinds))))


def court_order(lang: str) -> Clause:
    said = _spoken(lang).get("court_order")
    if said is None:
        return court_order(ENGLISH)._replace(lang=ENGLISH)
    return Clause(COURT_ORDER, said["title"], said["explanation"].strip(), ordered=True)


def elsewhere(policy: Policy, lang: str, redirect: str = "") -> tuple[Clause, ...]:
    """Where to turn with what is no case for us: by the redirect that is known, else all of them."""
    ways = _ways(policy, lang)
    return tuple(way for way in ways if way.id == redirect) or ways


def _ways(policy: Policy, lang: str) -> tuple[Clause, ...]:
    translated = _spoken(lang).get("redirects", {})
    return tuple(
        Clause(name, translated[name]["title"], translated[name]["explanation"])
        if name in translated
        else Clause(name, way.title, way.explanation, lang="" if lang == ENGLISH else ENGLISH)
        for name, way in policy.redirects.items()
    )


def day(moment: date, lang: str) -> str:
    """As it is written in this language; of a moment the day in UTC."""
    said = _spoken(lang)["days"]
    moment = moment.astimezone(UTC) if isinstance(moment, datetime) else moment
    number = said["first"] if moment.day == 1 else moment.day
    return str(said["day"].format(day=number, month=said["months"][moment.month - 1], year=moment.year))


def day_and_time(moment: datetime, lang: str) -> str:
    clock = f"{moment.astimezone(UTC):%H:%M}"
    return str(_spoken(lang)["days"]["moment"].format(day=day(moment, lang), clock=clock))


@cache
def _spoken(lang: str) -> Mapping[str, Any]:
    """Read when it is first asked for: most functions speak to nobody."""
    if lang not in LANGUAGES:
        return {}
    said: dict[str, Any] = yaml.load((_FOLDER / f"{lang}.yaml").read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe loader, in C where there is one
    return said
