"""Nothing that was answered is lost: reports and mails around a stop, and before a kill and a restart."""

import time
from email.message import EmailMessage

from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, Said, hidden_in_the_shop, report, shown

SAVED_AFTER = 4.0
"""Seconds in which the engine has surely saved: it does so about every two."""


def a_mail_on(review_id: str, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "abuse@shop.example", "A review insults me"
    mail.set_content(f"https://shop.example/reviews/{review_id} insults me and calls me names. Please look at it.")
    return mail


def all_in_human_review(laptop: Laptop, reports: list[Said]) -> None:
    """Each has its case; where the stream has forgotten one, sweep has not: its time comes after two minutes."""
    laptop.eventually(
        lambda: all(said.view()["status"] == "in_review" for said in reports) or laptop.sweep(),
        seconds=180,
        why="each report's case",
    )


def test_reports_right_before_and_right_after_a_stop_reach_a_person(own_laptop: Laptop) -> None:
    for number in range(8):
        own_laptop.put_review(f"stop-{number}")
    before = [report(own_laptop, f"stop-{number}") for number in range(4)]

    own_laptop.restart()

    after = [report(own_laptop, f"stop-{number}") for number in range(4, 8)]
    all_in_human_review(own_laptop, before + after)
    ana = Moderator(own_laptop)
    assert all(ana.case(f"r-stop-{number}-1")["report_count"] == 1 for number in range(8))
    assert ana.decide("r-stop-0-1", "keep").status_code == 202
    before[0].until("decided", seconds=120)


def test_what_was_saved_before_a_kill_and_every_mail_reach_their_end(own_laptop: Laptop) -> None:
    own_laptop.put_review("killed")
    own_laptop.put_review("mailed")
    waiting = report(own_laptop, "killed")
    taken_down = report(own_laptop, "R1", guideline="privacy.personal_data")
    time.sleep(SAVED_AFTER)
    own_laptop.send_mail(a_mail_on("mailed", "late@example.org"))

    own_laptop.restart(kill=True)

    all_in_human_review(own_laptop, [waiting])
    taken_down.until("decided", seconds=180)
    hidden_in_the_shop(own_laptop, "R1")
    assert shown(own_laptop, "R1")["last_sequence"] == 1
    ana = Moderator(own_laptop)
    assert ana.waits_for_me("r-mailed-1")["reports"][0]["channel"] == "mail"
    assert ana.case("r-mailed-1")["report_count"] == 1


def test_a_decision_on_a_case_of_before_the_restart_is_carried_out(own_laptop: Laptop) -> None:
    said = report(own_laptop, "R12")
    ana = Moderator(own_laptop)
    ana.waits_for_me("r-R12-1")

    own_laptop.restart()

    answer = ana.decide("r-R12-1", "remove", grounds=["promotion.advertising"])
    assert answer.status_code == 202, answer.text
    own_laptop.eventually(lambda: own_laptop.sweep() or said.view()["status"] == "decided", seconds=120)
    hidden_in_the_shop(own_laptop, "R12")


def test_a_takedown_that_a_restart_cut_off_is_carried_on(own_laptop: Laptop) -> None:
    own_laptop.shop.post("/_shop/outage", json={"seconds": 600})
    said = report(own_laptop, "R1", guideline="privacy.personal_data")
    admin = Moderator(own_laptop, "ada", "admin")
    own_laptop.eventually(
        lambda: (
            any(act["act"] == "take_down" for act in admin.case("r-R1-1")["history"])
            if admin.get("/v1/cases/r-R1-1").is_success
            else False
        ),
        why="the takedown to be planned",
    )

    own_laptop.restart()

    own_laptop.eventually(lambda: own_laptop.sweep() or said.view()["status"] == "decided", seconds=60)
    hidden_in_the_shop(own_laptop, "R1")
