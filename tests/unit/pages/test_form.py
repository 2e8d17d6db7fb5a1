"""The report form: what it shows, what it sends, and what it gives back."""

import pytest

from redress.model import Action, ActionKind, Channel, Identity, Outcome, Relation
from redress.policy.wording import LANGUAGES, clause
from tests.unit.pages.conftest import KEY, TIDY, Site, an_event, filled


class TestOpened:
    def test_it_shows_the_review_as_it_stands(self, site: Site) -> None:
        site.told_of("R1", photos=["https://shop.example/p/1.jpg", "https://shop.example/p/2.jpg"])

        page = site.get("/report?review=R1").page

        assert TIDY in page.text
        assert "It drips from the lid." in page.text
        assert "2 of 5 stars" in page.text
        assert "with 2 photos" in page.text
        assert "https://shop.example/reviews/R1" in page.links()
        assert page.fields["review_id"] == "R1"
        assert "p/1.jpg" not in page.html

    def test_it_offers_every_guideline_in_the_policy_s_words(self, site: Site) -> None:
        page = site.get("/report?review=R1").page

        values = [tag["value"] for tag in page.all("input") if tag.get("name") == "guideline"]
        assert set(values) == {*site.desk.policy.ids, ""}
        for guideline in site.desk.policy.guidelines:
            assert guideline.title in page.text
            assert " ".join(guideline.explanation.split()) in page.text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_each_guideline_has_its_examples(self, site: Site, lang: str) -> None:
        text = site.get(f"/report?review=R1&lang={lang}").page.text

        for guideline in site.desk.policy.guidelines:
            for example in clause(guideline, lang).examples:
                assert " ".join(example.split()) in text

    def test_it_says_kindly_what_is_no_violation(self, site: Site) -> None:
        assert "a low rating" in site.get("/report?review=R1").page.text

    def test_each_form_has_a_key_of_its_own(self, site: Site) -> None:
        keys = {site.get("/report?review=R1").page.fields["key"] for _ in range(3)}
        assert len(keys) == 3

    def test_without_a_review_it_asks_for_the_address(self, site: Site) -> None:
        page = site.get("/report").page

        assert "review_url" in page.fields
        assert "https://shop.example/reviews/123" in page.text

    def test_a_review_may_be_named_by_its_address(self, site: Site) -> None:
        site.told_of("R1")

        page = site.get("/report?review=https%3A%2F%2Fshop.example%2Freviews%2FR1").page

        assert page.fields["review_id"] == "R1"

    def test_an_address_of_elsewhere_is_asked_for_again(self, site: Site) -> None:
        page = site.get("/report?review=https%3A%2F%2Felse.example%2FR1").page

        assert page.fields["review_url"] == "https://else.example/R1"
        assert "review_id" not in page.fields

    def test_a_review_that_nobody_told_us_of_may_be_reported(self, site: Site) -> None:
        page = site.get("/report?review=R99").page

        assert "Review R99" in page.text
        assert "has not told us of this review yet" in page.text

    def test_a_review_that_is_gone_is_not_shown(self, site: Site) -> None:
        site.told_of("R1")
        site.desk.reviews.delete("R1")

        page = site.get("/report?review=R1").page

        assert TIDY not in page.text
        assert "not shown in the shop any more" in page.text

    def test_a_review_that_was_taken_down_is_not_shown_to_whoever_guesses_its_id(self, site: Site) -> None:
        site.told_of("R1", text="Ring Marjorie on +44 20 7946 0958.")
        case = site.in_review(site.reported())
        site.decided(case, Outcome.REMOVED, grounds=("privacy.personal_data",))
        told = Action(
            case_id=case.case_id,
            review_id="R1",
            sequence=1,
            kind=ActionKind.TAKE_DOWN,
            decision=1,
            planned_at=site.desk.now,
        )
        site.desk.cases.action_done(told)

        assert "7946" not in site.get("/report?review=R1").body

        site.desk.cases.action_done(told.model_copy(update={"sequence": 2, "kind": ActionKind.RESTORE}))

        assert "7946" in site.get("/report?review=R1").body

    def test_a_review_s_link_is_only_given_when_it_is_the_platform_s(self, site: Site) -> None:
        site.told_of("R1", url="javascript:alert(1)")
        site.told_of("R2", url="https://shop.example/reviews/R1")

        for review_id in ("R1", "R2"):
            links = site.get(f"/report?review={review_id}").page.links()
            assert not [link for link in links if link.startswith(("javascript", "https"))]


