"""The whole stack for the tests of this folder: one for the session, and one of its own for a test that breaks it."""

from collections.abc import Iterator

import pytest

from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/engine/" in item.path.as_posix():
            item.add_marker(pytest.mark.engine)


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """Shared: use reviews and names of your own, and never stop it."""
    started = Laptop(tmp_path_factory.mktemp("laptop"))
    started.start()
    yield started
    started.close()


@pytest.fixture
def own_laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """For tests that stop, kill or starve the stack."""
    started = Laptop(tmp_path_factory.mktemp("own"))
    started.start()
    yield started
    started.close()


@pytest.fixture
def ana(laptop: Laptop) -> Moderator:
    return Moderator(laptop)


@pytest.fixture
def ben(laptop: Laptop) -> Moderator:
    return Moderator(laptop, "ben")


@pytest.fixture
def platform(laptop: Laptop) -> Moderator:
    return Moderator(laptop, "shop", "platform")
