"""The core over moto: one cloud for each module, an empty table for each test."""

from collections.abc import Iterator

import pytest

from tests.builders.aws import DeskOnMoto, desk_on_moto
from tests.builders.world import Cloud, World, a_cloud


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with a_cloud() as made:
        yield made


@pytest.fixture
def world(cloud: Cloud) -> World:
    cloud.empty()
    return World()


@pytest.fixture
def desk() -> Iterator[DeskOnMoto]:
    """The real wiring over a cloud of its own: what takes mails in."""
    with desk_on_moto() as wired:
        yield wired
