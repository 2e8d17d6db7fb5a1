"""Explanations to begin with, in the guideline's own words: a person adds what is particular and answers for it all."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from redress.policy.guideline import Guideline, Policy
from redress.policy.loading import Loader
from redress.policy.wording import LANGUAGES, Clause, clause, court_order, elsewhere

FILE = Path(__file__).with_name("templates.yaml")

Said = Mapping[str, Mapping[str, str]]
"""By outcome and then by language."""


def templates_of(guideline: Guideline) -> Said:
    """For each outcome that names a guideline; only in languages that this version of it is written in."""
    clauses = [clause(guideline, lang)._replace(lang=lang) for lang in LANGUAGES if not clause(guideline, lang).lang]
    return {
        "remove": {said.lang: _filled("remove", said) for said in clauses},
        "keep": {
            said.lang: _join(_filled("keep", said), _filled("beside", said) if said.allowed else "") for said in clauses
        },
    }


def order_templates() -> Said:
    """Where a court has ordered it: nothing is said of guidelines."""
    return {"remove": {lang: _filled("ordered", court_order(lang)._replace(lang=lang)) for lang in LANGUAGES}}


def redirect_templates(name: str, policy: Policy) -> Said:
    """Where to turn instead, as whoever is sent on by the policy itself reads it; only in languages that have it."""
    ways = ((lang, way) for lang in LANGUAGES for way in elsewhere(policy, lang, name))
    return {"out_of_scope": {lang: way.explanation for lang, way in ways if not way.lang}}


def _filled(frame: str, said: Clause) -> str:
    text: str = _file()[said.lang][frame]
    return text.format(title=said.title, explanation=said.explanation, allowed=said.allowed).strip()


def _join(said: str, beside: str) -> str:
    """Japanese puts nothing between its sentences."""
    return said + beside if said.endswith("。") else f"{said} {beside}".strip()


def plain_templates() -> Said:
    """Where no guideline is named."""
    outcomes = _file()[LANGUAGES[0]]["plain"]
    return {outcome: {lang: _file()[lang]["plain"][outcome] for lang in LANGUAGES} for outcome in outcomes}


@cache
def _file() -> dict[str, Any]:
    said: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe loader
    return said
