"""Pointers: small items by which a case or a report is found beside its own id. They find; they are no authority."""

from collections.abc import Iterator
from typing import get_args

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.table import Write, put
from redress.model import Case, Report
from redress.ports.desk import Kin
from redress.seal import digest_of


def pointing(before: Case | None, after: Case) -> list[Write]:
    """Lists a case under its author, its product and its words, in one transaction with the case that names them."""
    then, now = _names(before) if before else {}, _names(after)
    new = [of for of, name in now.items() if name and name != then.get(of)]
    return [put(keys.opened(of, now[of], after), {}) for of in new]


def speaking(report: Report) -> Iterator[tuple[Key, dict[str, str | int | bool]]]:
    """Lists a report under whoever speaks, with the hash of what was said. What is over a day's limit is not listed:
    nobody makes the list of one who speaks longer than that, nor its key hotter.
    """
    for handle in report.handles if not report.muted else ():
        yield keys.said(digest_of(handle), report), {"words": report.wording}


def _names(case: Case) -> dict[Kin, str]:
    named = {"author": case.author_id, "product": case.product_id, "words": case.words}
    return {of: named[of] for of in get_args(Kin)}
