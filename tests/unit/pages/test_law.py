"""The law path: each claim is asked for what it needs, and no more is asked of anybody else."""

import pytest

from redress.model import Channel, LegalKind, Report
from redress.model.legal import CLAIMS, CourtOrder, DefamationClaim
from redress.pages.law import elements, paths
from redress.pages.wording import texts
from redress.policy.wording import LANGUAGES
from tests.unit.pages.conftest import Answer, Site, filled

WHOLE = {
    "defamation_claim": {
        "statement": "They put lead into it.",
        "about": "Kettle & Co",
        "why_false": "Tests show none.",
    },
    "privacy_claim": {"data": "A telephone number in the second line.", "whose": "Marjorie Pell"},
    "copyright_notice": {"work": "A blog of 2024.", "right": "I wrote it.", "statement": "yes"},
    "court_order": {"court": "Landgericht", "file_number": "3 O 12/26", "dated": "2026-11-02", "bound": "the shop"},
}


def said(kind: str, **changes: str) -> dict[str, str]:
    return {"legal": kind} | {f"{kind}.{name}": text for name, text in {**WHOLE[kind], **changes}.items()}


def report_of(site: Site, answer: Answer) -> Report:
    assert answer.status == 303, answer.page.text
    token = answer.location.removeprefix("/status/").partition("?")[0]
    return site.desk.reports.get(site.desk.seal.subject_of("status", token))


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_claim_is_kept_in_its_elements(site: Site, kind: str) -> None:
    form = site.get("/report?review=R1").page

    report = report_of(site, site.post("/report", filled(form, **said(kind))))

    assert (report.legal, report.channel) == (LegalKind(kind), Channel.FORM)
    assert report.legal_claim is not None
    kept = report.legal_claim.model_dump(mode="json", exclude_defaults=True)
    assert kept == {"kind": kind, **WHOLE[kind]} | ({"statement": True} if kind == "copyright_notice" else {})
    assert f"legal:{kind}" in report.claims


@pytest.mark.parametrize("kind", WHOLE)
def test_each_element_that_is_missing_is_named_and_the_others_are_kept(site: Site, kind: str) -> None:
    for name in WHOLE[kind]:
        answer = site.post("/report", filled(site.get("/report?review=R1").page, **said(kind, **{name: " "})))

        field = f"{kind}.{name}"
        page = answer.page
        assert answer.status == 422
        assert [link for link in page.links() if link.startswith("#") and link != "#main"] == [f"#{field}"]
        assert texts("en")["law"]["kinds"][kind][name]["label"] in page.text
        (there,) = [named for _, named in page.tags if named.get("id") == field]
        assert there["aria-invalid"] == "true"
        assert f"{field}-mistake" in there["aria-describedby"]
        assert page.fields["legal"] == kind
        for other, text in WHOLE[kind].items():
            if other != name:
                assert page.fields[f"{kind}.{other}"] == text


def test_what_was_typed_for_another_claim_is_not_sent(site: Site) -> None:
    typed = {**said("court_order"), **said("privacy_claim")}

    report = report_of(site, site.post("/report", filled(site.get("/report?review=R1").page, **typed)))

    assert report.legal_claim is not None
    assert report.legal_claim.kind == LegalKind.PRIVACY


def test_without_a_claim_nothing_of_it_is_asked(site: Site) -> None:
    report = report_of(site, site.post("/report", filled(site.get("/report?review=R1").page)))

    assert (report.legal, report.legal_claim) == (None, None)


@pytest.mark.parametrize(
    "field, value, sentence",
    [
        ("court_order.dated", "soon", "Please give a day: Date of the order"),
        ("court_order.dated", "2026-02-31", "Please give a day: Date of the order"),
        ("court_order.court", "x" * 301, "This is too long: The court"),
        ("legal", "lawyer_letter", "Choose one of the claims in the list."),
        ("legal", "made.up", "Choose one of the claims in the list."),
    ],
)
def test_each_bad_element_has_its_sentence(site: Site, field: str, value: str, sentence: str) -> None:
    form = filled(site.get("/report?review=R1").page, **{**said("court_order"), field: value})

    answer = site.post("/report", form)

    assert answer.status == 422
    assert sentence in answer.page.text


def test_the_reporter_reads_the_claim_on_the_status_page(site: Site) -> None:
    answer = site.post("/report", filled(site.get("/report?review=R1").page, **said("court_order")))

    text = site.get(answer.location).page.text

    assert "our legal team looks at it" in text
    assert "3 O 12/26" in text
    assert "Date of the order 2 November 2026" in text


def test_the_elements_are_the_model_s() -> None:
    assert [path.kind for path in paths()] == list(WHOLE)
    assert len(paths()) == len(CLAIMS)
    shapes = {element.field: (element.shape, element.required) for element in elements().values()}
    assert shapes["court_order.dated"] == ("day", True)
    assert shapes["court_order.orders"] == ("words", False)
    assert shapes["copyright_notice.statement"] == ("tick", True)
    assert set(DefamationClaim.model_fields) - {"kind"} == {"statement", "about", "why_false", "harm"}
    assert list(CourtOrder.model_fields)[1:] == [each.name for each in paths()[-1].elements]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_element_has_its_label(lang: str) -> None:
    kinds = texts(lang)["law"]["kinds"]

    for path in paths():
        assert kinds[path.kind].keys() - {"title", "lead"} == {element.name for element in path.elements}
        assert all(kinds[path.kind][element.name]["label"] for element in path.elements)
