"""Reads a policy file. Whoever edits one is told the line and the field of each mistake, not shown a stack trace."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from redress.errors import FieldError, InvalidInput
from redress.policy.guideline import Policy

PACKAGED = Path(__file__).with_name("guidelines.yaml")
Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one reads the file in a tenth of the time


def load_policy(path: Path | None = None) -> Policy:
    """The policy in force, or the one in a file. Read once in a process: a policy changes with a deploy."""
    return _load(path or PACKAGED)


@cache
def _load(path: Path) -> Policy:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as unreadable:
        raise InvalidInput(f"{path} cannot be read: {unreadable.strerror}.") from unreadable
    except UnicodeDecodeError as unreadable:
        raise InvalidInput(f"{path} cannot be read as a policy: it is not UTF-8.") from unreadable
    return parse_policy(text, name=path.name)


def parse_policy(text: str, *, name: str = "the policy") -> Policy:
    root, document = _read(text, name)
    mistakes = [_mistake(f"{where} is written twice", where, line) for where, line in _repeated_keys(root)]
    if mistakes:
        raise _refusal(name, mistakes)
    try:
        return Policy.model_validate(_with_ids(document))
    except ValidationError as invalid:
        found = []
        for error in invalid.errors():
            place = _place(root, error["loc"], document)
            found.append(_mistake(_in_words(error), place.field, place.line))
        raise _refusal(name, found) from invalid


def _read(text: str, name: str) -> tuple[yaml.Node, dict[str, Any]]:
    try:
        root = yaml.compose(text, Loader=Loader)
        document = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise _refusal(name, [_mistake(f"not YAML: {getattr(broken, 'problem', broken)}", "", line)]) from broken
    if root is None or not isinstance(document, dict):
        raise _refusal(name, [_mistake("a policy is a mapping with version, limits, guidelines and so on", "", 1)])
    return root, document


def _with_ids(document: Mapping[str, Any]) -> dict[str, Any]:
    """In the file a guideline's id is its key; in the model it is a field."""
    entries = document.get("guidelines")
    if not isinstance(entries, dict):
        return dict(document)
    named = [{**body, "id": key} if isinstance(body, dict) else body for key, body in entries.items()]
    return {**document, "guidelines": named}


def _repeated_keys(node: yaml.Node, path: str = "") -> Iterator[tuple[str, int]]:
    """YAML lets the second of two equal keys win in silence; a guideline lost that way would be missed by nobody."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item, path)
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for key, value in node.value:
        where = f"{path}/{key.value}"
        if key.value in seen:
            yield where, key.start_mark.line + 1
        seen.add(key.value)
        yield from _repeated_keys(value, where)


class _Place(NamedTuple):
    field: str
    line: int


def _place(root: yaml.Node, loc: tuple[int | str, ...], document: Mapping[str, Any]) -> _Place:
    """Walks down as far as the file goes: a field that is missing is reported where its parent begins."""
    names = [str(part) for part in loc]
    entries = document.get("guidelines")
    if len(loc) > 1 and loc[0] == "guidelines" and isinstance(loc[1], int) and isinstance(entries, dict):
        names[1] = str(list(entries)[loc[1]])
    node, line = root, root.start_mark.line + 1
    for name in names:
        step = _step(node, name)
        if step is None:
            break
        node, line = step
    return _Place("/" + "/".join(names) if names else "", line)


def _step(node: yaml.Node, name: str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == name:
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and name.isdigit() and int(name) < len(node.value):
        return node.value[int(name)], node.value[int(name)].start_mark.line + 1
    return None


def _in_words(error: Mapping[str, Any]) -> str:
    """For whoever edits the file: what is there, and what could be."""
    said = str(error["msg"])
    if error["type"] == "missing":
        return f"{error['loc'][-1]} is missing"
    if error["type"] == "extra_forbidden":
        return f"nobody knows a field {error['loc'][-1]}"
    if error["type"] == "value_error":
        return said.removeprefix("Value error, ")
    given = error["input"]
    written = f"{given} " if isinstance(given, str | int | float) else ""
    return f"{written}{said.replace('Input should', 'should', 1).replace('String should', 'should', 1)}"


def _mistake(detail: str, field: str, line: int) -> FieldError:
    return FieldError(field, f"line {line}: {detail}")


def _refusal(name: str, mistakes: list[FieldError]) -> InvalidInput:
    lines = "\n".join(
        f"  {mistake.detail}{f'  ({mistake.pointer})' if mistake.pointer else ''}" for mistake in mistakes
    )
    return InvalidInput(f"{name} is not a valid policy:\n{lines}", errors=mistakes)
