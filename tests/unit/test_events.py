"""The sample events of events/, each replayed through its real handler: samples cannot rot, and nothing answers 5xx."""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.adapters.dynamodb.keys import Key
from redress.errors import NotFound
from redress.model import Status
from redress.wiring import desk
from tests.builders.aws import DeskOnMoto, desk_on_moto
from tests.builders.leading_keys import kept_to_its_keys

EVENTS = Path(__file__).parents[2] / "events"
SAMPLES = sorted(path.stem for path in EVENTS.glob("*.json"))
ANSWERS = {
    "desk_api.case_unknown": 404,
    "desk_api.cases_listed": 200,
    "desk_api.platform_refused": 403,
    "desk_api.looked_at": 200,
    "desk_api.next_taken": 200,
    "desk_api.policy_read": 200,
    "desk_api.queues_read": 200,
    "desk_api.searched": 200,
    "desk_api.unmasked_without_reason": 422,
    "intake_api.report_incomplete": 422,
    "intake_api.report_sent": 202,
    "intake_api.review_told": 200,
    "intake_api.status_unknown": 404,
    "pages.appeal_unknown": 404,
    "pages.decision_unknown": 404,
    "pages.form_incomplete": 422,
    "pages.form_opened": 200,
    "pages.form_sent": 303,
    "pages.order_on_two_reviews": 303,
    "pages.reply_unknown": 404,
    "pages.status_unknown": 404,
}
REFUSED = {"open_review.token_of_no_case": NotFound}


class Context(LambdaContext):
    """As Lambda gives it, with a minute left."""

    _function_name = "sample"
    _memory_limit_in_mb = 512
    _invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:sample"
    _aws_request_id = "request-1"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 60_000


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskOnMoto]:
    """A table with a review that was told of; queues and a workflow to begin; the wiring reads the real environment."""
    with desk_on_moto() as wired:
        machine = boto3.client("stepfunctions").create_state_machine(
            name="escalation",
            definition=json.dumps({"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 9, "End": True}}}),
            roleArn="arn:aws:iam::123456789012:role/escalation",
        )
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="audit")
        timer = boto3.client("sqs").create_queue(QueueName="reviews")["QueueUrl"]
        more = {
            "WORKFLOW_ARN": machine["stateMachineArn"],
            "REVIEW_QUEUE_URL": timer,
            "SECOND_OPINION_MODEL": "a-model",
            "AUDIT_BUCKET": "audit",
        }
        for name, value in {**wired._env, **more, "PLATFORM_WEBHOOK_URL": "http://127.0.0.1:9/closed"}.items():
            monkeypatch.setenv(name, value)
        desk.cache_clear()
        for mail in EVENTS.glob("*.eml"):
            wired.put_mail(f"inbound/{mail.stem.partition('.')[2]}", mail.read_bytes())
        yield wired
    desk.cache_clear()


def replay(sample: str) -> Any:
    event = json.loads((EVENTS / f"{sample}.json").read_text(encoding="utf-8"))
    name = sample.partition(".")[0]
    handler = importlib.import_module(f"functions.{name}.app").handler
    with kept_to_its_keys(f"{name.title().replace('_', '')}Function"):
        return handler(event, Context())


def a_case_in_review() -> None:
    replay("intake_api.review_told")
    replay("intake_api.report_sent")
    (report,) = list(_stored_reports())
    from redress.triage import triage_reports

    triage_reports([report], desk=desk().triage)


def _stored_reports() -> Iterator[Any]:
    from redress.adapters.dynamodb.reports import loaded
    from redress.adapters.dynamodb.table import decode

    items = boto3.client("dynamodb").scan(TableName="redress")["Items"]
    return (loaded(decode(item)) for item in items if item["sk"]["S"] == "REPORT")


# A task that is refused has counted nothing, which Powertools remarks on.
@pytest.mark.filterwarnings("ignore:No application metrics")
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_event_gets_its_answer(stage: DeskOnMoto, sample: str) -> None:
    a_case_in_review()

    if sample in REFUSED:
        with pytest.raises(REFUSED[sample]):
            replay(sample)
        return
    answer = replay(sample)

    if sample in ANSWERS:
        assert answer["statusCode"] == ANSWERS[sample], answer.get("body")
    else:
        assert answer in (None, {"batchItemFailures": []}, {"outcome": Status.HUMAN_REVIEW})


def test_a_key_that_the_role_does_not_allow_is_noticed(stage: DeskOnMoto) -> None:
    with pytest.raises(AssertionError, match="TallyFunction is refused"), kept_to_its_keys("TallyFunction"):
        stage.reviews.get("R1")


def test_an_action_that_the_role_does_not_allow_is_noticed(stage: DeskOnMoto) -> None:
    with pytest.raises(AssertionError, match="DeleteItem"), kept_to_its_keys("TallyFunction"):
        stage.table.delete(Key("TALLY#2026-11-23", "reports#0"))


def test_an_index_that_the_role_does_not_allow_is_noticed(stage: DeskOnMoto) -> None:
    with pytest.raises(AssertionError, match="case_reports"), kept_to_its_keys("AnchorFunction"):
        stage.reports.of_case("r-R1-1")


def test_every_http_sample_has_its_expected_answer() -> None:
    http = {sample for sample in SAMPLES if "requestContext" in json.loads((EVENTS / f"{sample}.json").read_text())}

    assert http == set(ANSWERS)


def test_a_new_report_of_the_stream_has_its_case_afterwards(stage: DeskOnMoto) -> None:
    replay("intake_api.review_told")
    replay("intake_api.report_sent")
    (report,) = list(_stored_reports())
    event = json.loads((EVENTS / "triage.report_received.json").read_text(encoding="utf-8"))
    image = boto3.client("dynamodb").get_item(
        TableName="redress", Key={"pk": {"S": f"REPORT#{report.report_id}"}, "sk": {"S": "REPORT"}}
    )["Item"]
    event["Records"][0]["dynamodb"]["NewImage"] = image

    answer = importlib.import_module("functions.triage.app").handler(event, Context())

    assert answer == {"batchItemFailures": []}
    assert stage.cases.get("r-R1-1").report_count == 1
    assert stage.reports.get(report.report_id).case_id == "r-R1-1"


def test_an_edit_that_cannot_be_looked_at_holds_up_no_other_record(
    stage: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise OverflowError("a mistake of ours")

    a_case_in_review()
    monkeypatch.setattr("redress.triage.triage_edit", breaks)
    remembered: list[Any] = []
    monkeypatch.setattr(desk(), "remember", remembered.append)
    samples = ("triage.review_edited", "triage.words_removed")
    events = [json.loads((EVENTS / f"{sample}.json").read_text(encoding="utf-8")) for sample in samples]
    records = [record for event in events for record in event["Records"]]

    answer = importlib.import_module("functions.triage.app").handler({"Records": records}, Context())

    assert answer == {"batchItemFailures": []}
    assert len(remembered) == 1


def test_a_parked_case_lies_in_the_queue_that_an_admin_sees(stage: DeskOnMoto) -> None:
    a_case_in_review()

    replay("sweep.case_parked")

    case = stage.cases.get("r-R1-1")
    assert (case.status, case.parked_why) == (Status.PARKED, "TakeDown: States.TaskFailed")
