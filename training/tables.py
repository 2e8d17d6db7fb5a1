"""From texts to a table of signed bytes: features as the detectors see them, a linear model, its scale, its file."""

import json
import math
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from redress.detect.features import Token, pair_hash, passages, word_hashes
from redress.detect.folding import fold
from redress.detect.learnt import MAGIC
from redress.detect.talk import share, topics

SEED = 13
WHOLE = 100_000
FIRES_AT = 0.8  # the score that every table reaches exactly at the false-alarm rate it was set for
HINT_ONLY = 0.75  # the most that a table may say of which no honest review could tell how often it is wrong
SLOWEST = 1.0
_MOST_BYTE = 127

Unit = Sequence[Token]
Cues = Callable[[Unit], Sequence[int]]


class Texts(NamedTuple):
    """Parts of texts as rows of a matrix, and which text each part belongs to."""

    matrix: Any
    owner: Any
    size: int

    def best(self, of_parts: Any) -> Any:
        """What each text scores: its strongest part."""
        best = np.full(self.size, -30.0)
        np.maximum.at(best, self.owner, of_parts)
        return best

    def parts_of(self, chosen: Any) -> Any:
        return chosen[self.owner]


def hashes(unit: Sequence[Token], cues: Cues | None) -> "array[int]":
    found = array("I")
    for place, token in enumerate(unit):
        found.extend(word_hashes(token.word))
        if place:
            found.append(pair_hash(unit[place - 1].word, token.word))
    found.extend(cues(unit) if cues else ())
    return found


def read(
    texts: Sequence[str], bits: int, reach: int, cues: Cues | None = None, seen: Callable[[Unit], Unit] = tuple
) -> Texts:
    """Every part that the detectors would judge by itself."""
    parts, owner = [], []
    for number, text in enumerate(texts):
        for unit in passages(fold("text", text).text, reach):
            parts.append(hashes(seen(unit), cues))
            owner.append(number)
    return Texts(matrix(parts, bits), np.array(owner), len(texts))


def read_whole(texts: Sequence[str], bits: int, cues: Cues | None = None, seen: Callable[[Unit], Unit] = tuple) -> Any:
    """One row for each text, for learning from labels that were given to the whole. `seen`: the words as they count."""
    whole = [[token for part in passages(fold("text", text).text, WHOLE) for token in part] for text in texts]
    return matrix([hashes(seen(tokens), cues) for tokens in whole], bits)


def by_root(size: int) -> float:
    return 1 / math.sqrt(max(1, size))


def matrix(rows: Sequence["array[int]"], bits: int, each: Callable[[int], float] = by_root) -> Any:
    mask = (1 << bits) - 1
    ends = np.cumsum([0, *(len(row) for row in rows)])
    values = np.concatenate([np.full(len(row), each(len(row)), dtype=np.float32) for row in rows])
    places = np.concatenate([np.asarray(row, dtype=np.int64) & mask for row in rows])
    made = sparse.csr_matrix((values, places, ends), shape=(len(rows), 1 << bits))
    made.sum_duplicates()
    return made


def read_topics(texts: Sequence[Sequence[Sequence[Token]]], bits: int) -> Any:
    """One row for each text, of the words that say what it is about."""
    return matrix([topics(units) for units in texts], bits, share)


def fitted(rows: Any, labels: Any, *, strength: float = 1.0, by_rarity: bool = False) -> Any:
    """Both answers weigh the same, however many examples each has. `by_rarity`: what is rare may say more."""
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=80, tol=1e-3, random_state=SEED)
    if not by_rarity:
        return model.fit(rows, labels)
    seen = np.bincount(rows.indices, minlength=rows.shape[1])
    rarity = ((np.log((1 + rows.shape[0]) / (1 + seen)) + 1) / 4).astype(np.float32)
    model.fit(rows @ sparse.diags(rarity), labels)
    model.coef_ = model.coef_ * rarity
    return model


def out_of_fold(
    rows: Any, labels: Any, folds: Any, texts: Texts | None = None, owners: Any = None, *, by_rarity: bool = False
) -> Any:
    """Each text scored by a model that saw neither it nor anything of its fold. `folds` has a number for each row."""
    scores = np.zeros(texts.size if texts else rows.shape[0])
    for fold_number in np.unique(folds):
        model = fitted(rows[folds != fold_number], labels[folds != fold_number], by_rarity=by_rarity)
        if texts is None:
            scores[folds == fold_number] = model.decision_function(rows[folds == fold_number])
        else:
            mine = owners == fold_number
            scores[mine] = texts.best(model.decision_function(texts.matrix))[mine]
    return scores


def steepness(scores: Any, labels: Any) -> float:
    """How fast a likelihood grows with the score (Platt), from scores that were made out of fold.

    Never so slowly that every other text would be given as a hint.
    """
    model = LogisticRegression(C=1e6, class_weight="balanced").fit(np.asarray(scores).reshape(-1, 1), labels)
    return max(SLOWEST, float(model.coef_[0][0]))


def signed_bytes(weights: Any, *, cut: float = 0.9995) -> tuple[Any, float]:
    """The weights as signed bytes, and what one step of them is worth. The few that stand out are cut down."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), cut)) / _MOST_BYTE
    return np.clip(np.rint(weights / scale), -_MOST_BYTE, _MOST_BYTE).astype(np.int8), round(scale, 8)


def save(
    path: Path, model: Any, *, slope: float, bar: float, reach: int, ceiling: float = 1.0, simplified: bool = False
) -> int:
    """`bar` is the score at which the chosen share of harmless texts is reached."""
    table, scale = signed_bytes(model.coef_[0])
    header = {
        "reach": reach,
        **({"plain": 1} if simplified else {}),
        "ceiling": ceiling,
        "scale": scale,
        "bias": round(float(model.intercept_[0]), 5),
        "slope": round(slope, 5),
        "offset": round(math.log(FIRES_AT / (1 - FIRES_AT)) - slope * bar, 5),
    }
    return written(path, table, header)


def written(path: Path, table: Any, header: dict[str, float]) -> int:
    path.write_bytes(MAGIC + json.dumps(header).encode() + b"\n" + table.tobytes())
    return path.stat().st_size
