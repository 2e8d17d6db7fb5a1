"""The detectors: pure functions of a review and its context, each with a name and a version of its own.

Whoever looks at a text imports this package when it does, no door at its start; heavy libraries load with the detector
that needs them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from types import MappingProxyType
from urllib.parse import urlsplit

from redress.detect.context import Context, context_of
from redress.model import Finding, Review
from redress.model.review import Other, Pace
from redress.policy import Policy

Detector = Callable[[Review, Context], Iterable[Finding]]

DETECTORS = (
    "abuse",
    "personal_data",
    "external_links",
    "advertising",
    "compensation",
    "interests",
    "impersonation",
    "copies",
    "household",
    "surge",
    "authenticity",
    "off_topic",
    "pile_on",
    "defamation",
    "tone",
    "pitch",
    "complaints",
    "wrong_product",
    "manner",
)
LEARNT = ("tone", "pitch", "complaints", "wrong_product", "manner")  # a guess by likeness: no machine acts on one
SIGNALS = frozenset({"manner"})  # shown beside the findings of others: no threshold, no guideline they could fire for

__all__ = [
    "DETECTORS",
    "LEARNT",
    "SIGNALS",
    "Context",
    "Detector",
    "Other",
    "context_of",
    "detector",
    "examine",
    "versions",
]


@cache
def detector(name: str) -> Detector:
    """Loaded when it first runs, with whatever library it needs."""
    found: Detector = import_module(f"redress.detect.{name}").detect
    return found


@cache
def versions() -> Mapping[str, str]:
    """Which detectors look at a text, each by its version: what none of them found is theirs to answer for, too."""
    return MappingProxyType({name: str(import_module(f"redress.detect.{name}").VERSION) for name in DETECTORS})


def examine(
    review: Review,
    policy: Policy,
    others: Sequence[Other] = (),
    *,
    platform: Sequence[str] = (),
    pace: Pace | None = None,
) -> tuple[Finding, ...]:
    """All that can be said of a review, the strongest first; `fired` where the policy's threshold is reached.

    `platform` holds URLs or URL patterns of the platform, so that its own products are known; the review's own counts.
    """
    hosts = {urlsplit(url).hostname or "" for url in (review.url, *platform)} - {""}
    context = context_of(review, others, platform_hosts=hosts, product_paths=policy.product_paths, pace=pace)
    findings = [
        finding.model_copy(update={"fired": _fires(policy, finding)})
        for name in DETECTORS
        for finding in detector(name)(review, context)
        if finding.guideline in policy.by_id
    ]
    return tuple(sorted(findings, key=lambda finding: (not finding.fired, -finding.score)))


def _fires(policy: Policy, finding: Finding) -> bool:
    threshold = policy.threshold(finding.guideline, finding.detector)
    return threshold is not None and finding.score >= threshold
