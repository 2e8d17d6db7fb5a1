"""Does an English text talk of people, or of a product? Rude words aside, or rudeness would count twice."""

import math
from array import array
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from redress.detect.abuse import lists
from redress.detect.features import Token, word_hash
from redress.detect.learnt import mapped

NAME = "talk.en"
FEW = 8  # a short text hardly says what it is about
_WORDS_KEPT = 16_384


def topics(units: Iterable[Sequence[Token]]) -> "array[int]":
    """What a text is judged by: a hash for each of its words that is on no list."""
    return array("I", (hashed for unit in units for token in unit if (hashed := _topic(token.word)) is not None))


def share(words: int) -> float:
    return 1 / math.sqrt(words + FEW)


class Talk:
    def __init__(self, table: Sequence[int], header: dict[str, float]) -> None:
        self._table, self._mask = table, len(table) - 1
        self._scale, self._bias = header["scale"], header["bias"]

    def of_people(self, units: Iterable[Sequence[Token]]) -> float:
        """Above 0 where it talks of people, below where it talks of a product."""
        found = topics(units)
        return self._bias + self._scale * share(len(found)) * sum(
            [self._table[hashed & self._mask] for hashed in found]
        )


@cache
def talk() -> Talk:
    return Talk(*mapped(NAME))


@lru_cache(maxsize=_WORDS_KEPT)
def _topic(word: str) -> int | None:
    return None if any(word in listed for listed in lists().values()) else word_hash(word)
