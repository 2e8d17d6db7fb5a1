"""The audit log: one entry for each move, chained by hash, with hashes of words and never words."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from pydantic import Field

from redress.model.words import Value, timestamp


class Entry(Value):
    """One thing that happened to a case. `before` is the hash of the entry before it: none is changed unseen."""

    case_id: str
    seq: int
    at: datetime
    actor: str
    act: str
    facts: dict[str, str] = Field(default_factory=dict)
    before: str = ""
    hash: str = ""

    def sealed(self) -> "Entry":
        return self.model_copy(update={"hash": self.expected_hash()})

    def expected_hash(self) -> str:
        body = [self.case_id, self.seq, timestamp(self.at), self.actor, self.act, self.facts, self.before]
        return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Anchor(Value):
    """Where a case's log stood: its last entry and how many there were. Kept outside the table, it fixes what was."""

    case_id: str
    entries: int
    hash: str


def hash_of(words: str) -> str:
    """Stands for a person's words in the log: erasing the words leaves the log whole."""
    return hashlib.sha256(words.encode()).hexdigest()


def first_broken_entry(
    entries: Iterable[Entry], head: str, count: int, anchored: Mapping[int, Collection[str]] = MappingProxyType({})
) -> int | None:
    """The sequence number of the first entry that was changed, dropped or added; None when the chain is whole.

    `head` and `count` lie on the case: without them a log cut off at its end would look whole. `anchored` are hashes by
    sequence number that were kept elsewhere: without them a log that was written anew, head and all, would. Two for one
    entry mean that it was another for a while.
    """
    before, seen = "", 0
    for entry in entries:
        seen += 1
        if entry.seq != seen or entry.before != before or entry.hash != entry.expected_hash():
            return seen
        if any(kept != entry.hash for kept in anchored.get(seen, ())):
            return seen
        before = entry.hash
    if seen < max(anchored, default=0):
        return seen + 1
    return None if before == head and seen == count else seen + 1
