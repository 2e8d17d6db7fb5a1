"""The core over moto: one cloud for each module, an empty table for each test."""

from collections.abc import Iterator

import pytest

from tests.builders.world import Cloud, World, a_cloud


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with a_cloud() as made:
        yield made


@pytest.fixture
def world(cloud: Cloud) -> World:
    cloud.empty()
    return World()
