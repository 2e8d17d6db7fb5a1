"""The signs of French and Spanish: what a reader there sees before the words, and an editor's keyboard leaves out."""

import re
from collections.abc import Iterator

import pytest
import yaml

from redress.letters.rendering import LANGUAGES
from redress.pages.wording import texts
from redress.policy.templates import FILE

NARROW = "\u202f"
"""The space before a French sign: no line ends there."""


def sentences(lang: str) -> Iterator[str]:
    """Whatever we say in a language, wherever it stands."""
    templates = yaml.safe_load(FILE.read_text(encoding="utf-8"))[lang]
    policy = yaml.safe_load((FILE.parent / "languages" / f"{lang}.yaml").read_text(encoding="utf-8"))
    told: list[object] = [texts(lang), policy, templates, *LANGUAGES[lang]]
    while told:
        said = told.pop()
        if isinstance(said, dict | list):
            told.extend(said.values() if isinstance(said, dict) else said)
        elif isinstance(said, str):
            yield said


def test_french_signs_stand_apart_and_on_the_line_of_their_word() -> None:
    assert not [said for said in sentences("fr") if re.search(rf"[^{NARROW}][:;?!»]|«[^{NARROW}]|'", said)]


@pytest.mark.parametrize("opening, closing", ["¿?", "¡!", "«»"])
def test_what_is_closed_in_spanish_was_opened(opening: str, closing: str) -> None:
    assert not [said for said in sentences("es") if said.count(opening) != said.count(closing)]
