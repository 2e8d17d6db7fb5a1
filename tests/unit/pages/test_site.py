"""What holds for every page: headers, languages, the style sheet, and hostile words that stay words."""

import base64
import gzip
import re

import pytest

from redress.model import Outcome, Status
from redress.pages.wording import chosen, texts
from redress.policy.wording import LANGUAGES
from tests.unit.pages.conftest import Answer, Site, an_event, filled

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} {0} {reference}",
    "\u202egnp.exe \u2066\u2067\u200f",
    "Z" + "\u0301" * 10_000,
    "&lt;b&gt; &amp; \x00\x1b[31m",
    "W" * 10_000,
)


def pages(site: Site) -> dict[str, Answer]:
    """One answer of every kind."""
    report = site.reported()
    decision = site.decided(site.in_review(report), Outcome.KEPT)
    asked = site.reported("R5")
    site.in_review(asked, Status.NEEDS_INFO, asked="Which words?")
    return {
        "form": site.get("/report?review=R1"),
        "refused": site.post("/report", {"explanation": ""}),
        "sent": site.post("/report", filled(site.get("/report?review=R1").page)),
        "status": site.get(site.status_of(report)),
        "decision": site.get(site.decision_of(decision)),
        "several": site.get(
            site.post(
                "/report", filled(site.get("/report?review=R1").page, further="https://shop.example/reviews/R2")
            ).location
        ),
        "partly": site.post("/report", filled(site.get("/report?review=R1").page, further="https://else.example/1")),
        "asked": site.get(site.status_of(asked)),
        "missing": site.get("/status/abc"),
        "nowhere": site.get("/favicon.ico"),
        "too large": site.post("/report", {"explanation": "x" * 70_000}),
    }


class TestHeaders:
    def test_every_page_is_private_and_runs_nothing(self, site: Site) -> None:
        for name, answer in pages(site).items():
            assert answer.headers["content-security-policy"] == POLICY, name
            assert answer.headers["cache-control"] == "no-store", name
            assert answer.headers["referrer-policy"] == "no-referrer", name
            assert answer.headers["x-content-type-options"] == "nosniff", name
            assert "noindex" in answer.headers["x-robots-tag"], name

    def test_no_script_no_inline_style_nothing_from_elsewhere(self, site: Site) -> None:
        for name, answer in pages(site).items():
            tags = {tag for tag, _ in answer.page.tags}
            attributes = {attribute for _, named in answer.page.tags for attribute in named}
            assert not tags & {"script", "style", "img", "iframe", "object", "base"}, name
            assert not [attribute for attribute in attributes if attribute.startswith("on")], name
            assert "style" not in attributes, name
            assert all(named["href"].startswith("/assets/") for named in answer.page.all("link")), name

    def test_every_field_has_a_label_and_every_id_is_there_once(self, site: Site) -> None:
        for name, answer in pages(site).items():
            labelled = {named["for"] for named in answer.page.all("label")}
            fields = [named for tag in ("input", "textarea", "select") for named in answer.page.all(tag)]
            ids = [named["id"] for _, named in answer.page.tags if "id" in named]
            assert {named["id"] for named in fields if named.get("type") != "hidden"} <= labelled, name
            assert len(ids) == len(set(ids)), name


class TestStyle:
    def test_the_style_sheet_lies_under_the_name_of_its_content(self, site: Site) -> None:
        path = site.get("/report").page.all("link")[0]["href"]

        answer = site.get(path)

        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/css")
        assert "immutable" in answer.headers["cache-control"]
        assert "url(" not in answer.body
        assert "@import" not in answer.body

    def test_what_is_sent_is_small(self, site: Site) -> None:
        event = an_event("GET", "/report", headers={"accept-encoding": "gzip, br"})

        answer = site.ask(event)

        assert answer.headers["content-encoding"] == "gzip"
        assert len(answer.body) < 14_000
        assert "Report a review" in gzip.decompress(base64.b64decode(answer.body)).decode()

    @pytest.mark.parametrize("name", ["redress.css", "../site.py", "redress.000000000000.css", "layout.html"])
    def test_nothing_else_lies_there(self, site: Site, name: str) -> None:
        assert site.get(f"/assets/{name}").status == 404


