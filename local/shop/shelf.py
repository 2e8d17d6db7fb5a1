"""What the shop remembers, in one SQLite file: a crash costs nothing that was answered."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from local.shop.stock import StockReview

SCHEMA = Path(__file__).with_name("shelf.sql")


@dataclass(frozen=True)
class Words:
    """What an author may write and edit."""

    rating: int
    lang: str
    title: str
    text: str


@dataclass(frozen=True)
class Review:
    number: int
    review_id: str
    product_id: str
    author_id: str
    rating: int
    lang: str
    title: str
    text: str
    posted_at: str
    edited_at: str
    verified: bool
    photos: int
    visible: bool
    grounds: tuple[str, ...]
    explanation: str
    last_sequence: int
    last_event: str
    last_case: str
    deleted: bool
    told: bool
    snapshot: str
    snapshot_of: str

    @property
    def shown(self) -> bool:
        return self.visible and not self.deleted

    @property
    def fingerprint(self) -> str:
        """Ours, of what a reader sees. It ties Redress's hash to the words it was made of."""
        seen = json.dumps([self.title, self.text, self.rating, self.photos], ensure_ascii=False)
        return sha256(seen.encode()).hexdigest()

    @property
    def current_snapshot(self) -> str:
        """Redress's hash of what stands here now; empty while Redress has not told us that one."""
        return self.snapshot if self.snapshot_of == self.fingerprint else ""


class Shelf:
    """One connection, one lock: a transaction at a time, as plain as a shop needs it."""

    def __init__(self, state_file: Path) -> None:
        state_file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(state_file, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")  # outlives a kill, which is what laptops do to it
        self._db.executescript(SCHEMA.read_text(encoding="utf-8"))

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what is read inside cannot change before it is acted on."""
        with self._lock:
            if self._db.in_transaction:  # part of a larger one, which ends it
                yield
                return
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield

    def execute(self, statement: str, **values: Any) -> int:
        """How many rows it changed."""
        with self.transaction():
            return self._db.execute(statement, values).rowcount

    def rows(self, query: str, **values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    # reviews

    def open_with(self, reviews: Mapping[str, StockReview]) -> None:
        """The stock goes on the shelf once; later openings keep what became of it. All are to be told of again."""
        with self.transaction():
            for review in reviews.values():
                self._db.execute(
                    "INSERT OR IGNORE INTO reviews"
                    " (review_id, product_id, author_id, rating, lang, title, text, posted_at, verified, photos)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(review.review_id, review.product_id, review.author_id, review.rating, review.lang),
                        *(review.title, review.text, review.posted_at.strftime("%Y-%m-%dT%H:%M:%SZ")),
                        *(review.verified, review.photos),
                    ),
                )
            self._db.execute("UPDATE reviews SET told = 0")

    def review(self, review_id: str) -> Review | None:
        return next(iter(self._reviews("WHERE review_id = :review_id", review_id=review_id)), None)

    def reviews(self) -> list[Review]:
        return self._reviews("ORDER BY number")

    def reviews_of_product(self, product_id: str) -> list[Review]:
        return self._reviews(
            "WHERE product_id = :product_id AND NOT deleted ORDER BY posted_at DESC", product_id=product_id
        )

    def reviews_by(self, author_id: str) -> list[Review]:
        return self._reviews(
            "WHERE author_id = :author_id AND NOT deleted ORDER BY posted_at DESC", author_id=author_id
        )

    def untold(self) -> list[Review]:
        return self._reviews("WHERE NOT told ORDER BY number")

    def next_review_id(self) -> str:
        (row,) = self.rows("SELECT coalesce(max(number), 0) + 1 AS next FROM reviews")
        return f"R{row['next']}"

    def add_review(self, product_id: str, author_id: str, words: Words, posted_at: str) -> Review:
        with self.transaction():
            review_id = self.next_review_id()
            self.execute(
                "INSERT INTO reviews (review_id, product_id, author_id, rating, lang, title, text, posted_at)"
                " VALUES (:review_id, :product_id, :author_id, :rating, :lang, :title, :text, :posted_at)",
                review_id=review_id,
                product_id=product_id,
                author_id=author_id,
                posted_at=posted_at,
                **vars(words),
            )
            return self._reviews("WHERE review_id = :review_id", review_id=review_id)[0]

    def edit_review(self, review_id: str, words: Words, edited_at: str) -> bool:
        """False when it is no longer there to be edited: removed or deleted meanwhile."""
        return bool(
            self.execute(
                "UPDATE reviews SET rating = :rating, lang = :lang, title = :title, text = :text,"
                " edited_at = :edited_at, told = 0 WHERE review_id = :review_id AND visible AND NOT deleted",
                review_id=review_id,
                edited_at=edited_at,
                **vars(words),
            )
        )

    def delete_review(self, review_id: str) -> None:
        self.execute("UPDATE reviews SET deleted = 1, told = 0 WHERE review_id = :review_id", review_id=review_id)

    def mark_told(self, review: Review, snapshot: str) -> None:
        """Only if it is still as it was told: whoever edits during the call is told of once more."""
        with self.transaction():
            now = self.review(review.review_id)
            if now and (now.fingerprint, now.deleted) == (review.fingerprint, review.deleted):
                self.execute(
                    "UPDATE reviews SET told = 1, snapshot = :snapshot, snapshot_of = :snapshot_of"
                    " WHERE review_id = :review_id",
                    snapshot=snapshot,
                    snapshot_of=review.fingerprint if snapshot else "",
                    review_id=review.review_id,
                )

                self.execute(
                    "INSERT OR IGNORE INTO snapshots (review_id, snapshot) VALUES (:review_id, :snapshot)",
                    review_id=review.review_id,
                    snapshot=snapshot,
                )

    def has_shown(self, review_id: str, snapshot: str) -> bool:
        """Whether this hash is of words that stood here, now or before."""
        return bool(
            self.rows(
                "SELECT 1 FROM snapshots WHERE review_id = :review_id AND snapshot = :snapshot",
                review_id=review_id,
                snapshot=snapshot,
            )
        )

    # bars, messages, deliveries

    def bars(self, author_id: str, product_id: str) -> list[str]:
        """The cases that hold one."""
        found = self.rows(
            "SELECT case_id FROM bars WHERE author_id = :author_id AND product_id = :product_id AND held"
            " ORDER BY case_id",
            author_id=author_id,
            product_id=product_id,
        )
        return [row["case_id"] for row in found]

    def messages_to(self, account: str, limit: int = 100) -> list[sqlite3.Row]:
        return self.rows(
            "SELECT * FROM messages WHERE account = :account ORDER BY received_at DESC, rowid DESC LIMIT :limit",
            account=account,
            limit=limit,
        )

    def count_messages_to(self, account: str) -> int:
        (row,) = self.rows("SELECT count(*) AS count FROM messages WHERE account = :account", account=account)
        return int(row["count"])

    def deliveries(self, limit: int = 200) -> list[sqlite3.Row]:
        return self.rows("SELECT * FROM deliveries ORDER BY number DESC LIMIT :limit", limit=limit)

    def _reviews(self, clause: str, **values: Any) -> list[Review]:
        return [_review(row) for row in self.rows(f"SELECT * FROM reviews {clause}", **values)]  # noqa: S608 (our words)


def _review(row: sqlite3.Row) -> Review:
    fields: dict[str, Any] = dict(row)
    for flag in ("verified", "visible", "deleted", "told"):
        fields[flag] = bool(fields[flag])
    grounds: Sequence[str] = json.loads(fields["grounds"])
    return Review(**{**fields, "grounds": tuple(grounds)})
