"""`redress up` as a person meets it: ready, refusing, stopping, killed, and back with everything it had taken."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import httpx

from local.state import ROOT, StateDir
from tests.engine.laptop import Laptop


def up(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "local.cli", "up", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def a_mail(name: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"{name}@home.example"
    mail["To"] = "abuse@shop.example"
    mail["Subject"] = "A review"
    mail["Message-ID"] = f"<{name}@home.example>"
    mail.set_content("Please look at https://shop.example/reviews/R-from-mail : it shows my phone number.")
    return mail


def a_report(laptop: Laptop, review_id: str) -> str:
    body = {
        "review_id": review_id,
        "explanation": "It is rude.",
        "relation": "customer",
        "reporter": {"name": "Ana", "email": f"{review_id}@home.example"},
        "good_faith": True,
    }
    answer = laptop.api.post("/v1/reports", json=body)
    assert answer.status_code == 202, answer.text
    report_id: str = answer.json()["report_id"]
    return report_id


def stamped(laptop: Laptop, report_id: str) -> bool:
    key = {"pk": {"S": f"REPORT#{report_id}"}, "sk": {"S": "REPORT"}}
    found = laptop.cloud.dynamodb.get_item(TableName=laptop.outputs["TableName"], Key=key)
    return "case_pk" in found.get("Item", {})


def mail_rows(laptop: Laptop) -> int:
    pages = laptop.cloud.dynamodb.get_paginator("scan").paginate(
        TableName=laptop.outputs["TableName"],
        FilterExpression="sk = :mail",
        ExpressionAttributeValues={":mail": {"S": "MAIL"}},
    )
    return sum(page["Count"] for page in pages)


class TestServing:
    def test_the_front_passes_the_api_on_with_its_guards(self, laptop: Laptop) -> None:
        assert laptop.api.get("/v1/queues").status_code == 401
        assert laptop.api.get("/v1/queues", headers={"Authorization": "Bearer a.b.c"}).status_code == 401
        assert laptop.api.get("/v1/queues", headers=laptop.signed_in("moderator")).status_code == 200

    def test_a_token_of_another_issuer_is_worth_nothing(self, laptop: Laptop, tmp_path: Path) -> None:
        stranger = Laptop(tmp_path)
        stranger.state.prepare()

        answer = laptop.api.get("/v1/queues", headers=stranger.signed_in("admin"))

        assert answer.status_code == 401

    def test_staff_may_not_speak_for_the_platform(self, laptop: Laptop) -> None:
        answer = laptop.api.put("/v1/reviews/R1", json={}, headers=laptop.signed_in("admin"))

        assert answer.status_code == 403

    def test_the_engine_cannot_be_reached_through_the_front(self, laptop: Laptop) -> None:
        for path in (b"/_ministack/reset", b"/../../_ministack/reset", b"/%2e%2e/%2e%2e/_ministack/reset"):
            answer = laptop.api.post(httpx.URL(laptop.settings.url).copy_with(raw_path=path))
            assert answer.status_code == 404, path

    def test_an_acknowledgement_can_be_read_in_the_outbox(self, laptop: Laptop) -> None:
        laptop.send_mail(a_mail("reader"))

        (mail, *_) = laptop.eventually(lambda: laptop.sent_mails(to="reader@home.example"), why="an acknowledgement")
        page = laptop.api.get(f"/outbox/{mail.name}")

        assert page.status_code == 200
        assert mail.message["Auto-Submitted"] == "auto-replied"
        assert "Auto-Submitted" in page.text

    def test_the_shop_has_its_doors_open(self, laptop: Laptop) -> None:
        assert laptop.shop.get("/").status_code == 200

    def test_there_is_no_error_in_the_log_of_a_start(self, laptop: Laptop) -> None:
        log = (laptop.state.engine / "log.txt").read_text()

        assert "Traceback" not in log, log[-3000:]


class TestRefusing:
    def test_a_port_in_use_is_named_with_the_way_out(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            refused = up("--port", port, "--state", tmp_path / "state")

        assert refused.returncode == 1
        assert f"Port {port}" in refused.stderr
        assert "REDRESS_PORT" in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_a_second_stack_on_the_same_state_is_refused(self, laptop: Laptop) -> None:
        refused = up("--state", laptop.state.root)

        assert refused.returncode == 1
        assert "already runs" in refused.stderr

    def test_the_state_of_another_version_is_refused_and_kept(self, tmp_path: Path) -> None:
        StateDir(tmp_path).remember("format", {"format": 0, "engine": "0.1"})

        refused = up("--state", tmp_path)

        assert refused.returncode == 1
        assert "rm -r" in refused.stderr
        assert (tmp_path / "format.json").exists()


class TestComingBack:
    def test_a_stop_and_a_start_lose_nothing_and_are_quick(self, own_laptop: Laptop) -> None:
        laptop = own_laptop
        token = laptop.token("moderator")
        before = a_report(laptop, "R-before-stop")
        mail = laptop.send_mail(a_mail("before"))

        assert laptop.stop() == 0
        began = time.monotonic()
        laptop.start()
        took = time.monotonic() - began

        after = a_report(laptop, "R-after-start")
        laptop.eventually(lambda: stamped(laptop, after), why="the first report after a start is triaged")
        laptop.eventually(lambda: stamped(laptop, before), seconds=30, why="the last report before a stop is triaged")
        laptop.eventually(lambda: mail_rows(laptop) == 1, seconds=150, why=f"a row for the mail {mail}")
        assert laptop.api.get("/v1/queues", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert took < 20

    def test_a_kill_loses_no_mail_and_nothing_that_was_saved(self, own_laptop: Laptop) -> None:
        laptop = own_laptop
        saved = a_report(laptop, "R-saved")
        time.sleep(5)
        for number in range(20):
            laptop.send_mail(a_mail(f"m{number}"))

        laptop.restart(kill=True)

        laptop.eventually(lambda: mail_rows(laptop) == 20, seconds=150, why="a row for each of 20 mails")
        laptop.eventually(lambda: stamped(laptop, saved), seconds=30, why="the report that was saved is triaged")
        laptop.eventually(lambda: not list(laptop.state.spool.iterdir()), why="the spool is empty again")

    def test_a_kill_of_the_launcher_alone_costs_nothing(self, own_laptop: Laptop) -> None:
        laptop = own_laptop
        last = a_report(laptop, "R-last")
        assert laptop.process is not None
        laptop.process.kill()
        laptop.process.wait()

        laptop.start()

        laptop.eventually(lambda: stamped(laptop, last), seconds=30, why="the last report is triaged")

    def test_an_engine_that_ends_by_itself_is_told_and_ends_the_rest(self, own_laptop: Laptop) -> None:
        laptop = own_laptop
        assert laptop.process is not None
        os.kill(json.loads((laptop.state.root / "engine.json").read_text())["pid"], signal.SIGKILL)

        assert laptop.process.wait(40) == 1

        said = laptop.said.read_text()
        assert "redress: The engine ended by itself" in said
        assert "Traceback" not in said
        laptop.process = None

    def test_ctrl_c_while_it_starts_is_a_clean_stop(self, tmp_path: Path) -> None:
        laptop = Laptop(tmp_path)
        laptop.launch()
        laptop.eventually(lambda: "Deploying" in laptop.said.read_text())
        assert laptop.process is not None

        laptop.process.send_signal(signal.SIGINT)

        assert laptop.process.wait(40) == 0, laptop.words()
        assert "Traceback" not in laptop.said.read_text()
        laptop.process = None
        laptop.start()
        laptop.close()
