"""Which words insult: learnt word by word from comments in which people marked them."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from redress.detect.barbs import Barbs, marked, parts
from redress.detect.features import Token
from redress.detect.folding import Folded
from training import tables
from training.sources import Row

BITS = 18
WORTH_A_LOOK = -5.5
STRENGTH = 6.0


class Comment(NamedTuple):
    marks: frozenset[int]
    folded: Folded
    units: Sequence[Sequence[Token]]

    def is_marked(self, unit: Sequence[Token]) -> int:
        return int(not self.marks.isdisjoint(range(*self.folded.span(unit[0].start, unit[-1].end))))


class Words(NamedTuple):
    """One row of features for each word of all comments."""

    matrix: Any
    answers: Any
    owner: Any


def words(comments: Sequence[Comment]) -> Words:
    places, values, ends = array("I"), array("f"), [0]
    answers, owner = [], []
    for number, comment in enumerate(comments):
        for unit in comment.units:
            for place, token in enumerate(unit):
                for hashed, weight in parts(unit, place):
                    places.append(hashed & ((1 << BITS) - 1))
                    values.append(weight)
                ends.append(len(places))
                answers.append(int(comment.folded.span(token.start, token.end)[0] in comment.marks))
                owner.append(number)
    made = sparse.csr_matrix(
        (np.asarray(values), np.asarray(places, dtype=np.int64), np.array(ends)), shape=(len(answers), 1 << BITS)
    )
    made.sum_duplicates()
    return Words(made, np.array(answers), np.array(owner))


def fitted(found: Words, chosen: Any) -> tuple[Any, dict[str, float]]:
    """A table and its header, from the comments chosen."""
    mine = chosen[found.owner]
    model = LogisticRegression(C=STRENGTH, max_iter=50, tol=1e-3, random_state=tables.SEED)
    model.fit(found.matrix[mine], found.answers[mine])
    table, scale = tables.signed_bytes(model.coef_[0], cut=1.0)  # what stands out is what matters here
    header = {"scale": scale, "bias": round(float(model.intercept_[0]), 5), "worth_a_look": WORTH_A_LOOK}
    return table, header


def reader(table: Any, header: dict[str, float]) -> Barbs:
    return Barbs(array("b", table.tobytes()), header)


def save(path: Path, table: Any, header: dict[str, float]) -> int:
    return tables.written(path, table, header)


def agreement(comment: Comment, barbs: Barbs, *, fires: bool) -> float:
    """F1 over characters, as the makers of the comments count it: nothing marked and nothing to mark is right."""
    got: set[int] = set()
    if fires:
        for place in marked([barb for unit in comment.units for barb in barbs.found(unit)]):
            got.update(range(*comment.folded.span(*place)))
    if not comment.marks and not got:
        return 1.0
    return 2 * len(got & comment.marks) / (len(got) + len(comment.marks))


def as_comment(row: Row, folded: Folded, units: Sequence[Sequence[Token]]) -> Comment:
    return Comment(frozenset(row["meta"]["spans"]), folded, units)