class TestHostileWords:
    @pytest.mark.parametrize("words", HOSTILE)
    def test_they_stay_words_in_every_place(self, site: Site, words: str) -> None:
        site.told_of("R1", title=words[:500], text=words)
        form = site.get(f"/report?review=R1&link={site.link(name=words[:200], lang=words[:35])}")
        some = words[:1_500]
        typed = filled(site.get("/report").page, review_url=some, email=some, name=some, explanation=some)
        law = {"legal": "court_order", "court_order.court": some, "court_order.orders": some, "further": some}
        refused = site.post("/report", {**typed, **law, "good_faith": "", "guideline": some, "relation": some})
        partly = site.post("/report", filled(site.get("/report?review=R1").page, further=some))
        claim = {"kind": "privacy_claim", "data": words[:2_000], "whose": words[:300]}
        sender = {"name": words[:200], "email": "a@example.org"}
        report = site.reported(explanation=words[:5_000], reporter=sender, legal=claim)
        asked = site.in_review(report, Status.NEEDS_INFO, asked=words)
        status = site.get(site.status_of(report))
        unclear = site.post(f"{site.status_of(report)}/reply", {"words": words[:2_000] + "x" * 5_000, "question": some})
        site.desk.cases.save(asked, asked.moved(Status.HUMAN_REVIEW, site.desk.now, actor="sweep", act="answered"))
        decision = site.decided(site.desk.cases.get(asked.case_id), Outcome.KEPT, explanation=words)
        seen = site.get(site.decision_of(decision, report))

        for answer in (form, refused, partly, status, unclear, seen):
            tags = {tag for tag, _ in answer.page.tags}
            assert not tags & {"script", "img", "b" if "<b>" in words else "img"}
            assert not [name for _, named in answer.page.tags for name in named if name.startswith("on")]
        assert [answer.status for answer in (form, refused, status, unclear, seen)] == [200, 422, 200, 422, 200]

    def test_words_of_any_direction_stay_in_their_box(self, site: Site) -> None:
        site.told_of("R1", title="\u202eabc", text="\u202edef")

        page = site.get("/report?review=R1").page

        boxes = [named for _, named in page.tags if named.get("dir") == "auto" and "class" in named]
        assert {"review-title", "words"} <= {named["class"] for named in boxes}
        assert "\u202e" not in page.html.partition("</head>")[0]

    def test_a_query_of_nonsense_is_only_nonsense(self, site: Site) -> None:
        query = {"review": '"><script>', "link": "{{7*7}}", "lang": "../../etc", 'x"><b>': 'y"><b>'}

        answer = site.ask(an_event("GET", "/report", query=query))

        assert answer.status == 200
        assert not {tag for tag, _ in answer.page.tags} & {"script"}
        assert '"><b>' not in answer.body

    def test_a_failure_shows_no_trace_of_itself(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(site.desk, "reviews", None, raising=False)

        answer = site.get("/report?review=R1")

        assert answer.status == 500
        assert "Something went wrong on our side" in answer.page.text
        assert "Traceback" not in answer.body
        assert "NoneType" not in answer.body


class TestLanguages:
    @pytest.mark.parametrize(
        "wishes, spoken",
        [
            (("",), "en"),
            (("de",), "de"),
            (("", "ja-JP"), "ja"),
            (("xx", "de-AT,en;q=0.5"), "de"),
            (("pt,en;q=0.2,ja;q=0.9",), "ja"),
            (("", "fr-CA,fr;q=0.9,en;q=0.8"), "fr"),
            (("", "es-MX"), "es"),
            (("de;q=0, ja;q=0.1",), "ja"),
            (("*", "\x00;;q=q", "DE"), "de"),
            (("a" * 10_000,), "en"),
        ],
    )
    def test_the_first_wish_that_we_can_speak(self, wishes: tuple[str, ...], spoken: str) -> None:
        assert chosen(*wishes) == spoken

    def test_each_page_says_its_language_and_offers_the_others(self, site: Site) -> None:
        page = site.get("/report?review=R1&new=1", accept_language="de-DE,de;q=0.9").page

        assert page.all("html")[0] == {"lang": "de", "dir": "ltr"}
        assert {f"?review=R1&lang={code}" for code in LANGUAGES if code != "de"} <= set(page.links())
        assert "Rezension melden" in page.text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_all_languages_say_the_same_things(self, lang: str) -> None:
        def places(said: object, name: str = "") -> dict[str, set[str]]:
            if isinstance(said, dict):
                return {key: found for each in said for key, found in places(said[each], f"{name}.{each}").items()}
            return {name: set(re.findall(r"\{(\w+)\}", str(said)))}

        assert places(texts(lang)) == places(texts("en"))
