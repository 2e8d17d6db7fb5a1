"""The policy as the desk needs it: every guideline in words, and what may be said to the people concerned."""

from collections.abc import Mapping
from datetime import timedelta

from redress.model import Priority, Queue, Route, Staff, Value
from redress.model.people import staff_only
from redress.policy import Guideline, Policy
from redress.policy.templates import order_templates, plain_templates, redirect_templates, templates_of
from redress.policy.wording import ENGLISH, court_order


class Rule(Value):
    """A guideline, with explanations to begin with: by outcome, then by language."""

    id: str
    version: int
    title: str
    explanation: str
    not_a_violation: str
    route: Route
    queue: Queue
    priority: Priority
    within_hours: int
    contested: bool
    second_person: bool
    machine_may_decide: bool
    templates: Mapping[str, Mapping[str, str]]


class Elsewhere(Value):
    """What is no case for us, and where it belongs."""

    id: str
    title: str
    explanation: str
    templates: Mapping[str, Mapping[str, str]]


class Order(Value):
    """The order of a court: a ground that is no guideline, offered where `may_cite` of a case names it."""

    id: str
    title: str
    explanation: str
    templates: Mapping[str, Mapping[str, str]]


class Rulebook(Value):
    """The policy in force. `templates`: where no guideline is named."""

    version: str
    undo_seconds: float
    lease_minutes: int
    guidelines: tuple[Rule, ...]
    court_order: Order
    redirects: tuple[Elsewhere, ...]
    templates: Mapping[str, Mapping[str, str]]


def rulebook(staff: Staff, policy: Policy, undo: timedelta) -> Rulebook:
    staff_only(staff)
    return Rulebook(
        version=policy.version,
        undo_seconds=undo.total_seconds(),
        lease_minutes=policy.limits.lease_minutes,
        guidelines=tuple(_rule(guideline) for guideline in policy.guidelines),
        redirects=tuple(
            Elsewhere(id=name, title=way.title, explanation=way.explanation, templates=redirect_templates(name, policy))
            for name, way in policy.redirects.items()
        ),
        court_order=_order(),
        templates=plain_templates(),
    )


def _order() -> Order:
    said = court_order(ENGLISH)
    return Order(id=said.id, title=said.title, explanation=said.explanation, templates=order_templates())


def _rule(of: Guideline) -> Rule:
    named = {name: getattr(of, name) for name in Rule.model_fields if name != "templates"}
    return Rule(**named, templates=templates_of(of))
