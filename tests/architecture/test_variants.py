"""What is off on a laptop and as the template stands is sound too: everything that a parameter brings, switched on."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cfnlint.api import lint
from cfnlint.config import ManualArgs
from samtranslator.translator.transform import transform

from local.errors import CannotStart
from local.packaging import package
from local.rollout import PACES, gradual
from local.template import Template, of_type, read

ROOT = Path(__file__).parents[2]
EVERYTHING = {
    "AlarmAddress": "ops@shop.example",
    "CorsOrigins": "https://shop.example",
    "KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "MailDomain": "shop.example",
    "MonthlyBudget": "500",
    "PlatformWebhookUrl": "https://shop.example/hook",
    "PublicUrl": "https://reports.shop.example",
    "ReportsPerAddress": "20",
    "ReservedConcurrency": "20",
    "ReviewUrlPatterns": "https://shop.example/reviews/{review_id}",
    "SecondOpinionModel": "some.model",
    "Tracing": "Active",
}
NOTHING = {name: EVERYTHING[name] for name in ("PlatformWebhookUrl", "ReviewUrlPatterns")}

CALLERS = (
    "AWS::ApiGatewayV2::Api",
    "AWS::Events::Rule",
    "AWS::Lambda::EventSourceMapping",
    "AWS::S3::Bucket",
    "AWS::StepFunctions::StateMachine",
)


@pytest.fixture(scope="module")
def packaged() -> Template:
    template = read(ROOT / "template.yaml")
    package(template, ROOT)
    return template


def made_of(packaged: Template, parameters: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Template:
    """What CloudFormation is given for these parameters."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    given = copy.deepcopy(packaged)
    for name, value in parameters.items():
        given["Parameters"][name]["Default"] = value
    made: Template = transform(given, parameters, SimpleNamespace(load=dict))
    return made


def rolled_out(packaged: Template, monkeypatch: pytest.MonkeyPatch, stamp: str = "first", **also: str) -> Template:
    return made_of(gradual(copy.deepcopy(packaged), PACES[0], stamp), {**EVERYTHING, **also}, monkeypatch)


@pytest.mark.parametrize("made_by", [made_of, rolled_out], ids=["at once", "bit by bit"])
def test_the_template_with_everything_on_is_sound(
    made_by: Callable[..., Template], packaged: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_by(packaged, EVERYTHING, monkeypatch) if made_by is made_of else made_by(packaged, monkeypatch)

    found = lint(json.dumps(made, default=str), config=ManualArgs(regions=["us-east-1"]))

    assert [f"{match.rule.id} {match.message}" for match in found if match.rule.id.startswith("E")] == []


def test_a_rollout_bit_by_bit_goes_back_on_alarms_that_exist(
    packaged: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = rolled_out(packaged, monkeypatch)
    groups = of_type(made, "AWS::CodeDeploy::DeploymentGroup")
    aliases = of_type(made, "AWS::Lambda::Alias")
    alarms = [alarm["Properties"].get("AlarmName") for alarm in of_type(made, "AWS::CloudWatch::Alarm").values()]

    assert len(groups) == len(aliases) == len(of_type(made, "AWS::Lambda::Function"))
    assert all("CodeDeployLambdaAliasUpdate" in alias["UpdatePolicy"] for alias in aliases.values())
    for group in groups.values():
        watched = [alarm["Name"] for alarm in group["Properties"]["AlarmConfiguration"]["Alarms"]]
        assert len(watched) == 3
        assert [name for name in watched if name not in alarms] == []


def test_as_it_stands_there_are_no_versions_and_no_codedeploy(
    packaged: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_of(packaged, EVERYTHING, monkeypatch)

    assert [name for name, found in made["Resources"].items() if found["Type"] == "AWS::Lambda::Version"] == []
    assert [name for name, found in made["Resources"].items() if "CodeDeploy" in found["Type"]] == []


def test_each_rollout_is_a_new_version_of_each_function_whatever_changed(
    packaged: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a parameter's new value alone SAM publishes none: the stamp does."""
    before = of_type(rolled_out(packaged, monkeypatch, "first"), "AWS::Lambda::Version").keys()
    unstamped = of_type(rolled_out(packaged, monkeypatch, "first", UndoSeconds="60"), "AWS::Lambda::Version").keys()
    after = of_type(rolled_out(packaged, monkeypatch, "second", UndoSeconds="60"), "AWS::Lambda::Version").keys()

    assert unstamped == before
    assert after.isdisjoint(before)
    assert len(after) == len(before) > 0


def test_in_a_rollout_every_caller_reaches_the_published_version(
    packaged: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An ARN without the alias would run what is not rolled out yet."""
    made = rolled_out(packaged, monkeypatch)
    functions = of_type(made, "AWS::Lambda::Function").keys()

    assert [name for name in CALLERS if not of_type(made, name)] == []
    assert [
        name
        for name, resource in made["Resources"].items()
        if resource["Type"] in CALLERS
        for reached in _reached(resource["Properties"])
        if reached in functions
    ] == []


def test_a_pace_that_codedeploy_does_not_know_is_told(packaged: Template) -> None:
    with pytest.raises(CannotStart, match="Canary10Percent5Minutes"):
        gradual(copy.deepcopy(packaged), "Slowly", "first")


def _reached(value: Any) -> list[str]:
    """Whatever is reached by its own ARN or name."""
    if isinstance(value, dict):
        named = value.get("Fn::GetAtt") or [value.get("Ref")]
        own = [named[0]] if isinstance(named[0], str) else []
        own += re.findall(r"\$\{(\w+)[.}]", json.dumps(value["Fn::Sub"])) if "Fn::Sub" in value else []
        return own + [name for inner in value.values() for name in _reached(inner)]
    if isinstance(value, list):
        return [name for inner in value for name in _reached(inner)]
    return []