class TestLink:
    def test_whom_the_platform_vouches_for_gives_no_address(self, site: Site) -> None:
        page = site.get(f"/report?review=R1&link={site.link(name='Dora Finch')}").page

        assert "email" not in page.fields
        assert "You are reporting as Dora Finch" in page.text
        assert page.fields["link"]

    def test_the_link_alone_names_the_review(self, site: Site) -> None:
        assert site.get(f"/report?link={site.link('R7')}").page.fields["review_id"] == "R7"

    def test_it_speaks_the_link_s_language(self, site: Site) -> None:
        page = site.get(f"/report?link={site.link(lang='de')}", accept_language="ja").page
        assert page.all("html")[0]["lang"] == "de"

    @pytest.mark.parametrize("bad", ["abc", "expired", "foreign", "other_review", "x" * 9000])
    def test_a_bad_link_is_said_kindly_and_the_form_asks_for_an_address(self, site: Site, bad: str) -> None:
        made = {
            "expired": site.link(seconds=-1),
            "foreign": site.link(key=KEY[::-1]),
            "other_review": site.link("R2"),
        }

        answer = site.get(f"/report?review=R1&link={made.get(bad, bad)}")

        assert answer.status == 200
        assert "has expired or is not complete" in answer.page.text
        assert "email" in answer.page.fields
        assert "link" not in answer.page.fields
        assert answer.page.fields["review_id"] == "R1"


class TestSent:
    def test_the_report_is_stored_once_and_the_browser_led_to_its_status(self, site: Site) -> None:
        form = site.get("/report?review=R1").page

        answer = site.post(
            "/report", filled(form, guideline="privacy.personal_data", relation="named_person", name="Ana")
        )

        assert answer.status == 303
        assert answer.location.startswith("/status/")
        assert answer.headers["cache-control"] == "no-store"
        status = site.get(answer.location)
        assert status.status == 200
        assert "Thank you. Your report has arrived." in status.page.text
        report = site.desk.reports.get(site.desk.seal.subject_of("status", token_in(answer.location)))
        assert report.channel is Channel.FORM
        assert report.relation is Relation.NAMED_PERSON
        assert report.guideline == "privacy.personal_data"
        assert report.reporter.email == "ana@example.org"
        assert report.identity is Identity.UNVERIFIED
        assert report.reference in status.page.text

    def test_the_same_form_sent_twice_is_one_report(self, site: Site) -> None:
        said = filled(site.get("/report?review=R1").page)

        first, second = site.post("/report", said), site.post("/report", said)

        assert first.location == second.location

    def test_by_a_link_the_platform_s_account_speaks(self, site: Site) -> None:
        form = site.get(f"/report?review=R1&link={site.link(name='Dora Finch', email='dora@example.org')}").page

        answer = site.post("/report", filled(form))

        report = site.desk.reports.get(site.desk.seal.subject_of("status", token_in(answer.location)))
        assert (report.reporter.account, report.reporter.email) == ("acc-7", "dora@example.org")
        assert report.identity is Identity.ACCOUNT

    def test_the_answer_will_come_in_the_form_s_language(self, site: Site) -> None:
        form = site.get("/report?review=R1", accept_language="ja").page

        answer = site.post("/report", filled(form))

        report = site.desk.reports.get(site.desk.seal.subject_of("status", token_in(answer.location)))
        assert report.reporter.lang == "ja"

    def test_a_language_that_is_chosen_counts_for_more_than_the_link_s(self, site: Site) -> None:
        link = site.link(lang="en", email="dora@example.org")
        form = site.get(f"/report?link={link}&lang=fr").page

        answer = site.post("/report", filled(form))

        report = site.desk.reports.get(site.desk.seal.subject_of("status", token_in(answer.location)))
        assert report.reporter.lang == "fr"

    def test_the_words_keep_their_lines_as_they_were_typed(self, site: Site) -> None:
        form = site.get("/report?review=R1").page

        answer = site.post("/report", filled(form, explanation="x" * 2_499 + "\r\n" + "y" * 2_500))

        report = site.desk.reports.get(site.desk.seal.subject_of("status", token_in(answer.location)))
        assert len(report.explanation) == 5_000

    def test_a_key_that_was_tampered_with_is_replaced(self, site: Site) -> None:
        said = filled(site.get("/report?review=R1").page, key="no key\n" * 100)
        assert site.post("/report", said).status == 303


