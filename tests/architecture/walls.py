"""The five walls, read off the source. Each check takes the root of a tree and says what it found wrong."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

PACKAGE = Path("layers/redress/redress")
INNER = ("model", "policy", "errors", "ports", "detect", "mail")
OWN_LIBRARIES = {
    "model": {"pydantic"},
    "policy": {"pydantic", "yaml"},
    "errors": set[str](),
    "ports": {"pydantic"},
    "detect": {"pydantic", "phonenumbers", "publicsuffixlist", "selectolax", "yaml"},
    "mail": {"pydantic", "publicsuffixlist", "selectolax"},
}
BAGS = {"util", "utils", "helper", "helpers", "common", "core", "manager", "managers", "shared", "misc", "service"}
NEVER = {"Ticket", "Dispute", "Job", "Util", "Utils", "Helper", "Helpers", "Manager", "Common"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic"}
STATEMENTS_OF_A_HANDLER = 6
STATEMENTS_IN_ALL = 10
LINES_OF_A_FILE = 300


class Source(NamedTuple):
    path: Path
    tree: ast.Module

    @property
    def part(self) -> str:
        """The first name under the package: `model`, `triage`, `adapters`."""
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


def sources(root: Path, *folders: Path | str) -> Iterator[Source]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            yield Source(path.relative_to(root), parsed(path.read_text(encoding="utf-8")))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def knowledge_of_functions(root: Path) -> list[str]:
    """Wall 1: redress never knows that functions exist, nor anything else that stands on it."""
    outer = {"functions", "local", "tests", "training"}
    return [
        f"{source.path} imports {name}"
        for source in sources(root, PACKAGE)
        for name in imported(source.tree)
        if name.partition(".")[0] in outer
    ]


def thick_handlers(root: Path) -> list[str]:
    """Wall 1: a handler parses, makes one call in the domain's words, and replies."""
    found = []
    for source in sources(root, "functions"):
        functions = [node for node in source.tree.body if isinstance(node, ast.FunctionDef)]
        if "handler" not in [function.name for function in functions]:
            found.append(f"{source.path} has no handler")
        for function in functions:
            inside = [node for node in ast.walk(function) if isinstance(node, ast.stmt) and node is not function]
            written = [node for node in inside if not _is_docstring(node)]
            if len(function.body) > STATEMENTS_OF_A_HANDLER or len(written) > STATEMENTS_IN_ALL:
                found.append(f"{source.path}: {function.name} has {len(written)} statements")
            if any(isinstance(node, ast.Try | ast.While) for node in inside):
                found.append(f"{source.path}: {function.name} catches or loops; that belongs in a use case")
    return found


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def ports_by_position(root: Path) -> list[str]:
    """Wall 2: a use case takes its ports as keyword arguments."""
    ports = _names_of_ports(root)
    return [
        f"{source.path}: {function.name} takes the port {argument.arg} by position"
        for source, function in _use_cases(root)
        for argument in (*function.args.posonlyargs, *function.args.args)
        if argument.annotation and ports & _names_in(argument.annotation)
    ]


def shapeless_answers(root: Path) -> list[str]:
    """Wall 2: a use case returns values of the model, not dictionaries that anybody must guess at."""
    return [
        f"{source.path}: {function.name} returns {ast.unparse(function.returns) if function.returns else 'unsaid'}"
        for source, function in _use_cases(root)
        if function.returns is None or {"dict", "Any"} & _names_in(function.returns)
    ]


def _use_cases(root: Path) -> Iterator[tuple[Source, ast.FunctionDef]]:
    """Public functions that are given a port."""
    ports = _names_of_ports(root)
    for source in sources(root, PACKAGE):
        if source.part in {*INNER, "adapters", "adapted", "wiring", "web"}:
            continue
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                if any(argument.annotation and ports & _names_in(argument.annotation) for argument in arguments):
                    yield source, node


def _names_of_ports(root: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / PACKAGE).glob("ports/*.py"))]
    protocols = {
        node.name
        for text in texts
        for node in parsed(text).body
        if isinstance(node, ast.ClassDef) and any("Protocol" in _names_in(base) for base in node.bases)
    }
    return protocols | {"Clock"}


def _names_in(node: ast.AST) -> set[str]:
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return names | {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}


def strangers_on_the_inner_floors(root: Path) -> list[str]:
    """Wall 3: the inner floors import the standard library, pydantic and their own libraries."""
    found = []
    for source in sources(root, PACKAGE):
        allowed = OWN_LIBRARIES.get(source.part)
        if allowed is None:
            continue
        for name in imported(source.tree):
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and top not in {*allowed, "redress"}:
                found.append(f"{source.path} imports {name}")
    return found


