"""Step Functions: the workflow begins under a name that is used once, and is woken by its token."""

import hashlib
import json

from botocore.exceptions import ClientError

from redress.adapters.clients import client
from redress.model import Case, Route, Status
from redress.second_opinion import is_wanted

GONE = frozenset({"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"})


class StepFunctionsWorkflow:
    def __init__(self, arn: str) -> None:
        self._arn = arn
        self._client = client("stepfunctions")

    def start(self, case: Case) -> None:
        begun = {
            "case_id": case.case_id,
            "route": (Route.TAKEDOWN if case.status is Status.ACTING else Route.HUMAN_REVIEW).value,
            **({"ask": True} if is_wanted(case) else {}),
        }
        try:
            self._client.start_execution(stateMachineArn=self._arn, name=name_of(case), input=json.dumps(begun))
        except ClientError as failure:
            if failure.response["Error"]["Code"] != "ExecutionAlreadyExists":
                raise

    def answer(self, token: str, outcome: str) -> bool:
        try:
            self._client.send_task_success(taskToken=token, output=json.dumps({"outcome": str(outcome)}))
        except ClientError as failure:
            if failure.response["Error"]["Code"] in GONE:
                return False
            raise
        return True


def name_of(case: Case) -> str:
    """At most 80 letters, digits, hyphens: the case by its hash (a review id may be longer), and the attempt."""
    return f"{hashlib.sha256(case.case_id.encode()).hexdigest()[:40]}-{case.attempt}"
