"""The desk's door, asked by whom a test names."""

from collections.abc import Callable
from typing import Any

import pytest

import functions.desk_api.app as door
from tests.builders.http import Answer, a_call, answered
from tests.builders.world import ANA, World

Ask = Callable[..., Answer]


@pytest.fixture
def ask(world: World, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setattr(door, "desk", lambda: world)

    def asked(method: str, path: str, body: object = None, **call: Any) -> Answer:
        return answered(door.handler, a_call(method, path, body, **{"by": ANA, **call}))

    return asked
