"""A text as runs of words that can be compared with another's, and the few of them by which it is found again."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from redress.detect.folding import Folded, Span, fold

_COMMON = Path(__file__).with_name("phrases") / "common_words.txt"
_UNIT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\\W_]{1,40}")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WEIGHT = 2.0  # eight words, or six of which one tells something
_LETTERS = 16  # letters and digits that a text needs before it counts as somebody's own


class Measure(NamedTuple):
    """What is a run, and how many units are worth comparing, where words are written apart and where they are not."""

    run: int
    mark: int
    enough: int
    telling: int
    passage: int
    telling_in_passage: int


WORDS = Measure(run=3, mark=4, enough=6, telling=3, passage=10, telling_in_passage=4)
LETTERS = Measure(run=6, mark=8, enough=25, telling=0, passage=24, telling_in_passage=0)


class Shape:
    """A text's units (words, or letters where no spaces are written) with their places."""

    def __init__(self, text: Folded, measure: Measure | None = None) -> None:
        found = list(_UNIT.finditer(text.text))
        self.units: Sequence[str] = [match.group() for match in found]
        self.places: Sequence[Span] = [text.span(*match.span()) for match in found]
        wide = sum(1 for unit in self.units if _WIDE.match(unit))
        self.measure = measure or (LETTERS if wide * 2 > len(self.units) else WORDS)

    @classmethod
    def of(cls, text: str, measure: Measure | None = None) -> "Shape":
        return cls(fold("text", text), measure)

    @cached_property
    def runs(self) -> Sequence[str]:
        return list(self._runs(self.measure.run))

    @property
    def is_enough(self) -> bool:
        """Long enough to be somebody's own: "Great product!" is not. The fewer the words, the more they must tell."""
        weight = len(self.units) / 4 + self.telling(0, len(self.units))
        return len(self.units) >= self.measure.enough and weight >= _WEIGHT

    @property
    def is_common(self) -> bool:
        """Said with hardly a word that not every review has: several who say the same may do so by chance."""
        return self.telling(0, len(self.units)) < self.measure.telling

    def telling(self, start: int, end: int) -> int:
        """How many different words between two places are not what everybody says."""
        return len(set(self.units[start:end]) - _common())

    def marks(self, most: int) -> Sequence[str]:
        """The text's marks, the farthest-seen first: hashes of runs, each the least of a wide stretch around it.

        Two texts that share a stretch share the marks that lie in it, whatever stands around, and of a longer stretch
        the wider ones: so that few are enough, and the first marks of one text are looked for among more of another.
        """
        hashes = [_hashed(run) for run in self._runs(self.measure.mark)]
        order = sorted(zip(_reaches(hashes), hashes, strict=True), key=lambda each: (-each[0], each[1]))
        return [f"{value:016x}" for value in dict.fromkeys(value for _, value in order)][:most]

    def _runs(self, length: int) -> Iterator[str]:
        for start in range(len(self.units) - length + 1):
            yield " ".join(self.units[start : start + length])


def words_of(text: str) -> str:
    """A hash of the words alone: case, spacing, accents, look-alikes and punctuation do not make another text of them.

    Empty for a text so short that many people would write it by chance: those are nobody's.
    """
    letters = "".join(letter for letter in fold("text", text).text if letter.isalnum())
    return sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()[:32] if len(letters) >= _LETTERS else ""


def _hashed(run: str) -> int:
    return int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _reaches(hashes: Sequence[int]) -> Sequence[int]:
    """Over how wide a stretch each hash is the least: in one pass, whatever a text is made of."""
    left, right = [-1] * len(hashes), [len(hashes)] * len(hashes)
    rising: list[int] = []
    for place, value in enumerate(hashes):
        while rising and hashes[rising[-1]] > value:
            right[rising.pop()] = place
        left[place] = rising[-1] if rising else -1
        rising.append(place)
    return [after - before for before, after in zip(left, right, strict=True)]


@cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
