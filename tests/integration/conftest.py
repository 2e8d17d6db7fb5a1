"""Adapters over moto, on the table that the template describes."""

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
