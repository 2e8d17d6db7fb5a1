"""What a machine reports: abuse reports in the forms of ARF (RFC 5965), XARF and the older X-ARF, as one value.

Which reviews it names goes by its own fields alone, never by the message that it encloses. Its type points to a
guideline as a person's words do; of what is no complaint about words (a virus, a failed check) a person makes sense.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from redress.mail.headers import Fields, clean, clean_lines, split
from redress.mail.parts import Part
from redress.mail.xarf import Document, xarf_in
from redress.model import LegalKind

LONGEST_FIELDS = 64_000
LONGEST_SAID = 4_000
XARF_SIGNS = frozenset(("yes", "plain", "secure", "bulk"))

_ARF_TYPES = frozenset(("abuse", "fraud", "virus", "other", "not-spam", "auth-failure", "opt-out", "dmarc"))
_ARF_NEEDS = ("feedback-type", "user-agent", "version")
_NO_COMPLAINT = frozenset(("not-spam", "auth-failure", "dmarc"))
_GUIDELINES = {
    "spam": "promotion.advertising",
    "bulk_messaging": "promotion.advertising",
    "phishing": "promotion.external_link",
    "malware": "promotion.external_link",
    "virus": "promotion.external_link",
    "suspicious_registration": "promotion.external_link",
    "remote_compromise": "promotion.external_link",
    "fraud": "authenticity.fake",
    "exposed_data": "privacy.personal_data",
    "harassment": "respect.harassment",
    "csam": "respect.obscenity",
    "csem": "respect.obscenity",
}
_CONCERNED = frozenset(("messaging", "content", "copyright", "abuse"))


class Machine(NamedTuple):
    """`sort` is the report's own word for what is wrong; `said` what it tells beside its fields."""

    sort: str
    guideline: str
    legal: LegalKind | None
    urls: tuple[str, ...]
    source: str
    said: str
    complaint: bool
    defects: tuple[str, ...] = ()


def machine_report(parts: Iterable[Part], fields: Fields) -> Machine | None:
    """The report that a mail of a machine holds; None where it holds none that can be read."""
    parts = list(parts)
    document = xarf_in(parts)
    if document is not None:
        return _of_xarf(document)
    written = _feedback(parts)
    if written is not None:
        return _of_arf(written)
    signed = {fields.text("x-arf").lower(), fields.text("x-xarf").lower()} & XARF_SIGNS
    return _of_x_arf(parts) if signed else None


def _of_xarf(document: Document) -> Machine:
    category, sort = str(document["category"]), str(document["type"])
    said = document.get("description")
    return Machine(
        sort=clean(f"{category}/{sort}")[:100],
        guideline="rights.copied_text" if category == "copyright" else _GUIDELINES.get(sort, ""),
        legal=LegalKind.COPYRIGHT if category == "copyright" else None,
        urls=tuple(_urls_in(document)),
        source=clean(str(document.get("source_identifier") or ""))[:200],
        said=clean_lines(said[:LONGEST_SAID]) if isinstance(said, str) else "",
        complaint=category in _CONCERNED,
    )


def _urls_in(document: Document) -> Iterator[str]:
    """The addresses complained about; those of the original, the reporter or the evidence are none."""
    for name in ("url", "infringing_url", "source_identifier"):
        if isinstance(value := document.get(name), str) and value:
            yield value
    several = document.get("urls")
    yield from (value for value in several if isinstance(value, str)) if isinstance(several, list) else ()


def _feedback(parts: Iterable[Part]) -> Fields | None:
    """The fields of RFC 5965, whatever the part that holds them is labelled as."""
    for part in parts:
        plain = not part.inside and part.content[:40].lower().lstrip().startswith(b"feedback-type:")
        if part.media == "message/feedback-report" or plain:
            return split(part.decoded()[:LONGEST_FIELDS].lstrip())[0]
    return None


def is_feedback(parts: Iterable[Part]) -> bool:
    """Whether all that RFC 5965 asks for is there, though the mail around it is not in its form."""
    written = _feedback(parts)
    return written is not None and all(written.has(name) for name in _ARF_NEEDS)


def _of_arf(written: Fields) -> Machine:
    sort = written.text("feedback-type").lower()
    known = sort if sort in _ARF_TYPES else "other"
    uris = [clean(value.decode("utf-8", "replace")).strip("<>") for value in written.all("reported-uri")]
    return Machine(
        sort=known,
        guideline=_GUIDELINES.get(known, ""),
        legal=None,
        urls=tuple(uris),
        source=written.text("source-ip")[:200],
        said="",
        complaint=known not in _NO_COMPLAINT,
        defects=() if all(written.has(name) for name in _ARF_NEEDS) else ("arf_incomplete",),
    )


def _of_x_arf(parts: Iterable[Part]) -> Machine | None:
    """X-ARF's YAML is one level of names and values: read as that, an alias or a tag is never more than text."""
    for part in parts:
        if not part.media.startswith(("text/", "application/yaml", "application/x-yaml")):
            continue
        lines = part.decoded()[:LONGEST_FIELDS].decode("utf-8", "replace").splitlines()[:200]
        known = {name.strip().lower(): clean(value) for name, colon, value in (_pair(line) for line in lines) if colon}
        if "report-type" not in known or not {"reported-from", "category"} & known.keys():
            continue
        source = known.get("source", "").strip("'\"")
        sort = known["report-type"].lower().strip("'\"")
        return Machine(
            sort=f"{known.get('category', 'abuse').lower()}/{sort}"[:100],
            guideline=_GUIDELINES.get(sort, ""),
            legal=LegalKind.COPYRIGHT if sort == "copyright" else None,
            urls=(source,) if "://" in source else (),
            source=source[:200],
            said="",
            complaint=known.get("category", "abuse").lower() in _CONCERNED,
        )
    return None


def _pair(line: str) -> tuple[str, str, str]:
    """Indented lines belong to a value; they name nothing."""
    return line.partition(":") if line[:1].isalpha() else ("", "", "")
