"""The template, read as data. Each check takes the root of a tree and says what it found wrong."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from local.template import of_type, read

Properties = dict[str, Any]

ENCRYPTED = (
    "AWS::DynamoDB::Table",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
)
ASYNCHRONOUS = {"S3", "Schedule", "EventBridgeRule"}


_PARSED: dict[str, Properties] = {}


def template_of(root: Path) -> Properties:
    """Parsed once for each text: the checks read it many times over, in many copies of the house."""
    path = root / "template.yaml"
    text = path.read_text(encoding="utf-8")
    if text not in _PARSED:
        _PARSED[text] = read(path)
    return _PARSED[text]


def functions(root: Path) -> dict[str, Properties]:
    """The functions' properties by the name of their folder."""
    found = of_type(template_of(root), "AWS::Serverless::Function").values()
    return {Path(function["Properties"]["CodeUri"]).name: function["Properties"] for function in found}


def events_of(function: Properties, kind: str) -> list[Properties]:
    return [event["Properties"] for event in function.get("Events", {}).values() if event["Type"] == kind]


def logical_id(folder: str) -> str:
    return "".join(word.capitalize() for word in folder.split("_"))


def functions_without_folder(root: Path) -> list[str]:
    """Every folder is deployed, everything deployed has a folder, and one name leads from either to the other."""
    folders = {path.parent.name for path in (root / "functions").glob("*/app.py")}
    folders |= {path.name for path in (root / "functions").iterdir() if path.is_dir() and path.name != "__pycache__"}
    template = of_type(template_of(root), "AWS::Serverless::Function")
    deployed = {Path(function["Properties"]["CodeUri"]).name: name for name, function in template.items()}
    found = [f"functions/{name} is not in the template" for name in sorted(folders - deployed.keys())]
    found += [f"the template's {deployed[name]} has no folder" for name in sorted(deployed.keys() - folders)]
    found += [
        f"{name} should be {logical_id(folder)}Function"
        for folder, name in deployed.items()
        if name != f"{logical_id(folder)}Function"
    ]
    return found


def unlogged_functions(root: Path) -> list[str]:
    """Each function has its own log group, which forgets."""
    template = template_of(root)
    groups = of_type(template, "AWS::Logs::LogGroup")
    found = [f"{name} never forgets" for name, group in groups.items() if "RetentionInDays" not in group["Properties"]]
    for folder, function in functions(root).items():
        group = function.get("LoggingConfig", {}).get("LogGroup", {}).get("Ref")
        if group != f"{logical_id(folder)}Logs" or group not in groups:
            found.append(f"{folder} has no log group of its own")
        if function["Environment"]["Variables"].get("POWERTOOLS_SERVICE_NAME") != folder:
            found.append(f"{folder} does not say its name in the logs")
    return found


def failures_without_destination(root: Path) -> list[str]:
    """Whatever a function was handed and could not do is kept where a person finds it."""
    template = template_of(root)
    found = []
    for folder, function in functions(root).items():
        kinds = {event["Type"] for event in function.get("Events", {}).values()}
        if kinds & ASYNCHRONOUS and not _on_failure(function.get("EventInvokeConfig", {})):
            found.append(f"{folder} is called asynchronously and has no failure destination")
        for event in events_of(function, "DynamoDB"):
            found += [f"{folder}: {fault}" for fault in _faults_of_stream(event)]
        for event in events_of(function, "SQS"):
            queue = template["Resources"][event["Queue"]["Fn::GetAtt"][0]]["Properties"]
            found += [f"{folder}: {fault}" for fault in _faults_of_queue(event, queue, function.get("Timeout", 10))]
    return found


def _on_failure(configured: Properties) -> Properties | None:
    destination: Properties | None = configured.get("DestinationConfig", {}).get("OnFailure")
    return destination


def _faults_of_stream(event: Properties) -> Iterator[str]:
    if (_on_failure(event) or {}).get("Type") != "S3":
        yield "only a bucket keeps the stream's whole records"
    if not event.get("BisectBatchOnFunctionError") or "MaximumRetryAttempts" not in event:
        yield "one bad record would hold up the stream"
    if event.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
        yield "one bad record would repeat its whole batch"


def _faults_of_queue(event: Properties, queue: Properties, timeout: int) -> Iterator[str]:
    if event.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
        yield "one bad message would repeat its whole batch"
    if "RedrivePolicy" not in queue:
        yield "its queue has no dead letters"
    if queue.get("VisibilityTimeout", 30) < 6 * timeout:
        yield "its queue gives messages out again too soon"


