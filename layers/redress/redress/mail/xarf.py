"""XARF documents: version 4 held against what its specification requires, version 3 turned into the same shape.

Our own check: the reference library brings a schema engine of several megabytes into a function that needs nine fields.
Size and depth are looked at before a document is parsed; a name that stands twice makes it none.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from redress.mail.addresses import checked
from redress.mail.parts import Part

LONGEST_JSON = 1_000_000
DEEPEST_JSON = 64
LONGEST_ORG = 200
MOST_DOCUMENTS = 20

_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_VERSION = re.compile(r"4\.\d{1,4}\.\d{1,4}")
_MARKS = (b'"xarf_version"', b'"ReporterInfo"')
_MEDIA = frozenset(("application/json", "application/xarf+json"))
_CATEGORIES = frozenset(
    ("messaging", "content", "copyright", "connection", "vulnerability", "infrastructure", "reputation")
)
_OF_VERSION_3 = {
    "spam": ("messaging", "spam"),
    "phishing": ("content", "phishing"),
    "malware": ("content", "malware"),
    "fraud": ("content", "fraud"),
    "childabuse": ("content", "csam"),
    "trademark": ("content", "brand_infringement"),
    "copyright": ("copyright", "copyright"),
    "harassment": ("content", "harassment"),
}

Document = dict[str, Any]


def xarf_in(parts: Iterable[Part]) -> Document | None:
    """The first part that is a whole XARF document, in the shape of version 4; what is not whole is none."""
    documents = (part for part in parts if part.media in _MEDIA or part.name.lower().endswith(".json"))
    for part in islice(documents, MOST_DOCUMENTS):
        if len(part.content) < 2 * LONGEST_JSON:
            document = _document(part.decoded())
            if document is not None and (found := _of_version_3(document) or _of_version_4(document)):
                return found
    return None


def _document(content: bytes) -> Document | None:
    if len(content) > LONGEST_JSON or not any(mark in content for mark in _MARKS) or _depth(content) > DEEPEST_JSON:
        return None
    try:
        found = json.loads(content, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _depth(content: bytes) -> int:
    depth = deepest = 0
    for bracket in content.translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
        if deepest > DEEPEST_JSON:
            break
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> Document:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _of_version_4(document: Document) -> Document | None:
    """All that the specification requires, each of its kind; later minor versions may bring types of their own."""
    category, sort = document.get("category"), document.get("type")
    whole = (
        isinstance(category, str)
        and category in _CATEGORIES
        and isinstance(sort, str)
        and bool(sort)
        and _VERSION.fullmatch(_text(document, "xarf_version")) is not None
        and _is_uuid(_text(document, "report_id"))
        and _is_time(_text(document, "timestamp"))
        and bool(_text(document, "source_identifier"))
        and all(_is_party(document.get(role)) for role in ("reporter", "sender"))
        and (category != "content" or bool(_text(document, "url")))
    )
    return document if whole else None


def _of_version_3(document: Document) -> Document | None:
    """The same facts under the names of version 4; a type that it does not know keeps its own name."""
    reporter, report = document.get("ReporterInfo"), document.get("Report")
    if not isinstance(reporter, dict) or not isinstance(report, dict) or "xarf_version" in document:
        return None
    named = _text(reporter, "ReporterOrg") or _text(reporter, "ReporterOrgDomain")
    if not (named and _text(report, "ReportClass") and _text(report, "ReportType")):
        return None
    written = _text(report, "ReportType")
    category, sort = _OF_VERSION_3.get(written.lower(), (_text(report, "ReportClass").lower(), written.lower()))
    return {
        "legacy_version": "3",
        "category": category,
        "type": sort,
        "timestamp": _text(report, "Date"),
        "url": _text(report, "SourceUrl"),
        "source_identifier": _text(report, "SourceIp") or _text(report, "Source") or _text(report, "SourceUrl"),
        "description": _text(report, "HarassmentDescription") or _text(report, "AdditionalInfo"),
        "reporter": {"org": named, "contact": _text(reporter, "ReporterOrgEmail")},
    }


def _text(document: Document, name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""


def _is_party(party: object) -> bool:
    if not isinstance(party, dict):
        return False
    org, contact, domain = (_text(party, name) for name in ("org", "contact", "domain"))
    return 0 < len(org) <= LONGEST_ORG and bool(checked(contact)) and "." in domain


def _is_uuid(written: str) -> bool:
    try:
        UUID(written)
    except ValueError:
        return False
    return True


def _is_time(written: str) -> bool:
    try:
        return datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        return False
