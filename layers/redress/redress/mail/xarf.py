"""XARF documents: version 4 held against what its specification requires, version 3 turned into the same shape.

Our own check: the reference library brings a schema engine of several megabytes into a function that needs nine fields.
Size and depth are looked at before a document is parsed; a name that stands twice makes it none.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from ipaddress import ip_address
from itertools import islice
from typing import Any
from uuid import UUID

from redress.mail.addresses import checked
from redress.mail.parts import Part
from redress.mail.xarf_fields import KNOWN_MINOR, REQUIRED, is_sound

LONGEST_JSON = 1_000_000
DEEPEST_JSON = 64
LONGEST_ORG = 200
MOST_DOCUMENTS = 20

_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_VERSION = re.compile(r"4\.(\d{1,4})\.\d{1,4}")
_MARKS = (b'"xarf_version"', b'"ReporterInfo"')
_MEDIA = frozenset(("application/json", "application/xarf+json"))
_CATEGORIES = frozenset(
    ("messaging", "content", "copyright", "connection", "vulnerability", "infrastructure", "reputation")
)
_NEEDED_BY = {"content": ("url",), "messaging": ("protocol",)}
_NAMES_OF_3 = ("ReporterOrg", "ReporterOrgDomain", "ReporterContactName")
_CONTACTS_OF_3 = ("ReporterOrgEmail", "ReporterContactEmail")
_SOURCES_OF_3 = ("SourceIp", "IP", "Source", "SourceUrl", "URL", "SourceDomain", "SourceEmail", "AttackerIp")
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


def xarf_unsound(parts: Iterable[Part]) -> bool:
    """Whether something calls itself XARF and is not: a machine wrote it all the same."""
    documents = (part for part in parts if part.media in _MEDIA or part.name.lower().endswith(".json"))
    return any(
        mark in part.decoded()[:LONGEST_JSON]
        for part in islice(documents, MOST_DOCUMENTS)
        if len(part.content) < 2 * LONGEST_JSON
        for mark in _MARKS
    )


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
    """All that the specification requires, each of its kind. The drafts of 4.0 had no sender, and ids of any form."""
    version = _VERSION.fullmatch(_text(document, "xarf_version"))
    if version is None:
        return None
    draft, later = version.group(1) == "0", int(version.group(1)) > KNOWN_MINOR
    category, sort = _text(document, "category"), _text(document, "type")
    needed = () if draft else REQUIRED.get(f"{category}/{sort}", () if later else None)
    whole = (
        category in _CATEGORIES
        and bool(sort)
        and needed is not None
        and (draft or is_sound(document))
        and all(name in document for name in (*needed, *_NEEDED_BY.get(category, ())))
        and bool(_text(document, "source_identifier"))
        and _is_time(_text(document, "timestamp"))
        and (_is_uuid(_text(document, "report_id")) or (draft and bool(_text(document, "report_id"))))
        and _is_party(document.get("reporter"), draft=draft)
        and (_is_party(document.get("sender"), draft=draft) or (draft and "sender" not in document))
    )
    return document if whole else None


def _of_version_3(document: Document) -> Document | None:
    """The same facts under the names of version 4; a type that it does not know keeps its own name."""
    reporter, report = document.get("ReporterInfo"), document.get("Report")
    if not isinstance(reporter, dict) or not isinstance(report, dict) or "xarf_version" in document:
        return None
    named = next(filter(None, (_text(reporter, name) for name in _NAMES_OF_3)), "")
    contact = next(filter(None, (checked(_text(reporter, name)) for name in _CONTACTS_OF_3)), "")
    source = _source_of_3(report)
    written = _text(report, "ReportType")
    whole = (
        _text(document, "Version").startswith("3")
        and isinstance(document.get("Disclosure", False), bool)
        and bool(named and source and written and _text(report, "ReportClass"))
        and (bool(contact) or _text(reporter, "ReporterType") == "Person")
        and _is_time(_text(report, "Date"))
        and all(_is_port(report[name]) for name in ("SourcePort", "DestinationPort") if name in report)
        and all(_is_ip(report[name]) for name in ("SourceIp", "DestinationIp") if name in report)
        and all(map(_is_sample, _samples(report)))
    )
    if not whole:
        return None
    category, sort = _OF_VERSION_3.get(written.lower(), (_text(report, "ReportClass").lower(), written.lower()))
    return {
        "legacy_version": "3",
        "category": category,
        "type": sort,
        "timestamp": _text(report, "Date"),
        "url": _text(report, "SourceUrl"),
        "source_identifier": source,
        "description": _text(report, "HarassmentDescription") or _text(report, "AdditionalInfo"),
        "reporter": {"org": named, "contact": contact},
    }


def _source_of_3(report: Document) -> str:
    """Where it came from: a field of its own, or one of the fields of `Source`."""
    within = report.get("Source")
    fields = {**report, **(within if isinstance(within, dict) else {})}
    return next(filter(None, (_text(fields, name) for name in _SOURCES_OF_3)), "")


def _samples(report: Document) -> list[object]:
    found = report.get("Samples", [])
    return found if isinstance(found, list) else [None]


def _is_sample(sample: object) -> bool:
    if not isinstance(sample, dict):
        return False
    texts = all(isinstance(sample.get(name, ""), str) for name in ("ContentType", "Description", "Payload"))
    return texts and "Payload" in sample and isinstance(sample.get("Base64Encoded", False), bool)


def _is_port(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 65_535


def _is_ip(value: object) -> bool:
    try:
        ip_address(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def _text(document: Document, name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""


def _is_party(party: object, *, draft: bool) -> bool:
    if not isinstance(party, dict):
        return False
    org, contact, domain = (_text(party, name) for name in ("org", "contact", "domain"))
    return 0 < len(org) <= LONGEST_ORG and bool(checked(contact)) and ("." in domain or (draft and not domain))


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
