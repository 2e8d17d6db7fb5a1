"""Deploying a template: at once, again only for a change, and with words when it cannot be done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.cloud import Cloud
from local.deploy import STACK, Outputs, deploy
from local.engine import Engine
from local.errors import CannotStart
from local.state import StateDir

TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Parameters:
  Sender: {Type: String, Default: notices@shop.example}
  Word: {Type: String, Default: hello}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
  Layer:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: layer/}
  Greeter:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: greeter/
      Handler: app.handler
      Runtime: python3.13
      Layers: [!Ref Layer]
      Environment: {Variables: {WORD: !Ref Word}}
Outputs:
  TableName: {Value: !Ref Table}
  Greeter: {Value: !Ref Greeter}
"""
NESTED = (
    "{Type: AWS::CloudFormation::Stack, Properties: {Parameters: {A: b}}}"  # fails when it is made, not when it is read
)
HANDLER = """
import os
from manners import polite


def handler(event, context):
    return polite(os.environ["WORD"])
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    root = tmp_path / "sources"
    for folder in ("greeter", "layer/manners"):
        (root / folder).mkdir(parents=True)
    (root / "template.yaml").write_text(TEMPLATE)
    (root / "greeter" / "app.py").write_text(HANDLER)
    (root / "layer" / "requirements.txt").write_text("")
    (root / "layer" / "manners" / "__init__.py").write_text("def polite(word):\n    return word + ', please'\n")
    return root


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    state = StateDir(tmp_path_factory.mktemp("deploy"))
    state.prepare()
    started = Engine(state)
    started.start()
    yield started
    started.stop()


@pytest.fixture
def cloud(engine: Engine) -> Iterator[Cloud]:
    fresh = Cloud(engine.url)
    yield fresh
    fresh.cloudformation.delete_stack(StackName=STACK)


class Deploys:
    """Counts the saves, of which there is one for each deploy that changed anything."""

    def __init__(self, cloud: Cloud, state: StateDir, sources: Path) -> None:
        self._cloud, self._state, self._sources = cloud, state, sources
        self.changes = 0

    def __call__(self, **parameters: str) -> Outputs:
        return deploy(self._cloud, self._state, parameters, save=self._save, root=self._sources)

    def _save(self) -> None:
        self.changes += 1


@pytest.fixture
def deploys(cloud: Cloud, sources: Path, tmp_path: Path) -> Deploys:
    return Deploys(cloud, StateDir(tmp_path), sources)


def says(cloud: Cloud, outputs: Outputs) -> bytes:
    return cloud.functions.invoke(FunctionName=outputs["Greeter"])["Payload"].read()


def test_functions_and_layers_run_as_packaged(deploys: Deploys, cloud: Cloud) -> None:
    assert says(cloud, deploys()) == b'"hello, please"'


def test_a_second_deploy_without_a_change_does_nothing(deploys: Deploys) -> None:
    assert deploys() == deploys()
    assert deploys.changes == 1


def test_a_change_of_code_of_the_layer_or_of_a_parameter_is_deployed(
    deploys: Deploys, cloud: Cloud, sources: Path
) -> None:
    deploys()
    assert says(cloud, deploys(Word="good day")) == b'"good day, please"'

    (sources / "layer" / "manners" / "__init__.py").write_text("def polite(word):\n    return word + ', sir'\n")
    assert says(cloud, deploys(Word="good day")) == b'"good day, sir"'

    (sources / "greeter" / "app.py").write_text(HANDLER.replace("polite(os", "2 * polite(os"))
    assert says(cloud, deploys()) == b'"hello, sirhello, sir"'


def test_a_stack_that_the_engine_lost_is_made_again(deploys: Deploys, cloud: Cloud) -> None:
    deploys()
    cloud.cloudformation.delete_stack(StackName=STACK)

    assert says(cloud, deploys()) == b'"hello, please"'


def test_items_expire_as_the_template_says(deploys: Deploys, cloud: Cloud) -> None:
    found = cloud.dynamodb.describe_time_to_live(TableName=deploys()["TableName"])["TimeToLiveDescription"]

    assert found == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}


def test_the_domain_of_a_sender_may_send(deploys: Deploys, cloud: Cloud) -> None:
    deploys(Sender="notices@else.example")

    assert cloud.mail.get_email_identity(EmailIdentity="else.example")["VerifiedForSendingStatus"]


def test_a_template_that_cannot_be_deployed_is_told_and_can_be_mended(
    deploys: Deploys, cloud: Cloud, sources: Path
) -> None:
    path = sources / "template.yaml"
    path.write_text(TEMPLATE.replace("Resources:", f"Resources:\n  Odd: {NESTED}"))
    with pytest.raises(CannotStart, match="Odd"):
        deploys()

    path.write_text(TEMPLATE)

    assert says(cloud, deploys()) == b'"hello, please"'
    assert deploys.changes == 1


def test_a_template_that_is_refused_is_told(deploys: Deploys, sources: Path) -> None:
    path = sources / "template.yaml"
    path.write_text(TEMPLATE.replace("Resources:", "Resources:\n  Odd: {Type: AWS::Nonsense::Thing}"))

    with pytest.raises(CannotStart, match="AWS::Nonsense::Thing"):
        deploys()


def test_a_parameter_that_the_template_does_not_know_is_told(deploys: Deploys) -> None:
    with pytest.raises(CannotStart, match="Colour"):
        deploys(Colour="red")
