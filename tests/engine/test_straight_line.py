"""The whole line on the real template: from a report to the shop and to everybody's answer."""

from email.message import EmailMessage

import pytest

from tests.engine.laptop import Laptop
from tests.engine.speaking import (
    Moderator,
    Said,
    executions,
    hidden_in_the_shop,
    post_report,
    report,
    shown,
    stop_executions,
)


def mail(sender: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "abuse@shop.example", subject
    message["Message-ID"] = f"<{abs(hash((sender, subject)))}@example.org>"
    message.set_content(text)
    return message


class TestByLink:
    def test_a_phone_number_is_taken_down_without_a_person_and_all_are_told(self, laptop: Laptop) -> None:
        link = laptop.link_token("R1", "mara", email="mara@example.org", lang="en")

        said = report(laptop, "R1", guideline="privacy.personal_data", reporter=None, link_token=link)
        view = said.until("decided")

        assert view["decision"]["outcome"] == "removed"
        assert view["decision"]["grounds"] == ["privacy.personal_data"]
        assert view["decision"]["automated"] is True
        hidden_in_the_shop(laptop, "R1")
        laptop.eventually(lambda: laptop.sent_mails("mara@example.org"), why="the reporter to be told")
        author = shown(laptop, "R1")["author_id"]
        laptop.eventually(
            lambda: laptop.shop.get(f"/api/messages/{author}").json()["items"], why="the author to be told"
        )
        assert shown(laptop, "R1")["barred"] is True

    def test_a_harsh_but_honest_review_is_kept_by_a_person_and_the_reporter_told_why(self, laptop: Laptop) -> None:
        ana = Moderator(laptop)
        said = report(laptop, "R2", reporter={"email": "harsh@example.org"})

        case = ana.waits_for_me("r-R2-1")
        assert said.view()["status"] == "in_review"
        assert ana.post("/v1/cases/r-R2-1/claim").json()["claimed_by"] == "ana"
        answer = ana.decide("r-R2-1", "keep", explanation="A low rating is an opinion.", version=case["version"])

        assert answer.status_code == 202
        view = said.until("decided")
        assert view["decision"]["outcome"] == "kept"
        assert view["decision"]["explanation"] == "A low rating is an opinion."
        assert shown(laptop, "R2")["visible"] is True
        laptop.eventually(lambda: laptop.sent_mails("harsh@example.org"), why="the reporter to be told why")

    def test_the_same_post_with_its_key_is_one_report(self, laptop: Laptop) -> None:
        laptop.put_review("again")
        words = {"reporter": {"email": "twice@example.org"}}

        first = post_report(laptop, "again", "key-1", **words)
        second = post_report(laptop, "again", "key-1", **words)
        other = post_report(laptop, "again", "key-1", explanation="Other words.", **words)

        assert second.json() == first.json()
        assert second.headers["idempotency-replayed"] == "true"
        assert other.status_code == 422
        Moderator(laptop).waits_for_me("r-again-1")
        assert Moderator(laptop).case("r-again-1")["report_count"] == 1

    def test_a_review_that_nobody_told_of_goes_to_a_person(self, laptop: Laptop) -> None:
        said = report(laptop, "never-told")

        case = Moderator(laptop).waits_for_me("r-never-told-1")

        assert case["review"] is None
        assert said.view()["status"] == "in_review"


class TestByMail:
    def test_two_urls_in_one_mail_are_two_reports_and_one_acknowledgement(self, laptop: Laptop) -> None:
        laptop.put_review("mail-a")
        laptop.put_review("mail-b")
        text = (
            "Both of these insult me, please look at them:\n"
            "https://shop.example/reviews/mail-a\nhttps://shop.example/reviews/mail-b\n"
        )

        laptop.send_mail(mail("nora@example.org", "Two reviews insult me", text))

        ana = Moderator(laptop)
        assert ana.waits_for_me("r-mail-a-1")["reports"][0]["channel"] == "mail"
        assert ana.waits_for_me("r-mail-b-1")["report_count"] == 1
        laptop.eventually(lambda: laptop.sent_mails("nora@example.org"), why="an acknowledgement")

        for case_id in ("r-mail-a-1", "r-mail-b-1"):
            assert ana.decide(case_id, "keep").status_code == 202
        laptop.eventually(lambda: len(laptop.sent_mails("nora@example.org")) == 3, why="an answer for each")

    def test_a_mail_without_a_review_is_asked_back_and_its_answer_becomes_a_report(self, laptop: Laptop) -> None:
        laptop.put_review("asked-for")
        laptop.send_mail(mail("otto@example.org", "A review", "One of your reviews insults me, please remove it."))

        question = laptop.eventually(lambda: laptop.sent_mails("otto@example.org"), why="a question back")[0]
        reply_to = question.message["Reply-To"]
        answer = mail("otto@example.org", "Re: A question", "It is https://shop.example/reviews/asked-for")
        laptop.send_mail(answer, to=str(reply_to))

        assert Moderator(laptop).waits_for_me("r-asked-for-1")["report_count"] == 1

    def test_automatic_mail_is_kept_and_never_answered(self, laptop: Laptop) -> None:
        away = mail("away@example.org", "Out of office", "I am away. https://shop.example/reviews/R7")
        away["Auto-Submitted"] = "auto-replied"

        laptop.send_mail(away)

        objects = laptop.cloud.objects.list_objects_v2(Bucket=laptop.outputs["MailBucketName"])
        assert objects["KeyCount"] >= 1
        assert laptop.sent_mails("away@example.org") == []

    def test_a_lawyers_letter_without_a_review_is_attached_to_one_by_a_person(self, laptop: Laptop) -> None:
        laptop.put_review("lawyer")
        text = "We act for our client. The review is defamatory and states false facts. Remove it within three days."
        laptop.send_mail(mail("counsel@example.org", "Defamation: cease and desist", text))
        legal = Moderator(laptop, "lea", "legal")

        def arrived() -> str | None:
            items = legal.get("/v1/cases", queue="legal").json()["items"]
            mails = [item["case_id"] for item in items if item["case_id"].startswith("m-")]
            return next((name for name in mails if legal.case(name)["mails"][0]["text"].strip() == text), None)

        case_id = laptop.eventually(arrived, why="the letter to reach the queue legal")
        (letter,) = legal.case(case_id)["mails"]
        assert letter["sender"] == "c…@e….org"
        answer = legal.post(f"/v1/cases/{case_id}/attach", review_id="lawyer")

        assert answer.status_code == 200, answer.text
        assert answer.json()["status"] == "out_of_scope"
        assert legal.waits_for_me("r-lawyer-1")["status"] == "legal_review"


class TestTwoSides:
    def test_an_author_appeals_a_removal_and_another_person_restores_it(self, laptop: Laptop) -> None:
        ana, ben = Moderator(laptop), Moderator(laptop, "ben")
        said = report(laptop, "R9", reporter={"email": "side@example.org"})
        ana.waits_for_me("r-R9-1")
        removed = ana.decide("r-R9-1", "remove", grounds=["relevance.off_topic"], explanation="Not about the product.")
        assert removed.status_code == 202
        said.until("decided")
        hidden_in_the_shop(laptop, "R9")
        author = shown(laptop, "R9")["author_id"]
        message = laptop.eventually(lambda: laptop.shop.get(f"/api/messages/{author}").json()["items"])[0]
        token = message["link"].rpartition("/")[2].partition("?")[0]

        seen = laptop.api.get(f"/v1/decisions/{token}")
        first = laptop.api.post(f"/v1/decisions/{token}/appeals", json={"explanation": "It is about the product."})
        second = laptop.api.post(f"/v1/decisions/{token}/appeals", json={"explanation": "Again."})

        assert seen.json()["outcome"] == "removed"
        assert (first.status_code, second.status_code) == (202, 409)
        assert ben.waits_for_me("r-R9-1")["queue"] == "appeals"
        assert ana.decide("r-R9-1", "keep").status_code == 403
        assert ben.decide("r-R9-1", "keep", explanation="It is about the product after all.").status_code == 202
        laptop.eventually(lambda: shown(laptop, "R9")["visible"], why="the shop to show it again")
        assert shown(laptop, "R9")["barred"] is False
        assert said.until("decided")["decision"]["outcome"] == "restored"

    def test_nothing_is_removed_without_a_clause(self, laptop: Laptop) -> None:
        laptop.put_review("no-clause")
        report(laptop, "no-clause")
        ana = Moderator(laptop)
        ana.waits_for_me("r-no-clause-1")

        without = ana.decide("r-no-clause-1", "remove")
        unknown = ana.decide("r-no-clause-1", "remove", grounds=["respect.nonsense"])

        assert (without.status_code, unknown.status_code) == (422, 422)
        assert without.json()["errors"][0]["pointer"] == "/grounds"
        assert unknown.json()["errors"][0]["pointer"] == "/grounds/0"


class TestDecidingUnderStress:
    def test_an_edit_while_a_moderator_looks_makes_the_decision_stale(self, laptop: Laptop) -> None:
        laptop.put_review("edited")
        report(laptop, "edited")
        ana = Moderator(laptop)
        before = ana.waits_for_me("r-edited-1")["version"]

        laptop.put_review("edited", text="Now it says something else altogether.")
        laptop.eventually(lambda: ana.case("r-edited-1")["version"] > before, why="the case to see the edit")
        stale = ana.decide("r-edited-1", "keep", version=before)

        assert stale.status_code == 409
        assert ana.case("r-edited-1")["review"]["text"] == "Now it says something else altogether."
        assert ana.decide("r-edited-1", "keep").status_code == 202

    def test_a_decision_while_the_workflow_is_dead_takes_effect_all_the_same(self, laptop: Laptop) -> None:
        said = report(laptop, "R12")
        ana = Moderator(laptop)
        ana.waits_for_me("r-R12-1")
        laptop.eventually(lambda: any(each["status"] == "RUNNING" for each in executions(laptop)))

        stop_executions(laptop)
        answer = ana.decide("r-R12-1", "remove", grounds=["promotion.advertising"])

        assert answer.status_code == 202, answer.text
        laptop.eventually(
            lambda: laptop.sweep() or said.view()["status"] == "decided", seconds=90, why="sweep to begin it again"
        )
        assert said.view()["decision"]["outcome"] == "removed"
        hidden_in_the_shop(laptop, "R12")

    def test_of_two_decisions_at_once_one_stands(self, laptop: Laptop) -> None:
        laptop.put_review("twice")
        said = report(laptop, "twice")
        ana, ben = Moderator(laptop), Moderator(laptop, "ben")
        version = ana.waits_for_me("r-twice-1")["version"]

        answers = [
            ana.decide("r-twice-1", "keep", explanation="First.", version=version),
            ben.decide("r-twice-1", "keep", explanation="Second.", version=version),
        ]

        assert sorted(answer.status_code for answer in answers) == [202, 409]
        assert said.until("decided")["decision"]["explanation"] == "First."

    def test_a_platform_that_is_down_is_told_when_it_is_back(self, laptop: Laptop) -> None:
        laptop.shop.post("/_shop/outage", json={"seconds": 4})

        said = report(laptop, "R16", guideline="privacy.personal_data")

        view = said.until("decided", seconds=60)
        assert view["decision"]["outcome"] == "removed"
        hidden_in_the_shop(laptop, "R16")


class TestOneReviewAThousandTimes:
    @pytest.mark.parametrize("count", [1000])
    def test_a_thousand_reports_are_one_case_with_a_thousand_reports(self, laptop: Laptop, count: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        laptop.put_review("crowd")
        with ThreadPoolExecutor(16) as crowd:
            saids: list[Said] = list(crowd.map(lambda number: report(laptop, "crowd", f"crowd-{number}"), range(count)))

        ana = Moderator(laptop)
        ana.waits_for_me("r-crowd-1")
        laptop.eventually(lambda: ana.case("r-crowd-1")["report_count"] == count, seconds=90, why="all to be counted")
        assert ana.case("r-crowd-1")["priority"] == "urgent"
        listed, cursor = set(), ""
        while True:
            page = ana.get("/v1/cases/r-crowd-1/reports", limit="200", **({"cursor": cursor} if cursor else {})).json()
            listed |= {item["report_id"] for item in page["items"]}
            cursor = page.get("next", "")
            if not cursor:
                break
        assert listed == {said.receipt["report_id"] for said in saids}
        assert ana.decide("r-crowd-1", "keep").status_code == 202
        assert all(said.until("decided", seconds=60)["decision"]["outcome"] == "kept" for said in saids[::100])
