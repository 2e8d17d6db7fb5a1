"""What each function may do, action by action, beside what the adapters do that it holds.

An adapter is taken as a whole: what none of a function's adapters ever asks of AWS, it need not be allowed. What it
does ask is looked at while it runs (tests/builders/leading_keys.py).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.cloud import Properties, functions
from tests.architecture.grants import WIRED, ports_used

ADAPTERS = "layers/redress/redress/adapters"
# The table's own methods, by what they ask; what is written in one transaction asks as if alone.
OF_THE_TABLE = {
    "get": "dynamodb:GetItem",
    "get_all": "dynamodb:BatchGetItem",
    "put": "dynamodb:PutItem",
    "update": "dynamodb:UpdateItem",
    "delete": "dynamodb:DeleteItem",
    "put_all": "dynamodb:BatchWriteItem",
    "query": "dynamodb:Query",
}
OF_CLIENTS = {
    "get_object": "s3:GetObject",
    "list_objects_v2": "s3:ListBucket",
    "put_object": "s3:PutObject",
    "send_email": "ses:SendEmail",
    "invoke_model": "bedrock:InvokeModel",
    "converse": "bedrock:InvokeModel",
    "get_secret_value": "AWSSecretsManagerGetSecretValuePolicy",
    "send_message": "SQSSendMessagePolicy",
    "send_message_batch": "SQSSendMessagePolicy",
    "start_execution": "StepFunctionsExecutionPolicy",
    "send_task_success": "StepFunctionsCallbackPolicy",
}
# Asked for by no call of its own.
BESIDE = {
    "s3:GetObject": {"s3:ListBucket"},  # or what is gone looks like what is forbidden
    "ses:SendEmail": {"ses:SendRawEmail"},  # for a whole message
}


def idle_permissions(root: Path) -> list[str]:
    found = []
    for folder, function in functions(root).items():
        reached = asked(root, folder)
        found += [f"{folder} never needs {action}" for action in sorted(granted(function) - reached)]
    return found


def granted(function: Properties) -> set[str]:
    found: set[str] = set()
    for policy in function.get("Policies", []):
        for statement in policy.get("Statement", []):
            actions = statement["Action"]
            found |= set(actions if isinstance(actions, list) else [actions])
        found |= {name for name in policy if name.endswith("Policy")}
    return found


def asked(root: Path, folder: str) -> set[str]:
    """All that the adapters behind a function's ports ask of AWS."""
    ports = ports_used(root, folder)
    ahead = [path for port, path in adapters_of_ports(root) if port in ports]
    seen: set[Path] = set()
    found: set[str] = set()
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        seen.add(path)
        text = path.read_text(encoding="utf-8")
        ahead += _adapters_in(root, text)
        if path.name != "table.py":
            found |= {action for name, action in OF_THE_TABLE.items() if re.search(_table_call(name), text)}
        calls = set(re.findall(r"\.([a-z_0-9]+)\(", text))
        found |= {action for name, action in OF_CLIENTS.items() if name in calls}
    return found.union(*(BESIDE.get(action, set()) for action in found))


def _table_call(name: str) -> str:
    """`self._table.put(…)`, `table.put(…)` or, in a transaction, `put(…)`."""
    return rf"(?:\btable\.{name}|_table\.{name}|(?<![.\w]){name})\("


def adapters_of_ports(root: Path) -> Iterator[tuple[str, Path]]:
    for name in WIRED:
        tree = ast.parse((root / "layers/redress/redress" / name).read_text(encoding="utf-8"))
        for port in ast.walk(tree):
            if isinstance(port, ast.FunctionDef):
                yield from ((port.name, path) for path in _adapters_in(root, ast.unparse(port)))


def _adapters_in(root: Path, text: str) -> list[Path]:
    """The adapters that are imported there: whole modules, or names of them."""
    found = []
    for module, names in re.findall(r"from redress\.adapters(\S*) import \(?([\w, \n]+)", text):
        folder = root / ADAPTERS / module.strip(".").replace(".", "/")
        found += [folder.with_suffix(".py"), *(folder / f"{each.strip()}.py" for each in names.split(","))]
    return [path for path in found if path.is_file()]


CHECKS = (idle_permissions,)
