"""What an operator does with the SAM CLI, done to the engine: build, deploy, update, a deploy that fails, delete."""

import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local.cloud import Cloud
from local.engine import Engine
from local.state import ROOT, StateDir
from local.template import of_type, read

SAM = ROOT / ".venv-sam/bin/sam"
STACK = "redress-dev"
SOURCES = ("functions", "layers", "statemachines", "template.yaml", "samconfig.toml")
PARAMETERS = (
    "ReviewUrlPatterns=https://shop.example/reviews/{review_id}",
    "PlatformWebhookUrl=http://127.0.0.1:9/hook",
    "DeletionProtection=false",
)
LATER = {"Dashboard", "TableIsThrottled"}
"""What the version before did not have yet."""

# A deploy that gets far: the functions are new already when this one is given up.
FAILING = {
    "Never": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
    "NeverComes": {
        "Type": "AWS::CloudFormation::WaitCondition",
        "DependsOn": ["IntakeApiFunction", "TriageFunction"],
        "Properties": {"Handle": {"Ref": "Never"}, "Timeout": "1", "Count": 1},
    },
}

pytestmark = pytest.mark.skipif(
    not SAM.exists() and not os.environ.get("CI"), reason="the SAM CLI is not here: make test installs it"
)


class Operator:
    """At a shell, in a checkout, signed in to an account that is the engine."""

    def __init__(self, checkout: Path, url: str) -> None:
        self._checkout = checkout
        self.cloud = Cloud(url)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "SAM_CLI_TELEMETRY": "0",
            "SAM_CLI_POLL_DELAY": "0.2",
            # The layers for this machine and its Python, on which the engine runs them.
            "RUNTIME": f"{sys.version_info.major}.{sys.version_info.minor}",
            "MACHINE": platform.machine(),
        }

    def sam(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(SAM), *words],
            cwd=self._checkout,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def deploy(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.sam(
            *("deploy", "--config-file", str(self._checkout / "samconfig.toml"), "--config-env", "dev"),
            *("--no-confirm-changeset", *words, "--parameter-overrides", *PARAMETERS),
        )

    def variant(self, name: str, change: Callable[[dict[str, Any]], None]) -> str:
        """Beside the built template, whose paths are relative."""
        built = self._checkout / ".aws-sam/build"
        template = read(built / "template.yaml")
        change(template["Resources"])
        (built / name).write_text(json.dumps(template, default=str))
        return f".aws-sam/build/{name}"

    def other_code(self, name: str, text: str) -> str:
        """Where the code of another version of the intake lies."""
        folder = self._checkout / name
        shutil.copytree(self._checkout / "functions/intake_api", folder)
        with (folder / "app.py").open("a") as file:
            file.write(text)
        return f"../../{name}"

    def status(self) -> str:
        return self.cloud.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"]

    def resources(self) -> dict[str, str]:
        found = self.cloud.cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
        return {each["LogicalResourceId"]: each.get("PhysicalResourceId", "") for each in found}

    def code(self) -> str:
        found = self.cloud.functions.get_function_configuration(FunctionName=self.resources()["IntakeApiFunction"])
        return found["CodeSha256"]

    def calls(self, event: dict[str, Any]) -> dict[str, Any]:
        answer = self.cloud.functions.invoke(
            FunctionName=self.resources()["IntakeApiFunction"], Payload=json.dumps(event).encode()
        )
        said = answer["Payload"].read()
        assert not answer.get("FunctionError"), said
        reply: dict[str, Any] = json.loads(said)
        return {"status": reply["statusCode"], **json.loads(reply["body"])}


class Story:
    """One stack through its life. What one version was told, the next is asked about."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator
        self.receipt: dict[str, Any] = {}

    def report(self) -> dict[str, Any]:
        sent: dict[str, Any] = json.loads((ROOT / "events/intake_api.report_sent.json").read_text())
        self.receipt = self._operator.calls(sent)
        return self.receipt

    def state_of_the_report(self) -> str:
        """As its reporter is told, once triage has seen it."""
        asked = json.loads((ROOT / "events/intake_api.status_unknown.json").read_text())
        asked["headers"]["authorization"] = f"Bearer {self.receipt['status_token']}"
        asked["pathParameters"]["report_id"] = self.receipt["report_id"]
        asked["rawPath"] = asked["requestContext"]["http"]["path"] = f"/v1/reports/{self.receipt['report_id']}"
        deadline = time.monotonic() + 30
        while True:
            answer = self._operator.calls(asked)
            status = answer["status"] if isinstance(answer["status"], str) else ""
            if status not in ("", "received") or time.monotonic() > deadline:
                return status or str(answer)
            time.sleep(0.1)


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    folder = tmp_path_factory.mktemp("sam")
    checkout = folder / "checkout"
    checkout.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, checkout / name)
    state = StateDir(folder / "state")
    state.prepare()
    engine = Engine(state)
    engine.start()
    yield Operator(checkout, engine.url)
    engine.stop()


@pytest.fixture(scope="module")
def built(operator: Operator) -> Operator:
    done = operator.sam("build")
    assert done.returncode == 0, done.stderr[-2000:]
    return operator


@pytest.fixture(scope="module")
def before(built: Operator) -> Story:
    """The version before is up, and has taken in a report."""

    def older(resources: dict[str, Any]) -> None:
        for name in LATER:
            del resources[name]
        resources["IntakeApiFunction"]["Properties"]["CodeUri"] = built.other_code("before", "\n# as it was before\n")

    done = built.deploy("--template-file", built.variant("before.json", older))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    story = Story(built)
    story.report()
    return story


@pytest.fixture(scope="module")
def updated(before: Story, built: Operator) -> dict[str, Any]:
    was = {"code": built.code(), "resources": built.resources(), "state": before.state_of_the_report()}
    done = built.deploy()
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return was


@pytest.fixture(scope="module")
def turned_back(updated: dict[str, Any], built: Operator) -> dict[str, Any]:
    was: dict[str, Any] = {"code": built.code(), "resources": built.resources()}

    def broken(resources: dict[str, Any]) -> None:
        resources |= FAILING
        resources["IntakeApiFunction"]["Properties"]["CodeUri"] = built.other_code("broken", "\nraise SystemExit\n")

    was["said"] = built.deploy("--template-file", built.variant("broken.json", broken))
    return was


@pytest.fixture(scope="module")
def deleted(turned_back: dict[str, Any], built: Operator) -> dict[str, Any]:
    was = {"resources": built.resources()}
    done = built.sam("delete", "--config-env", "dev", "--stack-name", STACK, "--region", "us-east-1", "--no-prompts")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return was


def test_a_layer_holds_what_its_list_names_and_its_bytecode(built: Operator, operator: Operator) -> None:
    for name in ("redress", "detect"):
        layer = operator._checkout / f".aws-sam/build/{name.title()}Layer/python"
        listed = (ROOT / f"layers/{name}/requirements.txt").read_text().splitlines()
        wanted = {line.lower().replace("-", "_").replace("==", "-") for line in listed if "==" in line}
        assert {path.name.removesuffix(".dist-info").lower() for path in layer.glob("*.dist-info")} == wanted
        assert all(list(path.parent.glob(f"__pycache__/{path.stem}.*.pyc")) for path in layer.rglob("*.py"))


def test_what_sam_deploys_takes_a_report_in_and_opens_its_case(before: Story) -> None:
    assert before.receipt["reference"].startswith("R-")
    assert before.state_of_the_report() == "in_review"


def test_an_update_in_place_brings_the_new_version_and_keeps_the_data(
    updated: dict[str, Any], before: Story, built: Operator
) -> None:
    now = built.resources()

    assert built.status() == "UPDATE_COMPLETE"
    assert now.keys() >= LATER
    assert built.code() != updated["code"]
    kept = {name: value for name, value in updated["resources"].items() if "Layer" not in name}
    assert {name: now[name] for name in kept} == kept, "something was replaced"
    assert before.state_of_the_report() == updated["state"] == "in_review"
    assert before.report()["report_id"] == before.receipt["report_id"]


def test_a_deploy_that_fails_leaves_the_version_before_in_place(
    turned_back: dict[str, Any], before: Story, built: Operator
) -> None:
    assert turned_back["said"].returncode != 0
    assert built.status() == "UPDATE_ROLLBACK_COMPLETE"
    assert built.code() == turned_back["code"]
    assert before.state_of_the_report() == "in_review"


def test_after_a_delete_all_that_was_entrusted_to_the_stack_is_still_there(
    deleted: dict[str, Any], before: Story, built: Operator
) -> None:
    was, cloud = deleted["resources"], built.cloud
    kept = {
        name
        for name, resource in read(ROOT / "template.yaml")["Resources"].items()
        if resource.get("DeletionPolicy") == "Retain" and "Condition" not in resource
    }

    assert kept == {"Table", "MailBucket", "AuditBucket", "StreamFailures", "SealSecret", "PlatformSecret"}
    key = {"pk": {"S": f"REPORT#{before.receipt['report_id']}"}, "sk": {"S": "REPORT"}}
    assert "Item" in cloud.dynamodb.get_item(TableName=was["Table"], Key=key)
    buckets = {bucket["Name"] for bucket in cloud.objects.list_buckets()["Buckets"]}
    assert {was["MailBucket"], was["AuditBucket"], was["StreamFailures"]} <= buckets
    for secret in ("SealSecret", "PlatformSecret"):
        assert json.loads(cloud.secrets.get_secret_value(SecretId=was[secret])["SecretString"])["key"]
    functions = {each["FunctionName"] for each in cloud.functions.list_functions()["Functions"]}
    assert not functions & {was[name] for name in of_type(read(ROOT / "template.yaml"), "AWS::Serverless::Function")}