def careless_storage(root: Path) -> list[str]:
    """What reports live in is kept, encrypted, closed to the public and can be brought back."""
    template = template_of(root)
    found = []
    for kind in ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret"):
        for name, resource in of_type(template, kind).items():
            if {resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")} != {"Retain"}:
                found.append(f"{name} goes when the stack goes")
    for name, table in of_type(template, "AWS::DynamoDB::Table").items():
        wanted = {"DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "SSESpecification"}
        wanted |= {"StreamSpecification", "TimeToLiveSpecification"}
        found += [f"{name} has no {missing}" for missing in sorted(wanted - table["Properties"].keys())]
    secured = {
        policy["Properties"]["Bucket"]["Ref"]
        for policy in of_type(template, "AWS::S3::BucketPolicy").values()
        if policy["Properties"]["PolicyDocument"]["Statement"][0]["Sid"] == "OverTlsOnly"
    }
    for name, bucket in of_type(template, "AWS::S3::Bucket").items():
        properties = bucket["Properties"]
        wanted = {"VersioningConfiguration", "BucketEncryption", "LifecycleConfiguration"}
        found += [f"{name} has no {missing}" for missing in sorted(wanted - properties.keys())]
        if list(properties.get("PublicAccessBlockConfiguration", {}).values()) != [True] * 4:
            found.append(f"{name} may become public")
        if name not in secured:
            found.append(f"{name} answers without TLS")
    for name, queue in of_type(template, "AWS::SQS::Queue").items():
        if not queue["Properties"].get("SqsManagedSseEnabled"):
            found.append(f"{name} is not encrypted")
    return found


def stores_past_the_key(root: Path) -> list[str]:
    """What the operator's own key is to encrypt, it encrypts everywhere."""
    template = template_of(root)
    return [
        f"{name} is not encrypted with KmsKeyArn"
        for kind in ENCRYPTED
        for name, resource in of_type(template, kind).items()
        if "{'Ref': 'KmsKeyArn'}" not in repr(resource["Properties"])
    ]


def unexplained_parameters(root: Path) -> list[str]:
    template = template_of(root)
    text = (root / "template.yaml").read_text(encoding="utf-8")
    grouped = [
        name
        for group in template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        for name in group["Parameters"]
    ]
    found = [f"{name} stands in no group" for name in template["Parameters"] if name not in grouped]
    for name, parameter in template["Parameters"].items():
        if len(parameter.get("Description", "")) < len("What it does to a report."):
            found.append(f"{name} does not say what it does to a report")
        if not re.search(rf"!Ref {name}\b|\${{{name}}}", text):
            found.append(f"{name} does nothing")
    return found + [f"{name} is no parameter" for name in grouped if name not in template["Parameters"]]


def strangers_to_the_engine(root: Path) -> list[str]:
    """What the engine's CloudFormation does not know stands behind a condition that is off on a laptop."""
    import ministack

    known = (Path(ministack.__file__).parent / "services/cloudformation/provisioners.py").read_text(encoding="utf-8")
    return [
        f"{name} is a {resource['Type']}, which the engine refuses"
        for name, resource in template_of(root)["Resources"].items()
        if not resource["Type"].startswith("AWS::Serverless::")
        and f'"{resource["Type"]}"' not in known
        and "Condition" not in resource
    ]


def drifting_pins(root: Path) -> list[str]:
    """What is tested here is what runs there."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = [
        f"{requirement} has no exact version" for requirement in project["dependencies"] if "==" not in requirement
    ]
    brought = _pins((root / "constraints.txt").read_text(encoding="utf-8").splitlines())
    pinned = brought | _pins(project["dependencies"])
    for path in sorted((root / "layers").glob("*/requirements.txt")):
        found += [
            f"{path.relative_to(root)}: {name}=={version} is not what is tested here"
            for name, version in _pins(path.read_text(encoding="utf-8").splitlines()).items()
            if pinned.get(name) != version
        ]
    return found


def _pins(lines: Iterable[str]) -> dict[str, str]:
    split = (line.partition("==") for line in lines if line and not line.startswith("#"))
    return {name.lower().replace("_", "-"): version for name, _, version in split}


def stray_events(root: Path) -> list[str]:
    """A sample event is named `<function>.<situation>.json`, and every function has one."""
    folders = set(functions(root))
    named = {path.name: path.name.partition(".")[0] for path in (root / "events").glob("*")}
    found = [f"events/{name} is for no function" for name, function in sorted(named.items()) if function not in folders]
    found += [
        f"events/{name} is not named function.situation.json"
        for name in sorted(named)
        if not re.fullmatch(r"[a-z_]+\.[a-z0-9_]+\.(?:json|eml)", name)
    ]
    return found + [f"{function} has no sample event" for function in sorted(folders - set(named.values()))]


CHECKS = (
    functions_without_folder,
    unlogged_functions,
    failures_without_destination,
    careless_storage,
    stores_past_the_key,
    unexplained_parameters,
    strangers_to_the_engine,
    drifting_pins,
    stray_events,
)