class TestRefused:
    def test_all_mistakes_at_once_and_what_was_typed_is_kept(self, site: Site) -> None:
        said = filled(
            site.get("/report").page,
            review_url="https://else.example/1",
            explanation=" ",
            email="ana",
            name="Ana <b>",
            good_faith="",
            guideline="respect.threat",
            relation="lawyer",
        )

        answer = site.post("/report", said)

        page = answer.page
        assert answer.status == 422
        summary = [link for link in page.links() if link.startswith("#") and link != "#main"]
        assert summary == ["#review_url", "#explanation", "#email", "#good_faith"]
        assert page.fields["review_url"] == "https://else.example/1"
        assert page.fields["email"] == "ana"
        assert page.fields["name"] == "Ana <b>"
        assert page.fields["guideline"] == "respect.threat"
        assert page.fields["relation"] == "lawyer"
        assert page.fields["key"] == said["key"]

    def test_each_bad_field_is_tied_to_its_sentence(self, site: Site) -> None:
        page = site.post("/report", filled(site.get("/report").page, explanation="", good_faith="")).page

        ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
        for tag, attributes in page.tags:
            assert set(attributes.get("aria-describedby", "").split()) <= ids, tag
        invalid = [attributes["id"] for _, attributes in page.tags if attributes.get("aria-invalid") == "true"]
        assert invalid == ["review_url", "explanation", "good_faith"]
        assert "autofocus" in page.html
        assert "Error: Report a review" in page.html

    @pytest.mark.parametrize(
        "field, value, sentence",
        [
            ("explanation", "x" * 5_001, "in 5,000 characters or fewer"),
            ("explanation", "", "Say in a few words"),
            ("email", "", "Give an e-mail address"),
            ("email", "a@b", "not a complete e-mail address"),
            ("guideline", "made.up", "one of the reasons in the list"),
            ("relation", "made up", "one of the answers in the list"),
            ("name", "n" * 201, "a shorter name"),
            ("good_faith", "perhaps", "in good faith"),
            ("review_id", "no/such", "Tell us which review it is"),
        ],
    )
    def test_each_field_has_a_sentence(self, site: Site, field: str, value: str, sentence: str) -> None:
        answer = site.post("/report", filled(site.get("/report?review=R1").page, **{field: value}))

        assert answer.status == 422
        assert sentence in answer.page.text

    def test_a_link_that_expired_meanwhile_costs_nothing_that_was_typed(self, site: Site) -> None:
        said = filled(site.get(f"/report?review=R1&link={site.link()}").page, email="")
        site.desk.later(hours=2)

        answer = site.post("/report", said)

        assert answer.status == 422
        assert "has expired in the meantime" in answer.page.text
        assert answer.page.fields["explanation"] == said["explanation"]
        again = filled(answer.page, email="ana@example.org")
        assert site.post("/report", again).status == 303

    def test_other_words_under_the_same_key_are_not_lost(self, site: Site) -> None:
        said = filled(site.get("/report?review=R1").page)
        site.post("/report", said)

        answer = site.post("/report", {**said, "explanation": "And it insults me."})

        assert answer.status == 422
        assert "with other words" in answer.page.text
        assert answer.page.fields["key"] != said["key"]
        assert site.post("/report", filled(answer.page, explanation="And it insults me.")).status == 303

    def test_a_body_that_is_too_large_is_refused(self, site: Site) -> None:
        answer = site.post("/report", {"explanation": "x" * 70_000})

        assert answer.status == 413
        assert "too much at once" in answer.page.text

    def test_as_many_words_as_fit_arrive_in_every_script(self, site: Site) -> None:
        law = {"legal": "defamation_claim", "defamation_claim.about": "私"}
        long = {f"defamation_claim.{name}": "あ" * 2_000 for name in ("statement", "why_false", "harm")}

        answer = site.post(
            "/report", filled(site.get("/report?review=R1").page, explanation="あ" * 5_000, **law, **long)
        )

        assert answer.status == 303

    @pytest.mark.parametrize("body", [b"explanation=%FF", b"&".join(b"f%d=x" % n for n in range(99)), b"\xff\xfe"])
    def test_a_form_that_cannot_be_read_is_refused(self, site: Site, body: bytes) -> None:
        assert site.ask(an_event("POST", "/report", body=body)).status == 400


def token_in(location: str) -> str:
    return location.removeprefix("/status/").partition("?")[0]
