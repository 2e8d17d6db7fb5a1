"""What the mail service wrote on top of a mail when it took it in. A copy of such a header further down never counts.

SES puts Return-Path, one Received of its own, its verdicts and Authentication-Results before all that the sender wrote.
That block ends at the first Received line of another host, and within it the first of each header is the service's.
"""

import re

from redress.mail.headers import Field, Fields, clean
from redress.mail.reading import Envelope, Verdicts, address_of
from redress.model import Identity

_OWN_HOST = re.compile(r"\bby\s+inbound-smtp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\b", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+<?([^\s<>;]{3,320})>?\s*;?")
_RESULT = re.compile(r"\s*(spf|dkim|dmarc)\s*=\s*([a-z]{1,20})\b", re.IGNORECASE)
_DOMAIN_OF = {
    "spf": re.compile(r"\b(?:smtp\.mailfrom|envelope-from)\s*=\s*\"?([^\s;\"()]{1,320})", re.IGNORECASE),
    "dkim": re.compile(r"\bheader\.(?:i|d)\s*=\s*\"?([^\s;\"()]{1,320})", re.IGNORECASE),
}
_JUDGED = re.compile(r"\bheader\.from\s*=\s*\"?([^\s;\"()]{1,320})", re.IGNORECASE)
_SIGNED_FOR = re.compile(r"(?:^|;)\s*d\s*=\s*([^\s;]{1,253})", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]{0,1000}\)")
SERVICE = "amazonses.com"


class Trace:
    """The topmost block alone."""

    def __init__(self, fields: Fields) -> None:
        received = [at for at, field in enumerate(fields) if field.name == "received"]
        ours = bool(received) and bool(_OWN_HOST.search(_plain(fields[received[0]])))
        bounds = received[1:] if ours else received
        end = bounds[0] if bounds else len(fields)
        if not ours and not any(field.name == "authentication-results" for field in fields[:end]):
            end = 0
        self._own = Fields(fields[:end])
        self._received = _plain(fields[received[0]]) if ours else ""
        self._ours = ours

    def envelope(self, given: Envelope) -> Envelope:
        """What was given, with the gaps filled from here."""
        mail_from = given.mail_from
        if mail_from is None and self._own.has("return-path"):
            mail_from = address_of(self._own.text("return-path"))
        recipients = given.recipients or tuple(found for found in _FOR.findall(self._received) if "@" in found)
        return Envelope(recipients, mail_from, given.verdicts or self._verdicts())

    def _verdicts(self) -> Verdicts:
        found: dict[str, str] = {}
        for method, word, _ in self._checks():
            found[method] = "PASS" if "PASS" in {word, found.get(method)} else word
        return Verdicts(
            spf=found.get("spf", ""),
            dkim=found.get("dkim", ""),
            dmarc=found.get("dmarc", ""),
            spam=self._own.text("x-ses-spam-verdict").upper() if self._ours else "",
            virus=self._own.text("x-ses-virus-verdict").upper() if self._ours else "",
        )

    def _checks(self) -> list[tuple[str, str, str]]:
        """Method, result and what else is said of it: what follows a method belongs to it until the next one."""
        service, _, results = self._own.text("authentication-results").partition(";")
        checks: list[tuple[str, str, str]] = []
        for piece in _COMMENT.sub("", results).split(";") if service.strip().lower() == SERVICE else ():
            if found := _RESULT.match(piece):
                checks.append((found.group(1).lower(), found.group(2).upper(), piece))
            elif checks:
                method, word, said = checks[-1]
                checks[-1] = (method, word, f"{said};{piece}")
        return checks

    def judged(self) -> str:
        """The domain that DMARC was asked about, where the service says it."""
        said = next((said for method, _, said in self._checks() if method == "dmarc"), "")
        found = _JUDGED.search(said)
        return found.group(1).rpartition("@")[2].lower() if found else ""

    def passed_for(self) -> set[str]:
        """The domains that SPF or DKIM passed for."""
        return {
            found.group(1).rpartition("@")[2].lower()
            for method, word, said in self._checks()
            if word == "PASS" and method in _DOMAIN_OF and (found := _DOMAIN_OF[method].search(said))
        }


def identity_of(sender: str, envelope: Envelope, fields: Fields, trace: Trace) -> Identity:
    """How sure we are that the sender is who the From line says: DMARC, else a check that passed for this very domain.

    The service reads From lines in its own way: its pass counts only when it names the domain that we have read.
    """
    verdicts = envelope.verdicts or Verdicts()
    domain = sender.rpartition("@")[2].lower()
    if not domain or verdicts.dmarc == "FAIL":
        return Identity.UNVERIFIED
    if verdicts.dmarc == "PASS":
        judged = trace.judged()
        return Identity.DMARC if judged in {"", domain} else Identity.UNVERIFIED
    passed = trace.passed_for()
    if not passed and verdicts.spf == "PASS":
        passed.add((envelope.mail_from or "").rpartition("@")[2].lower())
    if not trace.passed_for() and verdicts.dkim == "PASS":
        signatures = [value.decode("utf-8", "replace") for value in fields.all("dkim-signature")]
        passed |= {found.group(1).lower() for line in signatures if (found := _SIGNED_FOR.search(line))}
    return Identity.WEAK if any(_aligned(name, domain) for name in passed) else Identity.UNVERIFIED


def _aligned(name: str, domain: str) -> bool:
    """The same name, or one above or below it: narrower than DMARC's organisational domain, and needs no list."""
    return "." in name and (name == domain or domain.endswith(f".{name}") or name.endswith(f".{domain}"))


def _plain(field: Field) -> str:
    return clean(field.value.decode("utf-8", "replace"))
