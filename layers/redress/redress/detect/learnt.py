"""Weights that were learnt from examples, read from a small file and mapped, not loaded. `training/` makes them.

A table of signed bytes, one for each hash; what a text scores is a sum over its words, so every word can say its share.
Such a score is a guess by likeness. It may bring a review before a person and can do nothing else.
"""

import json
import math
import mmap
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from redress.detect.context import Hint
from redress.detect.features import Token, pair_hash, passages, plain, word_hashes
from redress.detect.folding import Folded, Span

HOME = Path(__file__).with_name("weights")
MAGIC = b"redress weights 1\n"
WORTH_SAYING = 0.1
MOST = 0.94  # a guess by likeness is never sure
_SHARE_OF_THE_BEST = 0.34
_WORDS_KEPT = 32_768

Cues = Callable[[Sequence[Token]], Sequence[int]]


class Judged(NamedTuple):
    """How sure, and the part of the text that made it so."""

    score: float
    total: float
    unit: Sequence[Token]


class Weights:
    """One question's table. `scale` makes bytes into weights, `slope` and `offset` make a sum into a likelihood, which
    `ceiling` holds down where there were no honest reviews to say how often it would be wrong.
    """

    def __init__(self, table: Sequence[int], header: dict[str, float], cues: Cues | None = None) -> None:
        self.header = header
        self._table, self._mask = table, len(table) - 1
        self._scale, self._bias = header["scale"], header["bias"]
        self._slope, self._offset = header["slope"], header["offset"]
        self._as_learnt: Callable[[Sequence[Token]], Sequence[Token]] = plain if header.get("plain") else tuple
        self._reach, self._ceiling = int(header["reach"]), header["ceiling"]
        self._cues = cues
        self._word = lru_cache(maxsize=_WORDS_KEPT)(self._of_word)

    def judged(self, text: str) -> Judged | None:
        """The strongest of its parts; nothing where there are no words."""
        best: tuple[float, Sequence[Token]] | None = None
        for unit in map(self._as_learnt, passages(text, self._reach)):
            total = self.total(unit)
            if best is None or total > best[0]:
                best = total, unit
        if best is None:
            return None
        return Judged(min(MOST, self.likely(best[0])) * self._ceiling, *best)

    def likely(self, total: float) -> float:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self._slope * total + self._offset))))

    def total(self, unit: Sequence[Token]) -> float:
        """Longer parts have more to add up; the root of how many they are makes them comparable."""
        points, count = 0, 0
        before = ""
        for token in unit:
            of_word, features = self._word(token.word)
            points += of_word
            count += features
            if before:
                points += self._table[pair_hash(before, token.word) & self._mask]
                count += 1
            before = token.word
        cues = self._cues(unit) if self._cues else ()
        points += sum(self._table[cue & self._mask] for cue in cues)
        return self._bias + self._scale * points / math.sqrt(max(1, count + len(cues)))

    def heaviest(self, unit: Sequence[Token]) -> Iterator[Span]:
        """The words that weigh most."""
        shares = self._shares(unit)
        bar = max(shares, default=0.0) * _SHARE_OF_THE_BEST
        for token, share in zip(unit, shares, strict=True):
            if share > 0 and share >= bar:
                yield token.start, token.end

    def _shares(self, unit: Sequence[Token]) -> Sequence[float]:
        shares = [float(self._word(token.word)[0]) for token in unit]
        for place in range(1, len(unit)):
            pair = self._table[pair_hash(unit[place - 1].word, unit[place].word) & self._mask] / 2
            shares[place - 1] += pair
            shares[place] += pair
        return shares

    def _of_word(self, word: str) -> tuple[int, int]:
        hashes = word_hashes(word)
        return sum(self._table[each & self._mask] for each in hashes), len(hashes)


@cache
def weights(name: str, cues: Cues | None = None) -> Weights:
    return Weights(*mapped(name), cues)


@cache
def mapped_once(name: str) -> tuple[Sequence[int], dict[str, Any]]:
    return mapped(name)


def sigmoid(header: dict[str, float], features: Sequence[float]) -> float:
    """How likely, by a header that holds a weight for each feature."""
    total = header["bias"] + sum(header[f"of_{place}"] * value for place, value in enumerate(features))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def mapped(name: str) -> tuple[Sequence[int], dict[str, Any]]:
    """A table and its header, mapped when first asked for; the system keeps one copy for all who read it."""
    with (HOME / f"{name}.weights").open("rb") as file:
        found = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    end = found.find(b"\n", len(MAGIC))
    if end < 0 or found[: len(MAGIC)] != MAGIC:
        raise ValueError(f"{name}.weights is no file of weights")
    return memoryview(found)[end + 1 :].cast("b"), json.loads(found[len(MAGIC) : end])


def hints(text: Folded, name: str, guideline: str, says: str, cues: Cues | None = None) -> Iterator[Hint]:
    """What the weights say of a text, each heavy word a place."""
    table = weights(name, cues)
    found = table.judged(text.text)
    if found and found.score >= WORTH_SAYING:
        for place in table.heaviest(found.unit):
            yield Hint(guideline, found.score, says, text.field, text.span(*place))
