"""What an execution is told at its start: nearly always nothing of a second opinion, so that it costs no transition."""

import json
from typing import Any

import boto3

from redress.adapters.workflow import StepFunctionsWorkflow
from redress.model import Case, Routing, SecondOpinion, Status
from tests.builders.nouns import START, a_case
from tests.builders.world import Cloud


def told(case: Case) -> dict[str, Any]:
    states = boto3.client("stepfunctions")
    machine = states.create_state_machine(
        name="escalation",
        definition=json.dumps({"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 9, "End": True}}}),
        roleArn="arn:aws:iam::123456789012:role/escalation",
    )["stateMachineArn"]
    StepFunctionsWorkflow(machine).start(case)
    (execution,) = states.list_executions(stateMachineArn=machine)["executions"]
    said: dict[str, Any] = json.loads(states.describe_execution(executionArn=execution["executionArn"])["input"])
    states.delete_state_machine(stateMachineArn=machine)
    return said


def in_doubt(**fields: Any) -> Case:
    routing = Routing(route="human_review", in_doubt=("respect.harassment",))  # type: ignore[arg-type]
    return a_case(status=Status.HUMAN_REVIEW, routing=routing, snapshot="s1", **fields)


def test_a_case_in_doubt_is_to_be_asked_about(cloud: Cloud) -> None:
    assert told(in_doubt()) == {"case_id": "r-R1-1", "route": "human_review", "ask": True}


def test_a_plain_case_says_nothing_of_it(cloud: Cloud) -> None:
    assert told(a_case(review_id="R2", status=Status.HUMAN_REVIEW)) == {"case_id": "r-R2-1", "route": "human_review"}


def test_a_takedown_says_nothing_of_it(cloud: Cloud) -> None:
    case = in_doubt().model_copy(update={"status": Status.ACTING, "attempt": 7})

    assert told(case) == {"case_id": "r-R1-1", "route": "takedown"}


def test_another_attempt_asks_no_second_time(cloud: Cloud) -> None:
    asked = SecondOpinion(snapshot="s1", by="a-model", at=START)

    assert "ask" not in told(in_doubt(second_opinion=asked, attempt=2))
