"""What English words mean, as far as it can be had by looking them up: vectors distilled from a sentence model.

Mapped, not loaded: hashes of words in order, and a row of signed bytes for each. Common words are short vectors, so
that a sum over a text is mostly made by the words that say what it is about. `training/distil.py` makes the file.
"""

import json
import math
import mmap
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from operator import mul
from typing import NamedTuple

from redress.detect.features import word_hash
from redress.detect.learnt import HOME

NAME = "words.vectors"
MAGIC = b"redress vectors 1\n"
FOREMOST = 64
_WORDS_KEPT = 8_192
_LENGTHS_KEPT = 32_768
_FLOATS = tuple(float(number) for number in (*range(128), *range(-128, 0)))  # each once; floats multiply faster


class Vector(NamedTuple):
    """`foremost` are the numbers in which words differ most, as a direction: enough to set one word beside another."""

    numbers: Sequence[float]
    length: float
    foremost: Sequence[float]
    foremost_length: float


class Vectors:
    """`longest` is as long as the vector of a rare word is."""

    def __init__(self, hashes: Sequence[int], rows: Sequence[int], header: dict[str, float]) -> None:
        self.longest = header["longest"]
        self._hashes, self._rows, self._dimensions = hashes, rows, int(header["dimensions"])
        self.of = lru_cache(maxsize=_WORDS_KEPT)(self._of)
        self.length = lru_cache(maxsize=_LENGTHS_KEPT)(self._length)

    def _of(self, word: str) -> Vector | None:
        """Nothing for a word that was never heard of."""
        row = self._row(word)
        return None if row is None else vector([_FLOATS[number] for number in row])

    def _length(self, word: str) -> float | None:
        """How much a word says, from 0 to about 1. Less to keep than all that it means."""
        row = self._row(word)
        return None if row is None else _length(row) / self.longest

    def _row(self, word: str) -> Sequence[int] | None:
        hashed = word_hash(word)
        place = bisect_left(self._hashes, hashed)
        if place == len(self._hashes) or self._hashes[place] != hashed:
            return None
        return self._rows[place * self._dimensions : (place + 1) * self._dimensions]


def vector(numbers: Iterable[float]) -> Vector:
    kept = tuple(numbers)
    foremost = kept[:FOREMOST]
    return Vector(kept, _length(kept), foremost, _length(foremost) or 1.0)


def _length(numbers: Sequence[float]) -> float:
    return math.sqrt(sum(map(mul, numbers, numbers)))


def total(of: Sequence[Vector]) -> Vector:
    return vector(map(sum, zip(*[each.numbers for each in of], strict=True)))


def weighed(of: Sequence[Vector], times: Sequence[float]) -> Vector:
    """Their sum, where each counts as often as `times` says, whatever its length."""
    each = [much / (one.length or 1.0) for one, much in zip(of, times, strict=True)]
    columns = zip(*[one.numbers for one in of], strict=True)
    return vector([sum(map(mul, each, column)) for column in columns])


def roughly_alike(one: Vector, other: Vector) -> float:
    """The same, of the foremost numbers alone: for the many times that word meets word."""
    alike: float = sum(map(mul, one.foremost, other.foremost))
    return alike / (one.foremost_length * other.foremost_length)


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of the angle between them."""
    lengths = one.length * other.length
    return sum(map(mul, one.numbers, other.numbers)) / lengths if lengths else 0.0


@cache
def vectors() -> Vectors:
    with (HOME / NAME).open("rb") as file:
        found = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    end = found.find(b"\n", len(MAGIC))
    if end < 0 or found[: len(MAGIC)] != MAGIC:
        raise ValueError(f"{NAME} is no file of vectors")
    header = json.loads(found[len(MAGIC) : end])
    start = end + 1 + 4 * header["words"]
    hashes = memoryview(found)[end + 1 : start].cast("I")
    return Vectors(hashes, memoryview(found)[start:].cast("b"), header)
