"""Ports that nobody chose: free ones, and the same ones again."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local import ports, up
from local.engine import Engine
from local.errors import CannotStart
from local.settings import Settings
from local.state import StateDir

EPHEMERAL = 32_768


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch) -> int:
    """The usual port of the shop, which on this machine may be in use: another stands in for it."""
    port = ports.free_from(21_000 + os.getpid() % 10_000)
    monkeypatch.setattr(ports, "SHOP_PORT", port)
    return port


@contextmanager
def taken(port: int) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", port)):
        yield


def remembered(tmp_path: Path, port: int) -> StateDir:
    state = StateDir(tmp_path)
    state.remember("up", {"shop_url": f"http://127.0.0.1:{port}"})
    return state


def test_the_shop_is_at_its_usual_port(tmp_path: Path, usual: int) -> None:
    assert ports.shop_port(StateDir(tmp_path), print) == usual


def test_where_that_is_taken_it_is_at_another_and_says_so(tmp_path: Path, usual: int) -> None:
    said: list[str] = []

    with taken(usual):
        port = ports.shop_port(StateDir(tmp_path), said.append)

    assert usual < port < EPHEMERAL
    assert said == [f"Port {usual} is in use. The demo shop is at {port} instead, and stays there with this state."]


def test_whatever_else_is_free_by_now_it_stays_where_it_was(tmp_path: Path, usual: int) -> None:
    other = ports.free_from(usual + 1)

    assert ports.shop_port(remembered(tmp_path, other), print) == other
    with taken(other):
        assert ports.shop_port(remembered(tmp_path, other), print) == other  # the start says that it is in use


def test_only_what_nobody_chose_is_looked_for(tmp_path: Path, usual: int, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    async def run(settings: Settings) -> None:
        started.append(settings.shop_port)

    monkeypatch.setattr(up, "_run", run)
    with taken(usual):
        up.up(Settings(shop_port=usual, root=tmp_path))
        up.up(Settings(shop_port=0, root=tmp_path))

    assert started[0] == usual
    assert started[1] not in {0, usual}


def test_the_engines_port_is_one_that_no_client_is_given(tmp_path: Path) -> None:
    assert 1024 < Engine(StateDir(tmp_path))._choose_port() < EPHEMERAL


def test_the_engine_stays_at_its_port_or_says_why_not(tmp_path: Path) -> None:
    state, port = StateDir(tmp_path), ports.free_from(21_000)
    state.remember("engine", {"port": port})

    assert Engine(state)._choose_port() == port
    with taken(port), pytest.raises(CannotStart, match=f"Port {port}"):
        Engine(state)._choose_port()
