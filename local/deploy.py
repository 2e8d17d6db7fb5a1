"""Put the real template into the engine, by CloudFormation, and leave it alone when nothing has changed."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local.cloud import Cloud
from local.errors import CannotStart
from local.packaging import BUCKET, package
from local.state import ROOT, StateDir
from local.template import Template, add_routes, of_type, read

STACK = "redress"
PATIENCE_SECONDS = 120.0
Outputs = dict[str, str]


def deploy(
    cloud: Cloud, state: StateDir, parameters: dict[str, str], *, save: Callable[[], None], root: Path = ROOT
) -> Outputs:
    """`save` is asked once the stack stands: from then on a kill does not cost it."""
    template = read(root / "template.yaml")
    unknown = parameters.keys() - template["Parameters"].keys()
    if unknown:  # the engine would take them and use the defaults
        raise CannotStart(f"template.yaml has no parameter {', '.join(sorted(unknown))}.")
    archives = package(template, root)
    add_routes(template)
    body = json.dumps(template, sort_keys=True).encode()
    fingerprint = hashlib.sha256(body + json.dumps(parameters, sort_keys=True).encode()).hexdigest()
    known = state.recall("stack") or {}
    if known.get("fingerprint") == fingerprint and _status(cloud) in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        outputs: Outputs = known["outputs"]
        return outputs
    _upload(cloud, {**archives, "template.json": body})
    outputs = _change(cloud, parameters)
    _expire(cloud, template)
    _verify_senders(cloud, parameters)
    save()
    state.remember("stack", {"fingerprint": fingerprint, "outputs": outputs})
    return outputs


def _upload(cloud: Cloud, files: dict[str, bytes]) -> None:
    cloud.objects.create_bucket(Bucket=BUCKET)
    for key, content in files.items():
        cloud.objects.put_object(Bucket=BUCKET, Key=key, Body=content)


def _change(cloud: Cloud, parameters: dict[str, str]) -> Outputs:
    status = _status(cloud)
    if status == "ROLLBACK_COMPLETE":  # a first deploy that failed leaves a husk that can only be deleted
        cloud.cloudformation.delete_stack(StackName=STACK)
        status = _settled(cloud)
    request: dict[str, Any] = {
        "StackName": STACK,
        "TemplateURL": f"https://s3.amazonaws.com/{BUCKET}/template.json",
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    try:
        if status is None:
            cloud.cloudformation.create_stack(**request)
        else:
            cloud.cloudformation.update_stack(**request)
    except ClientError as refused:
        message = refused.response["Error"].get("Message", "")
        if "No updates are to be performed" not in message:
            raise CannotStart(f"The engine refuses template.yaml: {message}") from None
    if _settled(cloud) not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise CannotStart(f"template.yaml could not be deployed:\n{_reasons(cloud)}")
    stack = cloud.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _status(cloud: Cloud) -> str | None:
    try:
        return cloud.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"]
    except ClientError:
        return None


def _settled(cloud: Cloud) -> str | None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        status = _status(cloud)
        if status is None or not status.endswith("_IN_PROGRESS"):
            return status
        time.sleep(0.1)
    raise CannotStart(f"The deploy is not done after {PATIENCE_SECONDS:.0f} s:\n{_reasons(cloud)}")


def _reasons(cloud: Cloud) -> str:
    events = cloud.cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [event for event in events if event.get("ResourceStatus", "").endswith("FAILED")]
    return "\n".join(
        f"  {event.get('LogicalResourceId')}: {event.get('ResourceStatusReason', 'no reason given')}"
        for event in reversed(failed)
    )


def _expire(cloud: Cloud, template: Template) -> None:
    """The engine takes no TTL from a template."""
    for name, table in of_type(template, "AWS::DynamoDB::Table").items():
        wanted = table["Properties"].get("TimeToLiveSpecification")
        physical = cloud.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId=name)
        table_name = physical["StackResourceDetail"].get("PhysicalResourceId", "")
        now = cloud.dynamodb.describe_time_to_live(TableName=table_name)["TimeToLiveDescription"]
        if wanted and now.get("TimeToLiveStatus") not in ("ENABLED", "ENABLING"):
            cloud.dynamodb.update_time_to_live(TableName=table_name, TimeToLiveSpecification=wanted)


def _verify_senders(cloud: Cloud, parameters: dict[str, str]) -> None:
    """What a domain's owner does once in the DNS."""
    for value in parameters.values():
        _, at, domain = value.partition("@")
        if at:
            try:
                cloud.mail.create_email_identity(EmailIdentity=domain)
            except cloud.mail.exceptions.AlreadyExistsException:
                continue
