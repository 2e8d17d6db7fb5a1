"""The shape of every key, once. Indexes that all writers share are spread over shards by what they name."""

import json
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

from redress.model import (
    Action,
    Answer,
    Appeal,
    Bar,
    Case,
    Decision,
    Entry,
    Notice,
    RemovedText,
    Report,
    Side,
    Subject,
    timestamp,
)
from redress.ports.desk import Kin

QUEUE_SHARDS = 4
OVERDUE_SHARDS = 4
CASE_SHARDS = 4


class Key(NamedTuple):
    pk: str
    sk: str


def shard(name: str, of: int) -> int:
    return crc32(name.encode()) % of


def report(report_id: str) -> Key:
    return Key(f"REPORT#{report_id}", "REPORT")


def review(review_id: str) -> Key:
    return Key(f"REVIEW#{review_id}", "REVIEW")


def snapshot(review_id: str, digest: str) -> Key:
    return Key(f"REVIEW#{review_id}", f"SNAPSHOT#{digest}")


def subject(of: Subject) -> str:
    return f"REVIEW#{of.id}" if of.kind == "review" else f"MAIL#{of.id}"


def case(of: Subject, round_: int) -> Key:
    return Key(subject(of), f"CASE#{round_:06d}")


def rounds(of: Subject) -> Key:
    """Where all cases of a subject begin."""
    return Key(subject(of), "CASE#")


def round_of(sk: str) -> int | None:
    """The round of a case's sort key; None for whatever else lies there."""
    return int(sk.removeprefix("CASE#")) if sk.startswith("CASE#") else None


def entries(of: Subject, round_: int) -> Key:
    return Key(subject(of), f"ENTRY#{round_:06d}#")


def entry(of: Case, item: Entry) -> Key:
    return Key(subject(of.subject), f"ENTRY#{of.round:06d}#{item.seq:06d}")


def decision(of: Subject, round_: int, number: int) -> Key:
    return Key(subject(of), f"DECISION#{round_:06d}#{number:03d}")


def appeal(of: Case, decision_number: int, side: Side) -> Key:
    return Key(subject(of.subject), f"APPEAL#{of.round:06d}#{decision_number:03d}#{side}")


def answers(of: Subject, round_: int, report_id: str = "") -> Key:
    """Where the answers of a case begin, or those of one of its reports."""
    return Key(subject(of), f"ANSWER#{round_:06d}#{report_id}")


def answer(of: Case, item: Answer) -> Key:
    return Key(subject(of.subject), f"ANSWER#{of.round:06d}#{item.report_id}#{item.question:012d}")


def action(review_id: str, sequence: int) -> Key:
    return Key(f"REVIEW#{review_id}", f"ACTION#{sequence:08d}")


def actions(review_id: str) -> Key:
    """Where all actions on a review begin."""
    return Key(f"REVIEW#{review_id}", "ACTION#")


def bars(author_id: str, product_id: str) -> Key:
    """Where all bars of an author from a product begin."""
    return Key(f"AUTHOR#{author_id}", f"BAR#{product_id}#")


def bar(of: Bar) -> Key:
    return Key(f"AUTHOR#{of.author_id}", f"BAR#{of.product_id}#{of.case_id}")


def removed_text(of: RemovedText) -> Key:
    return Key(f"PRODUCT#{of.product_id}", f"REMOVED#{of.digest}#{of.case_id}")


def is_removed_text(sk: str) -> bool:
    return sk.startswith("REMOVED#")


def phrase(*named: str) -> Key:
    """Where the reviews that share something are found: a mark of their words, a household. Spread by its hash."""
    digest = blake2b(json.dumps(named).encode(), digest_size=16).hexdigest()
    return Key(f"PHRASE#{digest}", "PHRASE")


def phrases_of(review_id: str) -> Key:
    """Under which phrases a review is found, so that it can be taken out again."""
    return Key(f"REVIEW#{review_id}", "PHRASES")


def posted(product_id: str, day: str = "") -> Key:
    """The reviews of a product of one day, or where its days begin."""
    return Key(f"PRODUCT#{product_id}", f"POSTED#{day}")


def is_posted(key: Key) -> bool:
    return key.sk.startswith("POSTED#")


def mail(key: str) -> Key:
    return Key(f"MAIL#{key}", "MAIL")


def notice(notice_id: str) -> Key:
    return Key(f"NOTICE#{notice_id}", "NOTICE")


def address(digest: str) -> Key:
    return Key(f"ADDRESS#{digest}", "ADDRESS")


