"""A check that never turns red holds no wall. Each is shown a copy of the house with one thing broken."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import actions, cloud, doors, grants, indexes, walls, workflow

ROOT = Path(__file__).parents[2]
PACKAGE = walls.PACKAGE
Check = Callable[[Path], list[str]]
Break = Callable[[Path], None]

TREE = ("layers", "functions", "events", "statemachines")
FILES = ("template.yaml", "pyproject.toml", "constraints.txt")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for folder in TREE:
        if (ROOT / folder).exists():
            shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def written(path: str, text: str) -> Break:
    def add(root: Path) -> None:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") if target.exists() else ""
        target.write_text(f"{before}\n{text}\n", encoding="utf-8")

    return add


def changed(path: str, pattern: str, replacement: str) -> Break:
    def change(root: Path) -> None:
        target = root / path
        before = target.read_text(encoding="utf-8")
        after = re.sub(pattern, replacement, before, count=1, flags=re.MULTILINE | re.DOTALL)
        assert after != before, f"{pattern} is not in {path} any more: mend this test"
        target.write_text(after, encoding="utf-8")

    return change


def removed(path: str) -> Break:
    return lambda root: shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()


def forgotten_events(root: Path) -> None:
    for path in (root / "events").glob("tally.*"):
        path.unlink()


REDRESS = str(PACKAGE)
TRIAGE = f"{REDRESS}/triage.py"
MODEL = f"{REDRESS}/model/__init__.py"
APP = "functions/take_down/app.py"
ASL = "statemachines/escalation.asl.yaml"
CLOUD = "template.yaml"

BROKEN: list[tuple[Check, Break]] = [
    (walls.knowledge_of_functions, written(TRIAGE, "import functions.triage.app")),
    (walls.thick_handlers, written(APP, "def route(e):\n" + "    e = e\n" * 7)),
    (walls.thick_handlers, written(APP, "def route(e):\n    try:\n        return e\n    finally:\n        pass")),
    (walls.thick_handlers, changed(APP, r"def handler\(", "def handle(")),
    (
        walls.ports_by_position,
        written(TRIAGE, "from redress import ports\ndef go(cases: ports.CaseStore) -> None: ..."),
    ),
    (
        walls.shapeless_answers,
        written(TRIAGE, "from redress import ports\ndef go(*, cases: ports.CaseStore) -> dict[str, str]: ..."),
    ),
    (walls.strangers_on_the_inner_floors, written(MODEL, "import aws_lambda_powertools")),
    (walls.strangers_on_the_inner_floors, written(f"{REDRESS}/detect/__init__.py", "import numpy")),
    (walls.clocks_inside, written(TRIAGE, "import datetime\nNOW = datetime.datetime.now()")),
    (walls.homeless_boto3, written(TRIAGE, "import boto3")),
    (walls.homeless_boto3, written(APP, "from botocore.exceptions import ClientError")),
    (walls.homeless_environment, written(TRIAGE, "import os\nTABLE = os.environ['TABLE_NAME']")),
    (walls.homeless_environment, written(APP, "from os import getenv")),
    (walls.nouns_modelled_twice, written(TRIAGE, "class Report: ...")),
    (walls.guidelines_written_twice, written(APP, "CLAUSE = 'respect.threat'")),
    (walls.key_shapes_written_twice, written(TRIAGE, "KEY = f'REVIEW#{1}'")),
    (walls.bags, written(f"{REDRESS}/helpers.py", "")),
    (walls.bags, written(TRIAGE, "class CaseManager: ...")),
    (walls.long_files, written(TRIAGE, "\n" * walls.LINES_OF_A_FILE)),
    (walls.silent_excepts, written(TRIAGE, "try:\n    pass\nexcept Exception:\n    pass")),
    (cloud.functions_without_folder, written("functions/orphan/app.py", "")),
    (cloud.functions_without_folder, removed("functions/tally")),
    (cloud.functions_without_folder, changed(CLOUD, r"^  TallyFunction:", "  CountFunction:")),
    (cloud.unlogged_functions, changed(CLOUD, r"LogGroup: !Ref TallyLogs", "LogGroup: !Ref SweepLogs")),
    (cloud.unlogged_functions, changed(CLOUD, r"/tally\", RetentionInDays: !Ref LogDays", '/tally"')),
    (cloud.failures_without_destination, changed(CLOUD, r"OnFailure: {Type: SQS", "OnSuccess: {Type: SQS")),
    (cloud.failures_without_destination, changed(CLOUD, r"OnFailure: {Type: S3", "OnFailure: {Type: SQS")),
    (cloud.failures_without_destination, changed(CLOUD, r" +BisectBatchOnFunctionError: true\n", "")),
    (cloud.failures_without_destination, changed(CLOUD, r" +FunctionResponseTypes: [^\n]+\n", "")),
    (cloud.failures_without_destination, changed(CLOUD, r" +RedrivePolicy: [^\n]+\n", "")),
    (cloud.failures_without_destination, changed(CLOUD, r"VisibilityTimeout: 360", "VisibilityTimeout: 30")),
    (grants.keys_nobody_has, changed(CLOUD, r'"REPORT#\*"', '"REPROT#*"')),
    (grants.wide_permissions, changed(CLOUD, r"dynamodb:GetItem", "dynamodb:*")),
    (grants.wide_permissions, changed(CLOUD, r"dynamodb:Query", "dynamodb:Scan")),
    (grants.wide_permissions, changed(CLOUD, r"Resource: !GetAtt Table.Arn", 'Resource: "*"')),
    (grants.wide_permissions, changed(CLOUD, r"SQSSendMessagePolicy", "SQSPollerPolicy")),
    (
        doors.unguarded_routes,
        changed(CLOUD, r"Auth: {AuthorizationScopes: \[redress/platform\]}", "PayloadFormatVersion: '2.0'"),
    ),
    (doors.unguarded_routes, changed(CLOUD, r"Path: /v1/queues", "Path: /v1/queue")),
    (doors.unguarded_routes, changed(CLOUD, r"Path: /v1/queues", "Path: /v1/queues, Auth: {Authorizer: NONE}")),
    (doors.unguarded_routes, changed(CLOUD, r" +DefaultAuthorizer: SignIn\n", "")),
    (doors.unguarded_routes, changed(CLOUD, r'"POST /v1/reports":', '"GET /v1/queues":')),
    (doors.doors_without_a_rate_by_address, changed(CLOUD, r"\|status/\[\^/\]\+/reply\)", ")")),
    (doors.talkative_access_logs, changed(CLOUD, r"context\.routeKey", "context.path")),
    (cloud.careless_storage, changed(CLOUD, r" +PointInTimeRecoverySpecification: [^\n]+\n", "")),
    (cloud.careless_storage, changed(CLOUD, r"DeletionPolicy: Retain", "DeletionPolicy: Delete")),
    (cloud.careless_storage, changed(CLOUD, r"BlockPublicAcls: true", "BlockPublicAcls: false")),
    (cloud.careless_storage, changed(CLOUD, r"Sid: OverTlsOnly", "Sid: Anyhow")),
    (cloud.careless_storage, changed(CLOUD, r" +SqsManagedSseEnabled: [^\n]+\n", "")),
    (cloud.stores_past_the_key, changed(CLOUD, r" +KmsMasterKeyId: [^\n]+\n", "")),
    (grants.wide_permissions, changed(CLOUD, r" +- !If \[HasKey, !Ref KeyUse, [^\n]+\n", "")),
    (cloud.unexplained_parameters, changed(CLOUD, r"(  UndoSeconds:\n.*?)    Description: [^\n]+\n", r"\1")),
    (cloud.unexplained_parameters, changed(CLOUD, r"!Ref UndoSeconds", "10")),
    (
        actions.idle_permissions,
        changed(CLOUD, r"(dynamodb:BatchGetItem, dynamodb:GetItem, dynamodb:Put)", r"dynamodb:DeleteItem, \1"),
    ),
    (actions.idle_permissions, changed(CLOUD, r"Action: s3:GetObject", "Action: [s3:GetObject, s3:PutObject]")),
    (indexes.wrong_indexes, changed(CLOUD, r' +- !Sub "\${Table.Arn}/index/case_reports"\n', "")),
    (
        indexes.wrong_indexes,
        changed(CLOUD, r'(Table\.Arn}/index/case_reports")\]', r'\1, !Sub "${Table.Arn}/index/overdue"]'),
    ),
    (
        indexes.wrong_indexes,
        changed(
            CLOUD,
            r'( +)(Resource: \[!Sub "\${Table.Arn}/index/case_reports"\])',
            r'\1\2\n\1Condition: {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["REVIEW#*"]}}',
        ),
    ),
    (grants.variables_nobody_reads, changed(CLOUD, r"        TABLE_NAME:", "        TABEL_NAME:")),
    (grants.unmet_needs, changed(CLOUD, r" +NOTICE_QUEUE_URL: [^\n]+\n", "")),
    (grants.unmet_needs, changed(CLOUD, r" +- SQSSendMessagePolicy: [^\n]+NoticeQueue[^\n]+\n", "")),
    (grants.unmet_needs, changed(CLOUD, r"POWERTOOLS_SERVICE_NAME: tally", "ABUSE_ADDRESS: !Ref AbuseAddress")),
    (cloud.strangers_to_the_engine, changed(CLOUD, r"(ReceiptRuleSet\n)    Condition: HasMailDomain\n", r"\1")),
    (cloud.drifting_pins, changed("layers/redress/requirements.txt", r"pydantic==[\d.]+", "pydantic==2.0.0")),
    (cloud.drifting_pins, changed("layers/redress/requirements.txt", r"jmespath==[\d.]+", "jmespath==0.9.0")),
    (cloud.drifting_pins, changed("pyproject.toml", r'"rich==[\d.]+"', '"rich"')),
    (cloud.stray_events, written("events/nobody.calls.json", "{}")),
    (cloud.stray_events, forgotten_events),
    (workflow.endless_tasks, changed(ASL, r" +TimeoutSeconds: 60\n", "")),
    (workflow.endless_tasks, changed(ASL, r"TimeoutSeconds: 60\n", 'TimeoutSeconds: "{% 60 %}"\n')),
    (workflow.unretried_tasks, changed(ASL, r"    Retry:.*?    Catch:", "    Catch:")),
    (workflow.unretried_tasks, changed(ASL, r" +JitterStrategy: FULL\n", "")),
    (workflow.dead_ends, changed(ASL, r"        Next: ParkCase\n", "        Next: Notify\n")),
    (workflow.dead_ends, changed(ASL, r"    Catch:.*?    Next: Outcome", "    Next: Outcome")),
    (workflow.unreached_states, written(ASL, "  Lost:\n    Type: Succeed")),
    (workflow.unreached_states, changed(ASL, r"    Default: OpenReview", "    Default: OpenReveiw")),
    (workflow.unfilled_names, changed(ASL, r"\$\{NoticeQueueUrl\}", "${NoticesUrl}")),
    (workflow.odd_takedown_patience, changed(ASL, r"MaxAttempts: 57", "MaxAttempts: 5")),
    (workflow.words_in_payloads, changed(ASL, r"(TakeDownFunctionArn\}\n      Payload:\n)", r"\1        text: hers\n")),
    (workflow.wrong_language, changed(ASL, r"QueryLanguage: JSONata", "QueryLanguage: JSONPath")),
]


@pytest.mark.parametrize("check, break_it", BROKEN, ids=[check.__name__ for check, _ in BROKEN])
def test_a_broken_house_turns_the_check_red(check: Check, break_it: Break, house: Path) -> None:
    before = check(house)

    break_it(house)

    assert set(check(house)) - set(before)


def test_every_check_is_shown_to_bite() -> None:
    assert {check for check, _ in BROKEN} == {
        check for module in (walls, cloud, doors, grants, actions, indexes, workflow) for check in module.CHECKS
    }


@pytest.mark.parametrize(
    "module, line",
    [
        ("model/__init__.py", "import redress.triage"),
        ("policy/__init__.py", "import redress.ports"),
        ("triage.py", "import redress.adapters"),
        ("triage.py", "import boto3"),
        ("ports/__init__.py", "import aws_lambda_powertools"),
    ],
)
def test_a_broken_floor_turns_the_import_contracts_red(module: str, line: str, house: Path) -> None:
    written(f"{REDRESS}/{module}", line)(house)

    assert lint_imports(house) != 0


def test_the_import_contracts_are_green_before(house: Path) -> None:
    assert lint_imports(house) == 0


def lint_imports(root: Path) -> int:
    environment = {**os.environ, "PYTHONPATH": str(root / "layers/redress")}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False).returncode
