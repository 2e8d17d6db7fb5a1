"""Drills: something is broken on purpose, the alarm rings and writes to who is on duty, and they do what its page says.

What to do and how to know that it is over: docs/alarms/.
"""

import pytest

from local.deploy import STACK
from tests.engine.contract import name, waiting
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, report
from tests.engine.watching import Watch


@pytest.fixture
def watch(laptop: Laptop) -> Watch:
    return Watch(laptop)


@pytest.fixture
def admin(laptop: Laptop) -> Moderator:
    return Moderator(laptop, "ines", "admin")


def function(laptop: Laptop, logical_id: str) -> str:
    stack = laptop.cloud.cloudformation
    found = stack.describe_stack_resource(StackName=STACK, LogicalResourceId=logical_id)
    return found["StackResourceDetail"]["PhysicalResourceId"]


def test_a_parked_case_calls_somebody_until_an_admin_has_decided_it(
    laptop: Laptop, watch: Watch, admin: Moderator
) -> None:
    case_id, said = waiting(laptop)
    laptop.sweep()
    assert not watch.rings("CasesAreParked")

    # As the workflow does when a step failed for good.
    cause = f'{{"case_id": "{case_id}", "cause": "TakeDown: States.TaskFailed"}}'
    laptop.cloud.functions.invoke(FunctionName=function(laptop, "SweepFunction"), Payload=cause.encode())
    watch.begin()
    laptop.sweep()

    assert watch.rings("CasesAreParked")
    assert (watch.name_of("CasesAreParked"), "ALARM") in watch.letters()

    assert admin.case(case_id)["parked_why"] == "TakeDown: States.TaskFailed"
    assert admin.decide(case_id, "keep").status_code == 202
    assert said.until("decided")["decision"]["outcome"] == "kept"
    watch.begin()
    laptop.sweep()
    assert not watch.rings("CasesAreParked")
    assert (watch.name_of("CasesAreParked"), "OK") in watch.letters()


def test_a_dead_platform_calls_somebody_until_it_answers_again(laptop: Laptop, watch: Watch, ana: Moderator) -> None:
    (case_id, said), (later_id, said_later) = waiting(laptop), waiting(laptop)
    laptop.shop.post("/_shop/outage", json={"seconds": 600})
    watch.begin()

    assert removed(ana, case_id)
    laptop.eventually(lambda: watch.rings("TakedownsFail"), why="the alarm to ring")
    assert (watch.name_of("TakedownsFail"), "ALARM") in watch.letters()
    assert said.view()["status"] == "in_review"

    laptop.shop.post("/_shop/outage", json={"seconds": 0})
    assert said.until("decided", seconds=60)["decision"]["outcome"] == "removed"
    watch.begin()
    assert removed(ana, later_id)
    said_later.until("decided")
    assert not watch.rings("TakedownsFail")
    assert (watch.name_of("TakedownsFail"), "OK") in watch.letters()
    assert ana.case(case_id)["status"] == ana.case(later_id)["status"] == "removed"


def removed(ana: Moderator, case_id: str) -> bool:
    return ana.decide(case_id, "remove", grounds=["relevance.off_topic"]).status_code == 202


def test_a_poisoned_batch_holds_nobody_up_and_calls_somebody_until_the_poison_is_gone(
    laptop: Laptop, watch: Watch
) -> None:
    table, dynamodb = laptop.outputs["TableName"], laptop.cloud.dynamodb
    good = [report(laptop, name("beside")) for _ in range(2)]
    whole = dynamodb.get_item(TableName=table, Key=key_of(good[0].receipt["report_id"]))["Item"]
    overdue = {"overdue_pk": {"S": "OVERDUE#0"}, "overdue_sk": {"S": "2026-01-01T00:00:00.000000Z#poison"}}
    poisons = [key_of(f"rpt_poison{number}") for number in range(3)]
    for key in poisons:
        dynamodb.put_item(TableName=table, Item={**whole, **overdue, **key, "document": {"S": '{"not": "ours"}'}})
    good.append(report(laptop, name("behind")))

    for said in good:
        assert said.until("in_review", "decided")
    laptop.eventually(lambda: watch.rings("RecordsGoBack"), why="the alarm to ring")
    watch.begin()
    laptop.sweep()
    laptop.sweep()
    assert watch.rings("ItemsAreStuck")
    assert {(watch.name_of("RecordsGoBack"), "ALARM"), (watch.name_of("ItemsAreStuck"), "ALARM")} <= set(
        watch.letters()
    )

    for key in poisons:
        dynamodb.delete_item(TableName=table, Key=key)
    watch.begin()
    laptop.sweep()
    assert not watch.rings("ItemsAreStuck")
    assert (watch.name_of("ItemsAreStuck"), "OK") in watch.letters()


def key_of(report_id: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": f"REPORT#{report_id}"}, "sk": {"S": "REPORT"}}
