"""The policy: data in `guidelines.yaml`, and the pure functions that read it."""

from redress.policy.guideline import SECOND_OPINION, Care, Guideline, Limits, Policy, Redirect
from redress.policy.loading import load_policy, parse_policy
from redress.policy.routing import LEGAL_MARK, REDIRECT_MARK, priority, route

__all__ = [
    "LEGAL_MARK",
    "REDIRECT_MARK",
    "SECOND_OPINION",
    "Care",
    "Guideline",
    "Limits",
    "Policy",
    "Redirect",
    "load_policy",
    "parse_policy",
    "priority",
    "route",
]
