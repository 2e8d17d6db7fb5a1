"""What reporters, moderators and the platform say to a stack, in the words of the contract."""

from typing import Any
from uuid import uuid4

import httpx

from local.cloud import Cloud
from tests.engine.laptop import Laptop

ENDED = {"decided", "out_of_scope"}


class Said:
    """A report that was answered, and the token to ask after it."""

    def __init__(self, laptop: Laptop, answer: httpx.Response) -> None:
        assert answer.status_code == 202, answer.text
        self.laptop = laptop
        self.receipt: dict[str, Any] = answer.json()

    def view(self) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.receipt['status_token']}"}
        answer = self.laptop.api.get(f"/v1/reports/{self.receipt['report_id']}", headers=headers)
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.json()
        return view

    def until(self, *statuses: str, seconds: float = 30) -> dict[str, Any]:
        def reached() -> dict[str, Any] | None:
            view = self.view()
            return view if view["status"] in statuses else None

        return self.laptop.eventually(reached, seconds, why=f"the report to be {' or '.join(statuses)}")


def report(laptop: Laptop, review_id: str, key: str | None = None, **changes: Any) -> Said:
    return Said(laptop, post_report(laptop, review_id, key, **changes))


def post_report(laptop: Laptop, review_id: str | None, key: str | None = None, **changes: Any) -> httpx.Response:
    body = {
        "review_id": review_id,
        "explanation": "I do not think that this is fair.",
        "relation": "customer",
        "reporter": {"email": f"{uuid4().hex}@example.org"},
        "good_faith": True,
    }
    headers = {"Idempotency-Key": key} if key else {}
    said = {name: value for name, value in (body | changes).items() if value is not None}
    return laptop.api.post("/v1/reports", json=said, headers=headers)


class Moderator:
    """Somebody at the desk."""

    def __init__(self, laptop: Laptop, name: str = "ana", role: str = "moderator") -> None:
        self.laptop = laptop
        self.headers = laptop.signed_in(role, name)

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.laptop.api.get(path, params=query, headers=self.headers)

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.laptop.api.post(path, json=body or None, headers=self.headers)

    def case(self, case_id: str) -> dict[str, Any]:
        answer = self.get(f"/v1/cases/{case_id}")
        assert answer.status_code == 200, answer.text
        case: dict[str, Any] = answer.json()
        return case

    def waits_for_me(self, case_id: str) -> dict[str, Any]:
        """The case, once it is in human review."""

        def opened() -> dict[str, Any] | None:
            answer = self.get(f"/v1/cases/{case_id}")
            case: dict[str, Any] = answer.json() if answer.status_code == 200 else {}
            return case if case.get("status") in {"human_review", "legal_review"} else None

        return self.laptop.eventually(opened, why=f"{case_id} to wait for a person")

    def decide(self, case_id: str, outcome: str, **changes: Any) -> httpx.Response:
        body = {"outcome": outcome, "grounds": [], "explanation": "I have read it.", "version": None} | changes
        if body["version"] is None:
            body["version"] = self.case(case_id)["version"]
        return self.post(f"/v1/cases/{case_id}/decision", **body)


def shown(laptop: Laptop, review_id: str) -> dict[str, Any]:
    card: dict[str, Any] = laptop.shop.get(f"/api/reviews/{review_id}").json()
    return card


def hidden_in_the_shop(laptop: Laptop, review_id: str) -> None:
    laptop.eventually(lambda: not shown(laptop, review_id)["visible"], why=f"{review_id} to be gone from the shop")


def executions(laptop: Laptop) -> list[dict[str, Any]]:
    cloud: Cloud = laptop.cloud
    found = cloud.workflows.list_executions(stateMachineArn=laptop.outputs["WorkflowArn"])["executions"]
    return [dict(execution) for execution in found]


def stop_executions(laptop: Laptop) -> None:
    """As if the workflows had died: none waits any more."""
    for execution in executions(laptop):
        if execution["status"] == "RUNNING":
            laptop.cloud.workflows.stop_execution(executionArn=execution["executionArn"])
