"""Whatever is put in a path, a body or a name of the new calls: refused or not found, and never a failure of ours."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.adapters.clients import client
from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.table import Table
from redress.errors import Contention
from tests.builders.nouns import a_case
from tests.builders.world import World
from tests.unit.casework.conftest import Ask

HOSTILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
NAME = st.text(st.characters(exclude_characters="/"), min_size=1, max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)
WHY = {"reason": "x"}
ONE = {"cases": [{"case_id": "x", "version": 1}], "outcome": "keep", "explanation": "x"}


@pytest.fixture(autouse=True)
def a_bucket(world: World) -> None:
    world._env = {**world._env, "MAIL_BUCKET": "nowhere"}


@HOSTILE
@given(name=NAME)
def test_any_text_for_a_case_is_not_found(ask: Ask, name: str) -> None:
    for method, rest, body in (
        ("GET", "related", None),
        ("GET", "alike", None),
        ("GET", "mails/x", None),
        ("POST", "mails/x/raw", WHY),
        ("POST", "looking", None),
        ("DELETE", "looking", None),
        ("DELETE", "claim", None),
        ("POST", "decline", WHY),
        ("POST", "reports/x/unmask", WHY),
        ("POST", "alike/decision", ONE),
    ):
        assert ask(method, f"/v1/cases/{name}/{rest}", body).status == 404, rest


@HOSTILE
@given(name=NAME)
def test_any_text_for_a_report_or_a_mail_is_not_found(world: World, ask: Ask, name: str) -> None:
    case_id = world.cases.add(a_case()).case_id

    assert ask("POST", f"/v1/cases/{case_id}/reports/{name}/unmask", WHY).status == 404
    assert ask("GET", f"/v1/cases/{case_id}/mails/{name}").status == 404
    assert ask("POST", f"/v1/cases/{case_id}/mails/{name}/raw", WHY).status == 404
    assert ask("POST", f"/v1/queues/{name}/next", {}).status == 404


@HOSTILE
@given(body=st.dictionaries(st.sampled_from(["cases", "outcome", "except", "reason", "start", "explanation"]), JSON))
def test_any_body_is_refused_or_done(world: World, ask: Ask, body: dict[str, Any]) -> None:
    case_id = world.cases.add(a_case()).case_id

    for path in ("alike/decision", "alike/withdraw", "decline", "mails/x/raw", "reports/x/unmask"):
        assert ask("POST", f"/v1/cases/{case_id}/{path}", body).status in {200, 400, 403, 404, 409, 422}
    assert ask("POST", "/v1/queues/any/next", body).status in {204, 400, 422}


class TestManyItemsByKey:
    @pytest.fixture
    def table(self, world: World) -> Table:
        world.table.put_all((keys.pointer(f"{each}"), {"report_id": f"{each}"}) for each in range(250))
        return world.table

    def test_are_read_a_hundred_at_a_time(self, table: Table) -> None:
        found = table.get_all([keys.pointer(f"{each}") for each in (*range(300), 7, 7)])

        assert sorted(int(item["report_id"]) for item in found.values()) == list(range(250))
        assert table.get_all([]) == {}

    def test_are_asked_for_again_where_the_table_left_some_out(
        self, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = client("dynamodb").batch_get_item

        def throttled(**call: Any) -> Any:
            asked = call["RequestItems"]["redress"]
            given = real(RequestItems={"redress": {**asked, "Keys": asked["Keys"][:40]}})
            left = asked["Keys"][40:]
            return {**given, "UnprocessedKeys": {"redress": {"Keys": left}} if left else {}}

        monkeypatch.setattr(client("dynamodb"), "batch_get_item", throttled)

        assert len(table.get_all([keys.pointer(f"{each}") for each in range(120)])) == 120

    def test_that_are_never_given_are_no_silent_gap(self, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
        def nothing(**call: Any) -> Any:
            return {"Responses": {}, "UnprocessedKeys": call["RequestItems"]}

        monkeypatch.setattr(client("dynamodb"), "batch_get_item", nothing)
        monkeypatch.setattr("redress.adapters.dynamodb.table._pause", lambda _: None)

        with pytest.raises(Contention):
            table.get_all([keys.pointer("1")])
