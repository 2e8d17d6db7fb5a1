"""The index of texts: which reviews share words, a household or a day, in a constant number of reads and writes.

What is stored is hashes and ids, no words. It only leads to reviews: whether one of them stands, was removed and says
the same is read from the review, the removal and the snapshot themselves: a trace that was left behind finds nothing.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.phrases import Found, Phrases, Place
from redress.adapters.dynamodb.table import ConditionFailed, Table
from redress.detect.runs import Shape, words_of
from redress.errors import Contention
from redress.model import KnownReview, RemovedText, Review
from redress.model.review import Other, Pace

TRIES = 5
VERSION = "1"
"""Raised when the phrases of a text are chosen otherwise: each review is then put under its new ones."""

KEPT, SOUGHT = 16, 32
"""Marks of a text that it is kept under, and of another by which it is looked for, among those of its product."""
KEPT_OF_AUTHOR, SOUGHT_OF_AUTHOR = 8, 16
NEAREST = 8
"""Reviews that are compared word for word, of those that stand and of those that were removed."""

A_DAY = 100
"""Reviews of a product that one day holds; of a product with more, nobody can say that the day was unusual."""
USUAL_DAYS = 28
DAYS_KEPT = 62
PEERS = 24
"""Reviews of the same days that are looked at beside one."""


class Removed(NamedTuple):
    """What leads from a phrase to a removal: enough to read the removal and the words it was about."""

    product_id: str
    digest: str
    case_id: str
    review_id: str
    snapshot: str


class DynamoTextIndex:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._phrases = Phrases(table)

    # ------------------------------------------------------------------------------------------------ what is kept

    def follow(self, told: str | RemovedText) -> None:
        if isinstance(told, RemovedText):
            self._follow_removed(told)
        else:
            self._follow_review(told)

    def _follow_review(self, review_id: str) -> None:
        """What is kept is written down before it is kept: so that whatever comes between, it can be taken out."""
        stray: list[Key] = []
        for _ in range(TRIES):
            review = self._standing(review_id)
            noted = self._table.get(keys.phrases_of(review_id)) or {}
            wanted = list(dict.fromkeys(_kept(review))) if review else []
            held = [Key(*each) for each in json.loads(noted.get("held", "[]"))]
            revision, mark = noted.get("revision", 0), _mark(wanted)
            try:
                if noted.get("mark", _mark([])) != mark:
                    self._note(review_id, [*held, *wanted], "", revision)
                    self._phrases.take_out(review_id, "live", [key for key in held if key not in wanted])
                    self._keep(review_id, wanted)
                    self._note(review_id, wanted, mark, revision + 1)
            except ConditionFailed:
                stray += wanted  # another is about it too: what stands by now is read again
                continue
            self._phrases.take_out(review_id, "live", [key for key in stray if key not in wanted])
            return
        raise Contention("The phrases of a review changed too often.")

    def _standing(self, review_id: str) -> Review | None:
        item = self._table.get(keys.review(review_id))
        return None if item is None or item.get("gone") else KnownReview.model_validate_json(item["document"])

    def _follow_removed(self, removed: RemovedText) -> None:
        if not removed.review_id:
            return  # a removal from before there was an index
        judged = self._table.get(keys.snapshot(removed.review_id, removed.snapshot))
        if judged is None:
            return
        member = json.dumps([*Removed(**removed.model_dump(include=set(Removed._fields)))])
        wanted = _kept_removed(Review.model_validate_json(judged["document"]), removed)
        if self._table.get(keys.removed_text(removed)):
            self._phrases.add(member, "removed", map(Place, wanted))
        else:
            self._phrases.take_out(member, "removed", wanted)

    def _keep(self, review_id: str, wanted: Sequence[Key]) -> None:
        until = int(time.time()) + DAYS_KEPT * 24 * 3600
        places = [Place(key, A_DAY, until) if keys.is_posted(key) else Place(key) for key in wanted]
        self._phrases.add(review_id, "live", places)

    def _note(self, review_id: str, held: Sequence[Key], mark: str, revision: int) -> None:
        if not held:
            self._table.delete(keys.phrases_of(review_id), condition="revision = :read", given={":read": revision})
            return
        self._table.put(
            keys.phrases_of(review_id),
            {"held": json.dumps(list(dict.fromkeys(held))), "mark": mark, "revision": revision + 1},
            condition="revision = :read" if revision else "attribute_not_exists(pk)",
            given={":read": revision} if revision else None,
        )

    # ------------------------------------------------------------------------------------------------ what is found

    def others(self, review: Review) -> Sequence[Other]:
        sought = _Sought(review)
        found = self._phrases.read(sought.all)
        live, removed = sought.nearest(found)
        live = list(dict.fromkeys([*live, *sought.household(found), *sought.peers(found)]))
        wanted = [*map(keys.review, live), *(key for each in removed for key in _both(each))]
        items = self._table.get_all(wanted)
        judged = {(each.review_id, each.snapshot) for each in removed}
        return [
            *_removed_others(review, removed, items),
            *(other for other in _live_others(review, live, items) if (other.review_id, other.snapshot) not in judged),
        ]

    def pace(self, review: Review) -> Pace | None:
        if not (review.product_id and review.posted_at):
            return None
        pk, prefix = keys.posted(review.product_id)
        _, after = keys.posted(review.product_id, _day(review.posted_at, 1))
        days = self._table.query("pk", pk, below=("sk", after), limit=USUAL_DAYS + 2, backwards=True)
        counts = {item["sk"].removeprefix(prefix): len(item.get("live", ())) for item in days}
        return _pace(review.posted_at, counts)


def _mark(wanted: Sequence[Key]) -> str:
    return keys.phrase(VERSION, *(part for key in wanted for part in key)).pk


def _kept(review: Review) -> Iterator[Key]:
    """Where a review that stands is found."""
    shape = Shape.of(review.text)
    if shape.is_enough and review.product_id:
        yield from (keys.phrase("product", review.product_id, mark) for mark in shape.marks(KEPT))
    if shape.is_enough and review.author_id:
        yield from (keys.phrase("author", review.author_id, mark) for mark in shape.marks(KEPT_OF_AUTHOR))
    if review.product_id and review.household_id:
        yield keys.phrase("household", review.product_id, review.household_id)
    if review.product_id and review.posted_at and review.posted_at.timestamp() > time.time() - DAYS_KEPT * 24 * 3600:
        yield keys.posted(review.product_id, _day(review.posted_at))


def _kept_removed(review: Review, removed: RemovedText) -> Iterator[Key]:
    """Where removed words are found: by their product, by anybody, and the shortest by all of them at once."""
    marks = Shape.of(review.text).marks(KEPT)
    yield from (keys.phrase("product", removed.product_id, mark) for mark in marks)
    yield from (keys.phrase("removed", mark) for mark in marks)
    yield keys.phrase("words", removed.product_id, removed.digest)


class _Sought:
    """Where the reviews around one may be found: a hundred keys at the most, read in one call."""

    def __init__(self, review: Review) -> None:
        self._review = review
        shape, product = Shape.of(review.text), review.product_id
        marks = shape.marks(SOUGHT) if shape.is_enough else ()
        self._product = [keys.phrase("product", product, mark) for mark in marks] if product else []
        self._author = [keys.phrase("author", review.author_id, mark) for mark in marks[:SOUGHT_OF_AUTHOR]]
        self._removed = [keys.phrase("removed", mark) for mark in marks]
        digest = words_of(review.text)
        self._words = [keys.phrase("words", product, digest)] if product and digest else []
        together = product and review.household_id
        self._household = [keys.phrase("household", product, review.household_id)] if together else []
        posted = review.posted_at if product else None
        self._days = [keys.posted(product, _day(posted, back)) for back in (-1, 0)] if posted else []

    @property
    def all(self) -> Sequence[Key]:
        author = self._author if self._review.author_id else []
        return [*self._product, *author, *self._removed, *self._words, *self._household, *self._days]

    def nearest(self, found: Mapping[Key, Found]) -> tuple[Sequence[str], Sequence[Removed]]:
        """Those that share the most phrases, of the reviews that stand and of those that were removed."""
        live: Counter[str] = Counter()
        removed: Counter[str] = Counter()
        for key in (*self._product, *self._author, *self._removed, *self._words):
            here = found.get(key, Found())
            live.update(here.live - {self._review.review_id})
            removed.update(here.removed)
        gone = [Removed(*json.loads(member)) for member, _ in removed.most_common(NEAREST)]
        return [name for name, _ in live.most_common(NEAREST)], gone

    def household(self, found: Mapping[Key, Found]) -> Iterable[str]:
        return self._among(self._household, found)

    def peers(self, found: Mapping[Key, Found]) -> Iterable[str]:
        return self._among(reversed(self._days), found)[:PEERS]

    def _among(self, wanted: Iterable[Key], found: Mapping[Key, Found]) -> list[str]:
        return [
            name for key in wanted for name in sorted(found.get(key, Found()).live) if name != self._review.review_id
        ]


def _both(removed: Removed) -> tuple[Key, Key]:
    return _removal(removed), keys.snapshot(removed.review_id, removed.snapshot)


def _removal(removed: Removed) -> Key:
    return keys.removed_text(RemovedText(product_id=removed.product_id, digest=removed.digest, case_id=removed.case_id))


def _live_others(review: Review, names: Iterable[str], items: Mapping[Key, Mapping[str, Any]]) -> Iterator[Other]:
    for name in names:
        item = items.get(keys.review(name))
        if item and not item.get("gone"):
            yield _other(review, KnownReview.model_validate_json(item["document"]))


def _removed_others(
    review: Review, removed: Iterable[Removed], items: Mapping[Key, Mapping[str, Any]]
) -> Iterator[Other]:
    for each in removed:
        judged = items.get(keys.snapshot(each.review_id, each.snapshot))
        if judged and _removal(each) in items:
            yield _other(review, Review.model_validate_json(judged["document"]), removed=True)


def _other(review: Review, found: Review, *, removed: bool = False) -> Other:
    together = bool(review.household_id) and review.household_id == found.household_id
    own = bool(review.author_id) and review.author_id == found.author_id
    return Other(
        review_id=found.review_id,
        snapshot=found.snapshot,
        text=found.text,
        title=found.title,
        by="author" if own else "household" if together else "other",
        removed=removed,
        same_product=review.product_id == found.product_id,
        author_id=found.author_id,
        rating=found.rating,
        posted_at=found.posted_at,
        author_since=found.author_since,
    )


def _day(moment: datetime, later: int = 0) -> str:
    """So many days later, or earlier. Shops write an unknown time as the first or the last day of all calendars."""
    try:
        return f"{moment + timedelta(days=later):%Y-%m-%d}"
    except OverflowError:
        return f"{moment:%Y-%m-%d}"


def _pace(moment: datetime, counts: Mapping[str, int]) -> Pace | None:
    """How many came on the day and the one before, and how many usually do in two days; None past what is counted."""
    window = {_day(moment, -back) for back in (0, 1)}
    usual = {_day(moment, -back) for back in range(2, USUAL_DAYS + 2)} - window
    if any(counts.get(day, 0) >= A_DAY for day in usual):
        return None
    return Pace(
        in_window=sum(counts.get(day, 0) for day in window),
        usual=2 * sum(counts.get(day, 0) for day in usual) / USUAL_DAYS,
    )