def held(digest: str, notice_id: str) -> Key:
    return Key(f"ADDRESS#{digest}", f"HELD#{notice_id}")


def count(what: str, period: str) -> Key:
    return Key(f"COUNT#{what}", period)


def standing(digest: str) -> Key:
    return Key(f"REPORTER#{digest}", "STANDING")


def pointer(reference: str) -> Key:
    return Key(f"REF#{reference}", "REF")


def kin(of: Kin, name: str) -> Key:
    """Where the cases of an author, of a product or on the same words begin, by when they were opened."""
    return Key(f"{of.upper()}#{name}", "OPENED#")


def opened(of: Kin, name: str, case_: Case) -> Key:
    return Key(f"{of.upper()}#{name}", f"OPENED#{timestamp(case_.opened_at)}#{case_.case_id}")


def said_by(digest: str) -> Key:
    """Where the reports of one who speaks begin."""
    return Key(f"REPORTER#{digest}", "SAID#")


def said(digest: str, of: Report) -> Key:
    return Key(f"REPORTER#{digest}", f"SAID#{timestamp(of.received_at)}#{of.report_id}")


def looking(case_id: str, name: str = "") -> Key:
    """One who looks, or where all who look begin. People choose their names: none of them is a sort key by itself."""
    return Key(f"LOOKING#{case_id}", f"BY#{name}")


def aside(name: str, case_id: str = "") -> Key:
    """What one of the staff has set aside, or where that begins."""
    return Key(f"STAFF#{name}", f"ASIDE#{case_id}")


def board() -> Key:
    return Key("DESK#", "QUEUES")


def mails_compared() -> Key:
    return Key("DESK#", "MAILS")


def counters(day: str) -> str:
    return f"TALLY#{day}"


def ranked(kind: str, name: str, day: str) -> Key:
    """The day's count of one product or seller: they are many, and no two share an item."""
    return Key(f"TALLY#{kind}#{name}", day)


def leaders(day: str, kind: str, number: int) -> Key:
    """The first products or sellers of a day lie beside its counts, so that they are read in the same breath."""
    return Key(counters(day), f"LEADERS#{kind}#{number}")


def is_leaders(sk: str) -> bool:
    return sk.startswith("LEADERS#")


def kind_of(sk: str) -> str:
    return sk.split("#")[1]


def budget(what: str, day: str) -> Key:
    return Key(f"BUDGET#{day}", what)


def fact(fact_id: str) -> Key:
    return Key(f"FACT#{fact_id}", "FACT")


def is_appeal(sk: str) -> bool:
    return sk.startswith("APPEAL#")


def last_of(sk: str) -> str:
    """The id at the end of a pointer's sort key."""
    return sk.rpartition("#")[2]


def review_id_of(pk: str) -> str:
    return pk.removeprefix("REVIEW#")


def overdue_shard(number: int) -> str:
    return f"OVERDUE#{number}"


def overdue(key: Key, move_by: datetime | None) -> dict[str, str]:
    """The attributes that put an item into the overdue index, or none."""
    if move_by is None:
        return {}
    return {"overdue_pk": overdue_shard(shard(key.pk, OVERDUE_SHARDS)), "overdue_sk": f"{timestamp(move_by)}#{key.pk}"}


def queue_shard(bucket: str, number: int) -> str:
    return f"{bucket}#{number}"


def queue(of: Case) -> dict[str, str]:
    """The attributes that put a case into the lists."""
    return {
        "queue_pk": queue_shard(of.bucket, shard(of.case_id, QUEUE_SHARDS)),
        "queue_sk": f"{of.rank}#{of.case_id}",
    }


def case_reports(case_id: str, of: Report) -> dict[str, str]:
    """The attributes that list a report under its case, newest last."""
    return {
        "case_pk": f"{case_id}#{shard(of.report_id, CASE_SHARDS)}",
        "case_sk": f"{timestamp(of.received_at)}#{of.report_id}",
    }


def of_fact(  # noqa: PLR0911 - one for each kind of fact
    case_: Case, item: Decision | Appeal | Action | Answer | Bar | RemovedText | Notice
) -> Key:
    """Where a fact that is saved with its case lies."""
    match item:
        case Decision():
            return decision(case_.subject, case_.round, item.number)
        case Appeal():
            return appeal(case_, item.decision, item.side)
        case Answer():
            return answer(case_, item)
        case Action():
            return action(item.review_id, item.sequence)
        case Bar():
            return bar(item)
        case RemovedText():
            return removed_text(item)
        case Notice():
            return notice(item.notice_id)
