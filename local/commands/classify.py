"""redress classify"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local.errors import CannotStart
from local.options import Subparsers

LONGEST_TEXT, LONGEST_TITLE = 20_000, 500


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "classify",
        help="say what the detectors find in texts, and what the policy would make of it",
        description="Read reviews, one JSON object a line ({id, text, title?, product_title?, rating?, lang?, "
        "posted_at?, others?: earlier reviews of the product}), and write for each one {id, findings, route}. Nothing "
        "else is touched: no stack is needed.",
    )
    parser.add_argument("--in", dest="source", type=Path, required=True, metavar="IN.jsonl")
    parser.add_argument("--out", dest="sink", type=Path, required=True, metavar="OUT.jsonl")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="judge by this policy instead of the packaged one")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> None:
    from redress.detect import Other, examine
    from redress.errors import InvalidInput
    from redress.model import Review
    from redress.policy import load_policy, route

    try:
        policy = load_policy(chosen.policy)
    except InvalidInput as invalid:
        raise CannotStart(invalid.detail) from invalid
    count = 0
    with chosen.sink.open("w", encoding="utf-8", errors="backslashreplace") as sink:
        for number, row in _rows(chosen.source):
            try:
                review, left_out = _review(Review, row)
                others = [_other(Other, each) for each in row.get("others") or ()]
                name = row["id"]
            except (KeyError, TypeError, ValueError, AttributeError) as wrong:
                raise CannotStart(f"{chosen.source}, line {number}: {wrong}") from wrong
            for said in left_out:
                print(f"{chosen.source}, line {number}: {said}, so it is left out", file=sys.stderr)
            findings = examine(review, policy, others)
            answer = {
                "id": name,
                "findings": [finding.model_dump(mode="json") for finding in findings],
                "route": route(policy, findings, ()).route.value,
            }
            sink.write(json.dumps(answer, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} texts classified by policy {policy.version}", file=sys.stderr)


def _rows(source: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with source.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as broken:
                    raise CannotStart(f"{source}, line {number}: not JSON ({broken.msg})") from broken
                if not isinstance(row, dict):
                    raise CannotStart(f"{source}, line {number}: not a JSON object")
                yield number, row
    except OSError as missing:
        raise CannotStart(f"{source} cannot be read: {missing.strerror}") from missing
    except UnicodeDecodeError as broken:
        raise CannotStart(f"{source} is not UTF-8: {broken.reason}") from broken


def _review(kind: type[Any], row: dict[str, Any]) -> tuple[Any, list[str]]:
    """The review that a line holds, and what of it could not be read. Its text must be; the rest only helps."""
    from pydantic import ValidationError

    rating = row.get("rating")
    said = {
        "review_id": "classified",
        "text": _legible(row["text"])[:LONGEST_TEXT],
        "title": _legible(row.get("title") or "")[:LONGEST_TITLE],
        "product_title": _legible(row.get("product_title") or "")[:LONGEST_TITLE],
        "rating": round(rating) if isinstance(rating, float) else rating,
        "author_lang": row.get("lang"),
        "posted_at": row.get("posted_at"),
    }
    try:
        return kind(**said), []
    except ValidationError as wrong:
        unread = {str(error["loc"][0]): f"{error['loc'][0]}: {error['msg']}" for error in wrong.errors()}
        return kind(**{name: value for name, value in said.items() if name not in unread}), list(unread.values())


def _legible(text: str) -> str:
    """JSON can hold half of a letter, which no store takes."""
    return text.encode("utf-8", "replace").decode()


def _other(kind: type[Any], each: dict[str, Any]) -> Any:
    return kind(
        review_id=str(each["id"]),
        text=_legible(each["text"]),
        title=_legible(each.get("title") or ""),
        by=each.get("by") or "other",
        removed=each.get("status") == "removed",
        posted_at=each.get("posted_at"),
    )
