"""Finds reviews that seem to be about another product than the one they stand at: words that no one would use of it.

Meaning is looked up word by word (`vectors`), so it is a guess by likeness. It says nothing of a short text; where the
product's own name is used, hardly anything.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from redress.detect.context import Context, Hint, findings_from
from redress.detect.features import Token, tokens
from redress.detect.folding import Folded, fold
from redress.detect.languages import language_of
from redress.detect.learnt import MOST, WORTH_SAYING, mapped_once, sigmoid
from redress.detect.vectors import Vector, likeness, roughly_alike, total, vectors, weighed
from redress.model import Finding, Review

NAME = "wrong_product"
VERSION = "1"
GUIDELINE = "relevance.off_topic"
FEWEST_WORDS = 6  # that mean something, below which nothing is said
MOST_WORDS = 24  # that are looked at, and half as many of a title: those that mean most
_SAYS = "seems to be about another product than this one (learnt from examples: a guess, no proof)"
_MARKED = 3
_FOREMOST = 5
_ALIKE_FROM = 4
_BEGINNING = 3
_TOO_COMMON = 0.1
_UNHEARD_OF = 1.0  # what a word counts that has no vector: a name, mostly


class Word(NamedTuple):
    text: str
    start: int
    end: int
    vector: Vector | None
    weight: float


class Compared(NamedTuple):
    """A title and a text: `features` are what the judgement is learnt from, `strange` the words least like it."""

    features: tuple[float, ...]
    strange: Sequence[Word]


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    if not review.product_title:
        return
    title = meaningful(fold("title", review.product_title))[: MOST_WORDS // 2]
    for text in context.texts:
        if text.field == "text" and language_of(text.text, review.author_lang) == "en":
            found = compared(title, meaningful(text), thing)
            score = likely(found.features) if found else 0.0
            if found and score >= WORTH_SAYING:
                for word in found.strange:
                    yield Hint(GUIDELINE, score, _SAYS, text.field, text.span(word.start, word.end))


def likely(features: Sequence[float]) -> float:
    return min(MOST, sigmoid(mapped_once(NAME)[1], features))


def meaningful(text: Folded) -> Sequence[Word]:
    """The words that say what a text is about, each once; those that say most come first."""
    known = vectors()
    first: dict[str, Token] = {}
    for token in tokens(text.text):
        if token.word not in first and len(token.word) > 1 and token.word[0].isalpha():
            first[token.word] = token
    weights = [(known.length(word), token) for word, token in first.items()]
    weighed = [(_UNHEARD_OF if weight is None else weight, token) for weight, token in weights]
    kept = sorted(weighed, key=lambda pair: -pair[0])[:MOST_WORDS]
    return [Word(*token, known.of(token.word), weight) for weight, token in kept]


def compared(title: Sequence[Word], text: Sequence[Word], thing: Callable[[Word], float]) -> Compared | None:
    """`thing` says how likely a word is to name something that is sold, or a part or property of it."""
    named = [word for word in title if word.vector and word.vector.length]
    known = [word for word in text if word.vector and word.weight > _TOO_COMMON]
    if not named or len(known) < FEWEST_WORDS:
        return None
    shared = _shared(title, text)
    meant = [[roughly_alike(one.vector, other.vector) for other in known] for one in named]  # type: ignore[arg-type]
    named_things, known_things = (
        [thing(word) * word.weight for word in named],
        [thing(word) * word.weight for word in known],
    )
    by_meaning = dict(zip((word.text for word in named), map(max, meant), strict=True))
    close = [max(by_meaning.get(word.text, 0.0), alike) for word, alike in zip(title, shared, strict=True)]
    closest = [max(column) for column in zip(*meant, strict=True)]
    weights = [word.weight for word in title]
    whole_title, whole_text = _together(named), _together(known)
    sold, spoken_of = _together(named, named_things), _together(known, known_things)
    near = [sum(map(mul, named_things, column)) / (sold.length or 1.0) for column in zip(*meant, strict=True)]
    strangeness = [much * (1 - like) for much, like in zip(known_things, closest, strict=True)]
    foremost = sorted(range(len(known)), key=lambda place: -known_things[place])[:_FOREMOST]
    features = (
        likeness(whole_title, whole_text),
        sum(map(mul, close, weights)) / sum(weights),
        max(map(mul, close, weights)),
        sum(map(mul, shared, weights)),
        max(map(mul, shared, weights)),
        math.log(len(text)),
        whole_text.length / vectors().longest,
        likeness(sold, spoken_of),
        max(map(mul, map(max, meant), named_things)),
        max(map(mul, closest, known_things)),
        max(strangeness),
        sum(known_things[place] * closest[place] for place in foremost)
        / sum(known_things[place] for place in foremost),
        sum(map(mul, near, known_things)) / sum(known_things),
        max(known_things),
    )
    order = sorted(range(len(known)), key=lambda place: -strangeness[place])
    return Compared(features, [known[place] for place in order[:_MARKED]])


def _shared(title: Sequence[Word], text: Sequence[Word]) -> Sequence[float]:
    """For each word of the title, how nearly the text has it too. Only words with the same beginning are compared."""
    beginnings: dict[str, list[str]] = {}
    for word in text:
        beginnings.setdefault(word.text[:_BEGINNING], []).append(word.text)
    return [
        max((_spelled_alike(word.text, other) for other in beginnings.get(word.text[:_BEGINNING], ())), default=0.0)
        for word in title
    ]


def _together(words: Sequence[Word], times: Sequence[float] = ()) -> Vector:
    """The sum of what the words mean. With `times`, each counts as often as that says, whatever its length."""
    found = [word.vector for word in words if word.vector]
    return weighed(found, times) if times else total(found)


def thing(word: Word) -> float:
    return _thing(word.text)


@lru_cache(maxsize=8_192)
def _thing(word: str) -> float:
    vector, header = vectors().of(word), mapped_once(NAME)[1]
    return sold_things(header["thing_bias"], header["thing"], vector) if vector and vector.length else 0.5


def sold_things(bias: float, weights: Sequence[float], vector: Vector) -> float:
    total_of = bias + sum(map(mul, weights, vector.numbers)) / vector.length
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total_of))))


@lru_cache(maxsize=8_192)
def _spelled_alike(one: str, other: str) -> float:
    """1 for the same word; less for forms of it and slips of the pen."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _ALIKE_FROM:
        return 0.0
    ours, theirs = _pieces(one), _pieces(other)
    return len(ours & theirs) / len(ours | theirs)


def _pieces(word: str) -> set[str]:
    marked = f"<{word}>"
    return {marked[at : at + 4] for at in range(len(marked) - 3)}
