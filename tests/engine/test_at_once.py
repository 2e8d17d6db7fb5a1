"""Many at the same moment: one answer each, one decision, nobody between."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Any

import pytest

from tests.engine.contract import name, waiting
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, Said, hidden_in_the_shop, post_report, report, shown


@pytest.fixture(scope="module")
def crowd() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as people:
        yield people


def test_fifty_times_the_same_key_is_one_report(laptop: Laptop, crowd: ThreadPoolExecutor, ana: Moderator) -> None:
    review_id = name("same")
    laptop.put_review(review_id)
    words = {"reporter": {"email": f"{review_id}@example.org"}}

    answers = list(crowd.map(lambda _: post_report(laptop, review_id, "one-key", **words), range(50)))

    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    ana.waits_for_me(f"r-{review_id}-1")
    assert ana.case(f"r-{review_id}-1")["report_count"] == 1


def test_of_many_who_claim_one_holds(laptop: Laptop, crowd: ThreadPoolExecutor) -> None:
    case_id, _ = waiting(laptop)
    people = [Moderator(laptop, f"m{number}") for number in range(12)]

    answers = list(crowd.map(lambda one: one.post(f"/v1/cases/{case_id}/claim"), people))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 11}
    holder = next(answer.json()["claimed_by"] for answer in answers if answer.status_code == 200)
    assert people[0].case(case_id)["claimed_by"] == holder


@pytest.mark.parametrize("other", ["keep", "remove"])
def test_of_many_who_decide_one_is_heard(laptop: Laptop, crowd: ThreadPoolExecutor, other: str) -> None:
    case_id, said = waiting(laptop)
    version = Moderator(laptop).case(case_id)["version"]
    wishes = [(Moderator(laptop, f"m{number}"), ("keep", other)[number % 2]) for number in range(12)]

    def decided(wish: tuple[Moderator, str]) -> int:
        one, outcome = wish
        grounds = ["relevance.off_topic"] if outcome == "remove" else []
        return one.decide(case_id, outcome, grounds=grounds, explanation=outcome, version=version).status_code

    assert Counter(crowd.map(decided, wishes)) == {202: 1, 409: 11}
    decision = said.until("decided")["decision"]
    assert {"keep": "kept", "remove": "removed"}[decision["explanation"]] == decision["outcome"]


@pytest.mark.parametrize("count", [200])
def test_nobody_is_missed_who_reports_while_it_is_decided(
    laptop: Laptop, crowd: ThreadPoolExecutor, ana: Moderator, count: int
) -> None:
    review_id = name("mid")
    laptop.put_review(review_id)
    report(laptop, review_id)
    ana.waits_for_me(f"r-{review_id}-1")
    decided: list[int] = []

    def one(number: int) -> Said:
        if number == count // 3:
            decided.append(ana.decide(f"r-{review_id}-1", "keep", explanation="Once for all.").status_code)
        return report(laptop, review_id, reporter={"email": f"{number}.{review_id}@example.org"})

    saids = list(crowd.map(one, range(count)))

    assert decided == [202]
    views = [said.until("decided", seconds=60) for said in saids]
    assert {(view["decision"]["outcome"], view["decision"]["explanation"]) for view in views} == {
        ("kept", "Once for all.")
    }
    assert ana.get(f"/v1/cases/r-{review_id}-2").status_code == 404

    def letters() -> Counter[str]:
        return Counter(
            to for mail in laptop.sent_mails() for to in mail.recipients if to.endswith(f"{review_id}@example.org")
        )

    laptop.eventually(lambda: len(letters()) == count, seconds=60, why="each reporter to be told")
    assert set(letters().values()) == {1}


def test_what_is_edited_without_end_is_decided_of_the_words_that_were_read(laptop: Laptop, ana: Moderator) -> None:
    case_id, said = waiting(laptop)
    review_id = case_id[2:-2]
    enough = Event()

    def edit() -> None:
        number = 0
        while not enough.is_set():
            number += 1
            laptop.put_review(review_id, text=f"It takes {number} minutes to boil.")

    author = Thread(target=edit)
    author.start()
    try:
        answers: Counter[int] = Counter()
        for _ in range(25):
            case = ana.case(case_id)
            if case["status"] == "human_review":
                answers[ana.decide(case_id, "keep", version=case["version"]).status_code] += 1
            if answers[202]:
                break
    finally:
        enough.set()
        author.join()

    assert set(answers) <= {202, 409}

    def kept() -> dict[str, Any] | None:
        case = ana.case(case_id)
        if case["status"] == "human_review":
            ana.decide(case_id, "keep", version=case["version"])
        return case if case["status"] == "kept" else None

    case = laptop.eventually(kept, seconds=60, why="the case to come to its end")
    assert case["decision"]["snapshot"] == case["review"]["snapshot"]
    assert said.view()["decision"]["outcome"] == "kept"


def test_what_is_decided_while_the_platform_is_down_is_done_once_when_it_is_back(
    laptop: Laptop, ana: Moderator
) -> None:
    reviews = ("R18", "R20", "R22")
    saids = {review_id: report(laptop, review_id) for review_id in reviews}
    for review_id in reviews:
        ana.waits_for_me(f"r-{review_id}-1")
    laptop.shop.post("/_shop/outage", json={"seconds": 4})

    for review_id in reviews:
        assert ana.decide(f"r-{review_id}-1", "remove", grounds=["relevance.off_topic"]).status_code == 202

    for review_id in reviews:
        assert saids[review_id].until("decided", seconds=60)["decision"]["outcome"] == "removed"
        hidden_in_the_shop(laptop, review_id)
        assert shown(laptop, review_id)["last_sequence"] == 1
