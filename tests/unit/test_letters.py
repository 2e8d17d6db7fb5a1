from datetime import UTC, datetime, timedelta

import pytest

from redress.letters import Told, notice_of, render, reply_subject, report_of
from redress.letters.rendering import LANGUAGES
from redress.model import Card, Decision, Notice, NoticeKind, Outcome, Recipient, Side
from redress.policy import load_policy, wording
from redress.policy.wording import clause, elsewhere

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
POLICY = load_policy()
GROUND = POLICY.guidelines[0]


def a_notice(
    kind: NoticeKind = NoticeKind.DECISION, side: Side = Side.REPORTER, lang: str = "en", **known: str
) -> Notice:
    recipient = Recipient(side=side, email="a@example.org", lang=lang, name=known.pop("name", ""))
    about = {"reference": "R-7K3F-9Q2D-M4XA", "report_id": "rpt_" + "a" * 26} | known
    made = {"notice_id": "0123456789abcdef" * 2, "kind": kind, "recipient": recipient, "made_at": NOW}
    return Notice.model_validate(made | about)


def a_decision(outcome: Outcome = Outcome.REMOVED, *, automated: bool = False) -> Decision:
    return Decision(
        case_id="r-R1-1",
        number=1,
        outcome=outcome,
        grounds=(GROUND.id,) if outcome is Outcome.REMOVED else (),
        explanation="The second line holds a telephone number.",
        automated=automated,
        decided_by="ana",
        decided_at=NOW,
        effective_at=NOW,
        appeal_until=NOW + timedelta(days=183),
        policy_version=POLICY.version,
    )


def told(**known: object) -> Told:
    given: dict[str, object] = {
        "decision": a_decision(),
        "card": Card(title="Broke in a week", excerpt="Call me on 555-0100"),
        "review_url": "https://shop.example/reviews/R1",
        "statuses": (("R-7K3F-9Q2D-M4XA", "https://redress.example/status/t"),),
        "decision_link": "https://redress.example/decision/t",
    }
    return Told(**(given | known))  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("automated", [True, False])
def test_an_author_gets_a_whole_statement_of_reasons(lang: str, automated: bool) -> None:
    notice = a_notice(side=Side.AUTHOR, lang=lang)

    letter = render(notice, policy=POLICY, told=told(decision=a_decision(automated=automated), barred=True))

    texts = LANGUAGES[lang]
    assert letter.subject == texts.author_removed_subject
    for part in (
        "Broke in a week",
        GROUND.id,
        clause(GROUND, lang).title,
        clause(GROUND, lang).explanation,
        "The second line holds a telephone number.",
        texts.how_by_machine if automated else texts.how_by_person,
        texts.author_scope,
        texts.author_bar,
        "https://redress.example/decision/t",
        wording.day(a_decision().appeal_until, lang),
        texts.other_ways,
    ):
        assert part in letter.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("side", Side)
def test_every_outcome_has_its_words_for_both_sides(lang: str, outcome: Outcome, side: Side) -> None:
    letter = render(a_notice(side=side, lang=lang), policy=POLICY, told=told(decision=a_decision(outcome)))

    assert letter.subject
    assert "{" not in letter.subject + letter.text
    assert letter.text.count("https://redress.example/decision/t") == 1
    assert "\n\n\n" not in letter.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_its_words(lang: str, kind: NoticeKind) -> None:
    letter = render(a_notice(kind, lang=lang), policy=POLICY, told=told())

    assert "\n" not in letter.subject
    assert letter.subject != render(a_notice(kind, lang="en"), policy=POLICY, told=told()).subject or lang == "en"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_is_sent_elsewhere_reads_where_to_turn_in_their_language(lang: str) -> None:
    sent_on = a_decision(Outcome.OUT_OF_SCOPE, automated=True).model_copy(update={"decided_by": "policy"})

    letter = render(a_notice(lang=lang), policy=POLICY, told=told(decision=sent_on))

    assert all(way.explanation in letter.text for way in elsewhere(POLICY, lang))


def test_an_acknowledgement_names_reference_review_and_where_it_stands() -> None:
    letter = render(a_notice(NoticeKind.ACKNOWLEDGEMENT), policy=POLICY, told=told())

    assert "R-7K3F-9Q2D-M4XA" in letter.subject
    assert "https://redress.example/status/t" in letter.text


