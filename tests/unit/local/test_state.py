"""A stack never reads what another version left, and never shares what it keeps."""

from pathlib import Path

import pytest

from local.errors import CannotStart
from local.state import StateDir


def test_a_new_place_is_made_for_nobody_else_to_read(tmp_path: Path) -> None:
    state = StateDir(tmp_path / "deep" / "state")

    state.prepare()

    assert state.root.stat().st_mode & 0o077 == 0
    assert state.recall("format")


def test_the_state_of_another_version_is_left_alone_and_named(tmp_path: Path) -> None:
    state = StateDir(tmp_path)
    state.remember("format", {"format": 1, "engine": "0.9.0"})

    with pytest.raises(CannotStart, match=r"engine 0\.9\.0") as refusal:
        state.prepare()

    assert f"rm -r {tmp_path}" in str(refusal.value)
    assert "--state" in str(refusal.value)
    assert state.recall("format") == {"format": 1, "engine": "0.9.0"}


def test_a_second_stack_over_the_same_state_is_refused(tmp_path: Path) -> None:
    state = StateDir(tmp_path)
    state.prepare()

    with state.alone(), pytest.raises(CannotStart, match="already runs"), StateDir(tmp_path).alone():
        pass


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotStart, match="Cannot keep state"):
        StateDir(tmp_path / "file" / "state").prepare()


def test_a_half_written_fact_is_told_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "up.json").write_text("{")

    with pytest.raises(CannotStart, match="cannot be read"):
        StateDir(tmp_path).recall("up")
