"""The published contract is the code's, and the template's."""

import json
from pathlib import Path

import pytest
import yaml

from local.openapi import DOCUMENT, OPERATIONS, Operation, document, text
from local.template import of_type, read

ROOT = Path(__file__).parents[2]
OF_THE_API = {"IntakeApiFunction", "DeskApiFunction"}


def test_the_document_is_what_the_code_says_today() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == text(), "run: .venv/bin/python -m local.openapi"


def test_every_route_of_the_template_is_in_it_and_no_other() -> None:
    functions = of_type(read(ROOT / "template.yaml"), "AWS::Serverless::Function")
    events = [
        event["Properties"]
        for name, function in functions.items()
        if name in OF_THE_API
        for event in function["Properties"]["Events"].values()
        if event["Type"] == "HttpApi"
    ]

    routes = {(event["Method"].lower(), event["Path"]) for event in events}

    assert routes == {(operation.method, operation.path) for operation in OPERATIONS}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: f"{operation.method} {operation.path}")
def test_each_call_says_what_it_gives_and_how_it_refuses(operation: Operation) -> None:
    described = document()["paths"][operation.path][operation.method]

    assert described["summary"]
    assert any(status.startswith("2") for status in described["responses"])
    assert all(
        "application/problem+json" in answer["content"]
        for status, answer in described["responses"].items()
        if status.startswith("4")
    )


def test_the_gateway_s_own_refusals_are_told_where_it_may_refuse() -> None:
    paths = document()["paths"]

    staff, reporter = paths["/v1/queues"]["get"]["responses"], paths["/v1/reports/{report_id}"]["get"]["responses"]
    assert {"application/json", "application/problem+json"} == staff["401"]["content"].keys()
    assert {"application/json", "application/problem+json"} == staff["403"]["content"].keys()
    assert {"application/problem+json"} == reporter["401"]["content"].keys()


def test_every_reference_in_it_leads_somewhere() -> None:
    whole = document()

    def references(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*(references(value) for value in part.values()), set())
        return set().union(*(references(value) for value in part), set()) if isinstance(part, list) else set()

    missing = {name for name in references(whole) if name.rpartition("/")[2] not in whole["components"]["schemas"]}

    assert not missing
    assert yaml.safe_load(json.dumps(whole)) == whole
