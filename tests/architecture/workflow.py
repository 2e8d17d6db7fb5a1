"""The state machine, read as data. Each check takes the root of a tree and says what it found wrong."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from local.template import of_type
from tests.architecture.cloud import template_of

State = dict[str, Any]
DAY = 24 * 60 * 60
NOT_THE_LAST_RESORT = "ParkCase"
WAY_OUT = {"ParkCase": "Unparked", "SecondOpinion": "OpenReview"}
"""Where a task leads when it failed for good, if not to parking: a case needs no second opinion."""


def text(root: Path) -> str:
    return (root / "statemachines/escalation.asl.yaml").read_text(encoding="utf-8")


def machine(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text(root))
    return loaded


def states(root: Path) -> dict[str, State]:
    found: dict[str, State] = machine(root)["States"]
    return found


def tasks(root: Path) -> dict[str, State]:
    return {name: state for name, state in states(root).items() if state["Type"] == "Task"}


def next_states(state: State) -> Iterator[str]:
    for branch in (state, *state.get("Choices", []), *state.get("Catch", [])):
        yield from (branch[key] for key in ("Next", "Default") if key in branch)


def endless_tasks(root: Path) -> list[str]:
    """The engine takes no deadline that is computed."""
    return [
        f"{name} has no deadline"
        for name, task in tasks(root).items()
        if not isinstance(task.get("TimeoutSeconds"), int)
    ]


def unretried_tasks(root: Path) -> list[str]:
    """Every task is tried again, by the name of the error, with jitter, and less and less often."""
    found = []
    for name, task in tasks(root).items():
        if not task.get("Retry"):
            found.append(f"{name} is tried once")
        for retry in task.get("Retry", []):
            if retry.get("JitterStrategy") != "FULL" or "MaxDelaySeconds" not in retry or "MaxAttempts" not in retry:
                found.append(f"{name} is tried again without jitter, ceiling or end")
            if "States.ALL" in retry["ErrorEquals"] and name != NOT_THE_LAST_RESORT:
                found.append(f"{name} is tried again whatever happened")
    return found


def dead_ends(root: Path) -> list[str]:
    """Every failure ends in a queue that a person sees; only parking itself may end in red."""
    found = []
    for name, task in tasks(root).items():
        ways_out = [catch["Next"] for catch in task.get("Catch", []) if catch["ErrorEquals"] == ["States.ALL"]]
        wanted = WAY_OUT.get(name, NOT_THE_LAST_RESORT)
        if ways_out != [wanted]:
            found.append(f"{name} does not lead to {wanted} when it fails")
    return found


def unreached_states(root: Path) -> list[str]:
    """Every state is reached, and every name that is led to exists."""
    known = states(root)
    reached: set[str] = set()
    ahead = [machine(root)["StartAt"]]
    while ahead:
        name = ahead.pop()
        if name in known and name not in reached:
            ahead.extend(next_states(known[name]))
        reached.add(name)
    missing = [f"{name} does not exist" for name in sorted(reached - known.keys())]
    return missing + [f"{name} is never reached" for name in sorted(known.keys() - reached)]


def unfilled_names(root: Path) -> list[str]:
    """The template fills every name that the machine uses, and no other."""
    wanted = set(re.findall(r"\$\{(\w+)\}", text(root)))
    (escalation,) = of_type(template_of(root), "AWS::Serverless::StateMachine").values()
    filled = set(escalation["Properties"]["DefinitionSubstitutions"])
    return [f"nothing fills {name}" for name in sorted(wanted - filled)] + [
        f"nothing uses {name}" for name in sorted(filled - wanted)
    ]


def odd_takedown_patience(root: Path) -> list[str]:
    """The platform may be down for a day. Full jitter waits half of each delay on average."""
    (retry,) = states(root)["TakeDown"]["Retry"]
    delays = [
        min(retry["IntervalSeconds"] * retry["BackoffRate"] ** attempt, retry["MaxDelaySeconds"])
        for attempt in range(retry["MaxAttempts"])
    ]
    mean = sum(delays) / 2
    return [] if 0.9 * DAY < mean < 1.1 * DAY else [f"a takedown is tried for {mean / 3600:.0f} hours"]


def words_in_payloads(root: Path) -> list[str]:
    """The workflow carries ids and outcomes: no reporter's words, no review's text."""
    found = []
    for name, task in tasks(root).items():
        arguments = task["Arguments"]
        payload = arguments.get("Payload", arguments.get("MessageBody", {}))
        found += [f"{name} is handed {key}" for key in sorted(payload.keys() - {"case_id", "token", "cause"})]
    return found


def wrong_language(root: Path) -> list[str]:
    definition = machine(root)
    found = [] if definition.get("QueryLanguage") == "JSONata" else ["the machine does not speak JSONata"]
    old = {"InputPath", "OutputPath", "ResultPath", "ResultSelector", "Parameters"}
    for name, state in states(root).items():
        found += [f"{name} uses {key}" for key in sorted(old & state.keys())]
        if state["Type"] == "Choice" and not name.endswith("?"):
            found.append(f"{name} chooses, so its name should be a question")
    return found


CHECKS = (
    endless_tasks,
    unretried_tasks,
    dead_ends,
    unreached_states,
    unfilled_names,
    odd_takedown_patience,
    words_in_payloads,
    wrong_language,
)
