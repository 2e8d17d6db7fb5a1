"""Which words of an English text insult, each judged beside its neighbours: "idiot proof" is none, "what an idiot" is.

Learnt from comments in which people marked the insulting words. Used to show where a text is hostile, and as one of the
things that say how hostile it is.
"""

import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from redress.detect.abuse import lists
from redress.detect.features import Token, pair_hash, word_hashes
from redress.detect.folding import Span
from redress.detect.learnt import mapped

NAME = "barbs.en"
NO_BARB = -6.0  # what most words score: they need no look at their neighbours
TOGETHER = 0.5  # what a pair counts beside a word
_WORDS_KEPT = 16_384
_LEFT, _RIGHT = "<", ">"
_SURE = -0.2
_NEAR_THE_BEST = 1.0
_POSSIBLE = -3.5

Part = tuple[int, float]


class Barb(NamedTuple):
    token: Token
    score: float


def of_itself(word: str) -> Iterator[Part]:
    """Places in the table that a word draws on, and how much of each: its pieces, itself, the lists it is on."""
    pieces = word_hashes(word)
    for piece in pieces:
        yield piece, 1 / math.sqrt(len(pieces))
    yield _hashed(f"itself {word}"), 1.0
    for listed in _lists_with(word):
        yield _hashed(f"list {listed}"), 1.0


def as_neighbour(word: str, side: str) -> Iterator[Part]:
    yield _hashed(side + word), 0.4
    yield _hashed(f"{side} {_lists_with(word)}"), 0.6


def at_the_edge(side: str) -> Iterator[Part]:
    yield _hashed(side), 0.5


def together(first: str, second: str) -> Part:
    return pair_hash(first, second), TOGETHER


def parts(unit: Sequence[Token], place: int) -> Iterator[Part]:
    """All that one word of a passage is judged by."""
    word = unit[place].word
    yield from of_itself(word)
    for side, beside in ((_LEFT, place - 1), (_RIGHT, place + 1)):
        if 0 <= beside < len(unit):
            neighbour = unit[beside].word
            yield from as_neighbour(neighbour, side)
            yield together(neighbour, word) if side == _LEFT else together(word, neighbour)
        else:
            yield from at_the_edge(side)


class Barbs:
    def __init__(self, table: Sequence[int], header: dict[str, float]) -> None:
        self._table, self._mask = table, len(table) - 1
        self._scale, self._bias = header["scale"], header["bias"]
        self._worth_a_look = header["worth_a_look"]
        self._word = lru_cache(maxsize=_WORDS_KEPT)(self._of_word)
        self._before, self._after = (self._sum(at_the_edge(side)) for side in (_LEFT, _RIGHT))

    def found(self, unit: Sequence[Token]) -> Iterator[Barb]:
        """Words that could be one, with how sure it is: 0 is as likely as not."""
        words = [self._word(token.word) for token in unit]
        table, mask, each = self._table, self._mask, self._scale * TOGETHER
        pairs = [each * table[pair_hash(one.word, two.word) & mask] for one, two in pairwise(unit)]
        last = len(unit) - 1
        for place, token in enumerate(unit):
            score = words[place].own
            if score >= self._worth_a_look:
                score += words[place - 1].to_the_right + pairs[place - 1] if place else self._before
                score += words[place + 1].to_the_left + pairs[place] if place < last else self._after
                yield Barb(token, score)

    def _of_word(self, word: str) -> "_Sums":
        own = self._bias + self._sum(of_itself(word))
        return _Sums(own, self._sum(as_neighbour(word, _LEFT)), self._sum(as_neighbour(word, _RIGHT)))

    def _sum(self, drawn: Iterable[Part]) -> float:
        return self._scale * sum([self._table[place & self._mask] * weight for place, weight in drawn])


class _Sums(NamedTuple):
    """What a word adds: by itself, to the word on its right, to the word on its left."""

    own: float
    to_the_right: float
    to_the_left: float


def marked(barbs: Sequence[Barb]) -> Iterator[Span]:
    """The places to show: words that are likely, or nearly as likely as the likeliest. Side by side they are one."""
    best = max((barb.score for barb in barbs), default=NO_BARB)
    start = end = -1
    for token, score in barbs:
        if score > _SURE or (score > _POSSIBLE and score >= best - _NEAR_THE_BEST):
            if start >= 0 and token.start > end + 1:
                yield start, end
                start = -1
            start, end = token.start if start < 0 else start, token.end
    if start >= 0:
        yield start, end


@cache
def barbs() -> Barbs:
    return Barbs(*mapped(NAME))


@lru_cache(maxsize=_WORDS_KEPT)
def _lists_with(word: str) -> tuple[str, ...]:
    return tuple(name for name, listed in lists().items() if word in listed)


def _hashed(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))
