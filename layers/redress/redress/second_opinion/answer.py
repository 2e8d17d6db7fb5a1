"""What a language model answered: believed as far as it has the asked shape and quotes what stands there."""

import re
import unicodedata
from typing import Annotated

from pydantic import Field, ValidationError

from redress.errors import NoOpinion
from redress.model import Finding, Value
from redress.policy import SECOND_OPINION
from redress.second_opinion.question import PROMPT, Passage, Question

LONGEST = 8_000
SUREST = 0.95
"""A model that is certain is not surer than that."""
NEEDS_A_QUOTE = 0.5
NAMES_A_PLACE = re.compile(r"https?:|www\.|@|\w\.[a-z]{2,}/", re.IGNORECASE)


class Opinion(Value):
    """One entry of the answer."""

    guideline: str = Field(max_length=64)
    likelihood: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    quotes: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=400)], ...], Field(max_length=5)]
    why: Annotated[str, Field(min_length=1, max_length=600)]


class Opinions(Value):
    """The answer."""

    opinions: Annotated[tuple[Opinion, ...], Field(max_length=5)]


def opinions_in(words: str, question: Question, *, by: str) -> tuple[Finding, ...]:
    """A finding for each guideline that was asked about. Pure; NoOpinion for all that is not what was asked for.

    Who quotes words that are not there has not read the review, or was told what to say: nothing of it is kept.
    """
    try:
        said = Opinions.model_validate_json(words[:LONGEST].strip(), strict=True).opinions
    except (ValidationError, RecursionError) as shapeless:
        raise NoOpinion("unusable", "The answer does not have the asked shape.") from shapeless
    if sorted(each.guideline for each in said) != sorted(question.guidelines):
        raise NoOpinion("unusable", "The answer is about other guidelines than was asked.")
    return tuple(_finding(each, question, by) for each in said)


def _finding(opinion: Opinion, question: Question, by: str) -> Finding:
    found = [_place(quote, question) for quote in opinion.quotes]
    places = [place for place in found if place is not None]
    if len(places) < len(opinion.quotes):
        raise NoOpinion("unusable", "The answer quotes words that are not in the review.")
    if opinion.likelihood >= NEEDS_A_QUOTE and not places:
        raise NoOpinion("unusable", "The answer names no place for what it holds to be likely.")
    field = "text" if any(passage.field == "text" for passage, _ in places) else "title"
    spans = sorted({span for passage, span in places if passage.field == field})
    return Finding(
        guideline=opinion.guideline,
        score=round(min(opinion.likelihood, SUREST), 3),
        fired=False,
        spans=tuple(spans) if opinion.likelihood >= NEEDS_A_QUOTE else (),
        field="title" if places and field == "title" else "text",
        detector=SECOND_OPINION,
        version=f"{by} prompt {PROMPT}",
        reason=f"A language model: {_plain(opinion.why)}",
    )


def _place(quote: str, question: Question) -> tuple[Passage, tuple[int, int]] | None:
    """Where the quoted words stand in the original; None where they do not."""
    for passage in reversed(question.passages):
        start = passage.shown.find(quote)
        if start >= 0:
            return passage, (passage.places[start], passage.places[start + len(quote) - 1] + 1)
    return None


def _plain(why: str) -> str:
    """A reason that may have been put into the model's mouth: one line, nothing that leads anywhere."""
    line = " ".join(
        "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in why).split(),
    )
    return line[:300] if line and not NAMES_A_PLACE.search(line) else "gave no reason that can be shown."