def test_several_reports_are_acknowledged_in_one_letter() -> None:
    several = (("R-1", "https://redress.example/status/1"), ("R-2", "https://redress.example/status/2"))

    letter = render(a_notice(NoticeKind.ACKNOWLEDGEMENT), policy=POLICY, told=told(statuses=several))

    assert "2" in letter.subject
    assert "R-1: https://redress.example/status/1\nR-2: https://redress.example/status/2" in letter.text


def test_a_question_asks_for_what_is_missing() -> None:
    which = render(a_notice(NoticeKind.QUESTION, reference="", report_id=""), policy=POLICY, told=Told())
    why = render(a_notice(NoticeKind.QUESTION, review_id="R1"), policy=POLICY, told=told())
    asked = render(a_notice(NoticeKind.QUESTION), policy=POLICY, told=told(asked="Which number?", until=NOW))

    assert LANGUAGES["en"].question_which in which.text
    assert LANGUAGES["en"].question_why in why.text
    assert "Which number?" in asked.text
    assert "by 23 November 2026" in asked.text


@pytest.mark.parametrize(
    "name, greeted", [("Ana Tan", True), ("田中 花子", True), ("http://evil.test", False), ("<b>x</b>", False)]
)
def test_a_display_name_greets_only_when_it_is_a_name(name: str, greeted: bool) -> None:
    letter = render(a_notice(NoticeKind.ACKNOWLEDGEMENT, name=name), policy=POLICY, told=told())

    assert (name in letter.text) is greeted


def test_letters_are_written_in_whatever_the_policy_speaks() -> None:
    assert set(LANGUAGES) == set(wording.LANGUAGES)


def test_another_language_is_english() -> None:
    portuguese = render(a_notice(lang="pt"), policy=POLICY, told=told())

    assert portuguese.text.startswith(LANGUAGES["en"].greeting)


def test_a_decisions_letter_without_its_decision_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="decision"):
        render(a_notice(), policy=POLICY, told=Told())


def test_a_reply_address_names_the_report_or_else_the_notice() -> None:
    with_report, without = a_notice(), a_notice(report_id="")

    assert report_of(reply_subject(with_report)) == with_report.report_id
    assert notice_of(reply_subject(with_report)) is None
    assert notice_of(reply_subject(without)) == without.notice_id
    assert reply_subject(without) == reply_subject(without).lower()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_can_be_answered_by_mail_and_on_the_page(lang: str) -> None:
    notice = a_notice(NoticeKind.QUESTION, lang=lang)

    letter = render(notice, policy=POLICY, told=told(decision=None, asked="Which words do you mean?"))

    assert "Which words do you mean?" in letter.text
    assert LANGUAGES[lang].question_answer in letter.text
    assert LANGUAGES[lang].question_page.format(link="https://redress.example/status/t") in letter.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reports", [1, 2])
def test_who_makes_a_legal_claim_is_told_who_looks_at_it(lang: str, reports: int) -> None:
    statuses = (("R-7K3F-9Q2D-M4XA", "https://redress.example/status/t"),) * reports

    claimed = render(
        a_notice(NoticeKind.ACKNOWLEDGEMENT, lang=lang, legal="court_order"),
        policy=POLICY,
        told=told(decision=None, statuses=statuses),
    )
    plain = render(
        a_notice(NoticeKind.ACKNOWLEDGEMENT, lang=lang), policy=POLICY, told=told(decision=None, statuses=statuses)
    )

    assert LANGUAGES[lang].received_legal in claimed.text
    assert LANGUAGES[lang].received_legal not in plain.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_guideline_is_quoted_in_the_letter_s_language(lang: str) -> None:
    letter = render(a_notice(side=Side.AUTHOR, lang=lang), policy=POLICY, told=told())

    said = clause(GROUND, lang)
    for words in (said.title, said.explanation, said.allowed):
        assert words in letter.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_way_out_is_told_in_the_letter_s_language(lang: str) -> None:
    notice = a_notice(NoticeKind.REDIRECTED, lang=lang)

    letter = render(notice, policy=POLICY, told=told(decision=None, redirect="order"))

    ways = {way.id: way.explanation for way in elsewhere(POLICY, lang)}
    assert ways["order"] in letter.text
    assert ways["seller_rating"] not in letter.text
