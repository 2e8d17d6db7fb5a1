"""What each function is given: variables and permissions, as much as its ports need and no more."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from local.template import of_type
from tests.architecture.cloud import Properties, functions, template_of

# Variables that a library reads.
LIBRARIES = ("POWERTOOLS_", "PYDANTIC_")
WIRED = ("wiring.py", "adapted.py")
POLICY_TEMPLATES = {
    "AWSSecretsManagerGetSecretValuePolicy",
    "LambdaInvokePolicy",
    "SQSSendMessagePolicy",
    "StepFunctionsCallbackPolicy",
    "StepFunctionsExecutionPolicy",
}
MAY_USE_THE_KEY = {"Fn::If": ["HasKey", {"Ref": "KeyUse"}, {"Ref": "AWS::NoValue"}]}
# The delivery of logs has no resource of its own to name; the two buckets deny everything that is not TLS.
STARS = {("Escalation", "logs:CreateLogDelivery")}
# By what a function's policies show that it may use what a variable names.
GRANTS = {
    "TABLE_NAME": "'Table', 'Arn'",
    "SEAL_SECRET": "'SealSecret'",
    "PLATFORM_SECRET": "'PlatformSecret'",
    "WORKFLOW_ARN": "StepFunctionsExecutionPolicy",
    "NOTICE_QUEUE_URL": "'NoticeQueue', 'QueueName'",
    "REVIEW_QUEUE_URL": "'ReviewQueue', 'QueueName'",
    "MAIL_BUCKET": ":s3:::redress-mail-",
    "AUDIT_BUCKET": "'AuditBucket', 'Arn'",
    "MAIL_CONFIGURATION_SET": "ses:SendEmail",
    "SECOND_OPINION_MODEL": "bedrock:InvokeModel",
}


def statements(root: Path) -> Iterator[tuple[str, Properties]]:
    """Every statement of every policy, with the resource that holds it."""
    template = template_of(root)
    for kind in ("AWS::Serverless::Function", "AWS::Serverless::StateMachine"):
        for name, resource in of_type(template, kind).items():
            for policy in resource["Properties"].get("Policies", []):
                yield from ((name, statement) for statement in policy.get("Statement", []))
    for kind in ("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"):
        for name, resource in of_type(template, kind).items():
            for statement in resource["Properties"].get("PolicyDocument", {}).get("Statement", []):
                yield name, statement["Fn::If"][1] if "Fn::If" in statement else statement


def wide_permissions(root: Path) -> list[str]:
    """Each function may do what its verb needs, to what it needs: no stars, and never a scan."""
    found = []
    for name, statement in statements(root):
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        if statement["Effect"] == "Allow":
            found += [f"{name} may {action}" for action in actions if "*" in action or action == "dynamodb:Scan"]
            if "*" in resources and (name, actions[0]) not in STARS:
                found.append(f"{name} may {actions[0]} on everything")
    for folder, function in functions(root).items():
        policies = [policy for policy in function.get("Policies", []) if policy != MAY_USE_THE_KEY]
        named = {key for policy in policies for key in policy if key != "Statement"}
        found += [f"{folder} holds {policy}, which nobody has looked at" for policy in sorted(named - POLICY_TEMPLATES)]
        if not policies:
            found.append(f"{folder} may do nothing")
        if MAY_USE_THE_KEY not in function.get("Policies", []):
            found.append(f"{folder} could not read what a key of the operator's encrypts")
    return found


def variables_nobody_reads(root: Path) -> list[str]:
    """What wiring.py reads is what the template gives."""
    needed = set().union(*(variables for variables, _ in wired(root).values()))
    template = template_of(root)
    given = set(template["Globals"]["Function"]["Environment"]["Variables"])
    for function in functions(root).values():
        given |= set(function["Environment"]["Variables"])
    given = {name for name in given if not name.startswith(LIBRARIES)}
    return [f"nobody reads {name}" for name in sorted(given - needed)] + [
        f"the template does not give {name}" for name in sorted(needed - given)
    ]


def wired(root: Path) -> dict[str, tuple[set[str], set[str]]]:
    """Each name of the wiring: the variables that it reads, and the names that it builds on."""
    texts = [(root / "layers/redress/redress" / name).read_text(encoding="utf-8") for name in WIRED]
    classes = [node for text in texts for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    found = {}
    for port in (part for each in classes for part in each.body):
        if isinstance(port, ast.FunctionDef):
            inside = list(ast.walk(port))
            constants = {
                node.value for node in inside if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
            variables = {text for text in constants if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", text)}
            builds_on = {node.attr for node in inside if isinstance(node, ast.Attribute) and _is_self(node.value)}
            found[port.name] = variables, builds_on
    return found


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def variables_used(root: Path, folder: str) -> set[str]:
    ports = wired(root)
    return set().union(*(ports[name][0] for name in ports_used(root, folder)))


def ports_used(root: Path, folder: str) -> set[str]:
    """Whatever a function takes from the wiring, itself or by a module that it hands it to, and what that builds on."""
    ports = wired(root)
    trees = [ast.parse((root / "functions" / folder / "app.py").read_text(encoding="utf-8"))]
    if any(isinstance(node, ast.keyword) and node.arg == "desk" for node in ast.walk(trees[0])):
        trees += [ast.parse(path.read_text(encoding="utf-8")) for path in _modules_of(root, trees[0])]
    ahead = [
        node.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _is_wiring(node.value)
    ]
    seen: set[str] = set()
    while ahead:
        name = ahead.pop()
        if name in ports and name not in seen:
            seen.add(name)
            ahead.extend(ports[name][1])
    return seen


def _modules_of(root: Path, tree: ast.Module) -> list[Path]:
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    paths = [root / "layers/redress" / f"{name.replace('.', '/')}.py" for name in names if name.startswith("redress.")]
    return [path for path in paths if path.exists()]


def _is_wiring(node: ast.AST) -> bool:
    """`desk()` itself, or one of the names that it goes by."""
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "desk"
    return called or (isinstance(node, ast.Name) and node.id in {"wired", "desk"})


def unmet_needs(root: Path) -> list[str]:
    """A function is given the variables and the permissions behind the ports that it takes, and no others."""
    template = template_of(root)
    for_all = set(template["Globals"]["Function"]["Environment"]["Variables"])
    found = []
    for folder, function in functions(root).items():
        used = variables_used(root, folder)
        own = {name for name in function["Environment"]["Variables"] if not name.startswith(LIBRARIES)}
        found += [f"{folder} is not given {name}" for name in sorted(used - own - for_all)]
        found += [f"{folder} does not need {name}" for name in sorted(own - used)]
        granted = repr(function.get("Policies", []))
        for name, grant in GRANTS.items():
            if (name in used) != (grant in granted):
                found.append(f"{folder} {'lacks' if name in used else 'does not need'} {grant}, the grant for {name}")
    return found


def keys_nobody_has(root: Path) -> list[str]:
    """A leading key that the table does not know would shut a function out, in the cloud only."""
    known = (root / "layers/redress/redress/adapters/dynamodb/keys.py").read_text(encoding="utf-8")
    template = (root / "template.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r'"([A-Z]+#)\*"', template))
    return [f"no key begins with {prefix}" for prefix in sorted(named) if f'"{prefix}' not in known]


CHECKS = (keys_nobody_has, wide_permissions, variables_nobody_reads, unmet_needs)
