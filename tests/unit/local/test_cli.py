"""Every command says what it takes, and fails with words, never with a traceback."""

import subprocess
import sys
from pathlib import Path

import jwt
import pytest

from local.cli import build_parser, main
from local.state import ROOT, StateDir


@pytest.fixture
def state(tmp_path: Path) -> StateDir:
    """Of a stack that has run once."""
    known = StateDir(tmp_path)
    known.prepare()
    known.remember("up", {"issuer": "http://127.0.0.1:8600/sign-in", "smtp_port": 9})
    return known


@pytest.mark.parametrize("command", ["up", "token", "link-token", "send-mail"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert "--state DIR" in capsys.readouterr().out


def test_without_a_command_it_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([])

    assert "COMMAND" in capsys.readouterr().err
    assert "redress up" in build_parser().format_help()


def test_token_prints_the_token_only(state: StateDir, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "--role", "legal", "--name", "ana", "--state", str(state.root)]) == 0

    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert jwt.decode(printed.strip(), options={"verify_signature": False})["cognito:groups"] == ["legal"]


def test_before_the_first_start_a_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "--role", "legal", "--state", str(tmp_path / "none")]) == 1

    assert "redress up" in capsys.readouterr().err


def test_sending_to_a_stack_that_is_down_says_so(state: StateDir, capsys: pytest.CaptureFixture[str]) -> None:
    mail = state.root / "mail.eml"
    mail.write_text("From: a@b.example\n\nHello\n")

    assert main(["send-mail", str(mail), "--state", str(state.root)]) == 1
    assert main(["send-mail", str(mail) + ".missing", "--state", str(state.root)]) == 1

    said = capsys.readouterr().err
    assert "Is the stack running?" in said
    assert "No such file" in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["up", "--port", port])

    assert "port" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    loaded = "import sys; from local.cli import build_parser; build_parser(); print(*sys.modules)"

    found = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)

    assert {"boto3", "ministack", "starlette", "uvicorn", "rich", "httpx"}.isdisjoint(found.stdout.split())