def clocks_inside(root: Path) -> list[str]:
    """Wall 3: time comes in through a port. Only the adapters, and what builds them, look at a clock themselves."""
    return [
        f"{source.path}:{node.lineno} looks at a clock"
        for source in sources(root, PACKAGE)
        if source.part not in {"adapted", "adapters"}
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and ast.unparse(node.func.value) in {"datetime", "date", "time", "datetime.datetime", "datetime.date"}
    ]


def homeless_boto3(root: Path) -> list[str]:
    """Wall 4: boto3 lives in adapters/."""
    return [
        f"{source.path} imports {name}"
        for source in sources(root, PACKAGE, "functions")
        if not source.path.is_relative_to(PACKAGE / "adapters")
        for name in imported(source.tree)
        if name.partition(".")[0] in {"boto3", "botocore", "mypy_boto3"} or name.startswith("mypy_boto3_")
    ]


def homeless_environment(root: Path) -> list[str]:
    """Wall 4: the environment is read in wiring.py, nowhere else."""
    return [
        f"{source.path}:{node.lineno} reads the environment"
        for source in sources(root, PACKAGE, "functions")
        if source.path != PACKAGE / "wiring.py"
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"})
        or (isinstance(node, ast.ImportFrom) and {"environ", "getenv"} & {alias.name for alias in node.names})
    ]


def nouns_modelled_twice(root: Path) -> list[str]:
    """Wall 5: each noun is modelled once."""
    seen: dict[str, Path] = {}
    found = []
    for source in sources(root, PACKAGE):
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                if node.name in seen:
                    found.append(f"{node.name} is in {seen[node.name]} and in {source.path}")
                seen[node.name] = source.path
    return found


def guidelines_written_twice(root: Path) -> list[str]:
    """Wall 5: guidelines are named in the policy and by what recognises them; else at one place at most."""
    policy = yaml.safe_load((root / PACKAGE / "policy/guidelines.yaml").read_text(encoding="utf-8"))
    ids = set(policy["guidelines"])
    seen: dict[str, Path] = {}
    found = []
    for source in sources(root, PACKAGE, "functions"):
        if source.path.is_relative_to(PACKAGE) and source.part in {"policy", "detect", "mail"}:
            continue
        for name in sorted(_strings(source.tree) & ids):
            if name in seen or not source.path.is_relative_to(PACKAGE):
                found.append(f"{source.path} writes {name} again")
            seen[name] = source.path
    return found


def key_shapes_written_twice(root: Path) -> list[str]:
    """Wall 5: the shape of a key is written in keys.py."""
    home = PACKAGE / "adapters/dynamodb/keys.py"
    return [
        f"{source.path} spells the key {text!r}"
        for source in sources(root, PACKAGE, "functions")
        if source.path != home
        for text in sorted(_strings(source.tree))
        if text.endswith("#") and text[:-1].isupper()
    ]


def _strings(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def bags(root: Path) -> list[str]:
    """No module that could hold anything, no class with a name from the list of never."""
    found = []
    for source in sources(root, PACKAGE, "functions", "local", "tests", "training"):
        found += [f"{source.path} is a bag" for part in source.path.parts if part.removesuffix(".py") in BAGS]
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and any(node.name == word or node.name.endswith(word) for word in NEVER):
                found.append(f"{source.path}: {node.name} is not one of our words")
    return found


def long_files(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} has {lines} lines"
        for folder in (PACKAGE, "functions", "local")
        for path in sorted((root / folder).rglob("*.py"))
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LINES_OF_A_FILE
    ]


def silent_excepts(root: Path) -> list[str]:
    """An error that nobody hears of is a report that nobody finds: whoever catches all says so, in a log or a value."""
    return [
        f"{source.path}:{node.lineno} swallows every error"
        for source in sources(root, PACKAGE, "functions")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or {"Exception", "BaseException"} & _names_in(node.type))
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
        and not {"exception", node.name} & _names_in(ast.Module(body=node.body, type_ignores=[]))
    ]


CHECKS = (
    knowledge_of_functions,
    thick_handlers,
    ports_by_position,
    shapeless_answers,
    strangers_on_the_inner_floors,
    clocks_inside,
    homeless_boto3,
    homeless_environment,
    nouns_modelled_twice,
    guidelines_written_twice,
    key_shapes_written_twice,
    bags,
    long_files,
    silent_excepts,
)
