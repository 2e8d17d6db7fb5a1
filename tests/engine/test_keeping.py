"""The engine's state is kept while it runs, and nothing of it outlives its launcher."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.cloud import Cloud
from local.engine import Engine
from local.errors import CannotStart
from local.state import ROOT, StateDir


@pytest.fixture
def state(tmp_path: Path) -> StateDir:
    place = StateDir(tmp_path)
    place.prepare()
    return place


@pytest.fixture
def engine(state: StateDir) -> Iterator[Engine]:
    started = Engine(state)
    started.start()
    yield started
    started.stop()


def queues(engine: Engine) -> set[str]:
    urls = Cloud(engine.url).queues.list_queues().get("QueueUrls", [])
    return {url.rpartition("/")[2] for url in urls}


def make_queue(engine: Engine, name: str) -> None:
    Cloud(engine.url).queues.create_queue(QueueName=name)


def until(check: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


class TestSaving:
    def test_a_stop_keeps_everything(self, engine: Engine) -> None:
        make_queue(engine, "kept")

        engine.stop()
        engine.start()

        assert queues(engine) == {"kept"}

    def test_a_kill_costs_at_most_what_came_after_the_last_save(self, engine: Engine) -> None:
        make_queue(engine, "saved")
        made = time.time()
        until(lambda: engine.saved_at() > made)

        engine.kill()
        engine.start()

        assert "saved" in queues(engine)

    def test_a_save_that_is_asked_for_has_happened_when_it_returns(self, engine: Engine) -> None:
        make_queue(engine, "asked")
        engine.save()

        engine.kill()
        engine.start()

        assert "asked" in queues(engine)

    def test_nothing_is_saved_while_nothing_changes(self, engine: Engine) -> None:
        make_queue(engine, "one")
        settled = time.time() + 6
        until(lambda: time.time() > settled)
        last = engine.saved_at()

        queues(engine)
        time.sleep(3)

        assert engine.saved_at() == last

    def test_half_written_files_are_never_read(self, engine: Engine, state: StateDir) -> None:
        make_queue(engine, "whole")
        engine.save()
        engine.kill()
        (state.engine / "state" / "sqs.json.new").write_text('{"half')

        engine.start()

        assert queues(engine) == {"whole"}


class TestEnding:
    def test_the_engine_ends_when_its_launcher_is_killed_and_saves_first(self, state: StateDir) -> None:
        source = (
            "import sys, time, pathlib; from local.engine import Engine; from local.state import StateDir;"
            "from local.cloud import Cloud; engine = Engine(StateDir(pathlib.Path(sys.argv[1]))); engine.start();"
            "Cloud(engine.url).queues.create_queue(QueueName='last'); print(engine.pid, flush=True); time.sleep(60)"
        )
        with subprocess.Popen(
            [sys.executable, "-c", source, str(state.root)], cwd=ROOT, stdout=subprocess.PIPE
        ) as launcher:
            assert launcher.stdout is not None
            pid = int(launcher.stdout.readline())
            launcher.kill()
        until(lambda: not alive(pid))

        successor = Engine(state)
        successor.start()

        assert queues(successor) == {"last"}
        successor.stop()

    def test_what_a_killed_engine_left_running_is_ended_by_the_next_start(self, state: StateDir) -> None:
        orphan = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)", str(state.engine / "tmp" / "_worker.py")],
            start_new_session=True,
        )
        stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
        state.remember("engine", {"pid": orphan.pid, "port": 0})
        engine = Engine(state)
        engine.start()

        assert orphan.wait(5) == -signal.SIGKILL
        assert stranger.poll() is None
        engine.stop()
        stranger.kill()
        stranger.wait()

    def test_a_stranger_with_a_remembered_number_is_left_alone(self, state: StateDir) -> None:
        stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
        state.remember("engine", {"pid": stranger.pid, "port": 0})
        engine = Engine(state)
        engine.start()

        assert stranger.poll() is None
        engine.stop()
        stranger.kill()
        stranger.wait()


class TestStarting:
    def test_it_listens_on_loopback_only(self, engine: Engine) -> None:
        listening = Path(f"/proc/{engine.pid}/net/tcp").read_text()
        addresses = {line.split()[1] for line in listening.splitlines()[1:]}

        assert {place for place in addresses if place.endswith(f":{engine.port:04X}")} == {
            f"0100007F:{engine.port:04X}"
        }

    def test_nothing_of_the_persons_environment_reaches_the_handlers(
        self, state: StateDir, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-real-one")
        monkeypatch.setenv("SOME_TOKEN", "private")
        engine = Engine(state)
        engine.start()

        environment = Path(f"/proc/{engine.pid}/environ").read_bytes()

        assert b"a-real-one" not in environment
        assert b"private" not in environment
        engine.stop()

    def test_its_port_taken_by_another_program_is_told(self, engine: Engine, state: StateDir) -> None:
        port = engine.port
        engine.stop()
        with socket.create_server(("127.0.0.1", port)), pytest.raises(CannotStart, match=f"Port {port}"):
            Engine(state).start()

    def test_an_engine_that_cannot_start_says_its_last_words(self, state: StateDir) -> None:
        class Homeless(Engine):
            def environment(self) -> dict[str, str]:
                return {**super().environment(), "GATEWAY_PORT": "no port"}

        with pytest.raises(CannotStart, match="Name or service not known"):
            Homeless(state).start()

    def test_the_same_port_is_used_again(self, engine: Engine) -> None:
        port = engine.port

        engine.stop()
        engine.start()

        assert engine.port == port
