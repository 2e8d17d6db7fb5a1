"""Which index of the table each function reads, followed from its handler by names, beside what it is granted.

No simulated AWS asks for the grant, and an adapter holds methods for many: so here it is the calls that count.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.architecture.actions import adapters_of_ports
from tests.architecture.cloud import functions
from tests.architecture.grants import WIRED, ports_used
from tests.architecture.walls import PACKAGE, parsed

ADAPTERS = PACKAGE / "adapters/dynamodb"
Names = dict[str, tuple[Path, str]]


class Module(NamedTuple):
    """Each name that stands at its top, and what it knows under other modules' names."""

    defined: dict[str, ast.stmt]
    imported: Names


def wrong_indexes(root: Path) -> list[str]:
    """A grant on the table is none on its indexes; under a condition on the table's keys it is none at all."""
    found = []
    for folder, function in functions(root).items():
        granted = set[str]()
        for statement in (each for policy in function.get("Policies", []) for each in policy.get("Statement", ())):
            named = set(re.findall(r"\$\{Table\.Arn\}/index/(\w+)", repr(statement["Resource"])))
            if named and "Condition" in statement:
                found.append(f"{folder} may read {sorted(named)} by keys that the index does not have")
            granted |= named
        called = {
            each.attr for node in _reached(root, folder) for each in ast.walk(node) if isinstance(each, ast.Attribute)
        }
        read = {index for name, index in _readers(root, folder) if name in called}
        found += [f"{folder} may not read the index {index}" for index in sorted(read - granted)]
        found += [f"{folder} never reads the index {index}" for index in sorted(granted - read)]
    return found


def _reached(root: Path, folder: str) -> Iterator[ast.AST]:
    """The handler and all that it leads to, by way of what it takes from the wiring."""
    app = Path("functions") / folder / "app.py"
    ahead: list[tuple[Path, ast.AST]] = [(app, parsed((root / app).read_text(encoding="utf-8")))]
    for path in (PACKAGE / name for name in WIRED):
        inside = ast.walk(parsed((root / path).read_text(encoding="utf-8")))
        used = ports_used(root, folder)
        ahead += [(path, node) for node in inside if isinstance(node, ast.FunctionDef) and node.name in used]
    seen = set[tuple[Path, str]]()
    while ahead:
        path, node = ahead.pop()
        yield node
        for each in _led_to(root, path, node) - seen:
            seen.add(each)
            if each[0].parent.name not in {"adapters", "dynamodb"} and each[0].name not in WIRED:
                ahead.append((each[0], _module(root, each[0]).defined[each[1]]))


def _led_to(root: Path, path: Path, node: ast.AST) -> set[tuple[Path, str]]:
    module = _module(root, path)
    known = {**module.imported, **_imports(root, node), **{name: (path, name) for name in module.defined}}
    named = {known[each.id] for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in known}
    for each in ast.walk(node):  # `casework.search`, of a room that was imported whole
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in known:
            above, room = known[each.value.id]
            named.add((above.parent / room / "__init__.py", each.attr))
    return {end for name in named if (end := _home(root, *name))}


def _home(root: Path, path: Path, name: str) -> tuple[Path, str] | None:
    """Where a name is defined, through whatever hands it on."""
    if not (root / path).is_file():
        return None
    module = _module(root, path)
    if name in module.defined:
        return path, name
    return _home(root, *module.imported[name]) if name in module.imported else None


def _module(root: Path, path: Path) -> Module:
    return _module_of(root, path, (root / path).read_text(encoding="utf-8"))


@cache
def _module_of(root: Path, path: Path, text: str) -> Module:
    tree = parsed(text)
    defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return Module(
        dict(defined), _imports(root, ast.Module([n for n in tree.body if n.__class__ is ast.ImportFrom], []))
    )


def _imports(root: Path, node: ast.AST) -> Names:
    found: Names = {}
    for each in ast.walk(node):
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("redress"):
            place = PACKAGE.parent / (each.module or "").replace(".", "/")
            path = place / "__init__.py" if (root / place).is_dir() else place.with_suffix(".py")
            found |= {name.asname or name.name: (path, name.name) for name in each.names}
    return found


def _readers(root: Path, folder: str) -> set[tuple[str, str]]:
    """The methods of a function's adapters that read an index, themselves or by a function beside them."""
    ports = ports_used(root, folder)
    own = {path.name for port, path in adapters_of_ports(root) if port in ports}
    bodies = _bodies(tuple((path.name, path.read_text(encoding="utf-8")) for path in (root / ADAPTERS).glob("*.py")))
    found = {(name, index) for _, name, body in bodies for index in re.findall(r"index='(\w+)'", body)}
    while (
        more := {
            (outer, index)
            for _, outer, body in bodies
            for name, index in found
            if outer != name and re.search(rf"\b{name}\(", body)
        }
        - found
    ):
        found |= more
    return {(name, index) for file, name, _ in bodies for own_name, index in found if name == own_name and file in own}


@cache
def _bodies(texts: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    return [
        (file, node.name, ast.unparse(node))
        for file, text in texts
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.FunctionDef)
    ]


CHECKS = (wrong_indexes,)
