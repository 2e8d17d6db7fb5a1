"""From a notice to the mail that people read. Pure: what is told is handed in, no stranger's text stands in a subject.

An author's letter is made from the review and the decision alone: it has no place for a reporter's name or words.
"""

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from redress.letters import de, en, es, fr, ja
from redress.letters.texts import Texts
from redress.model import Card, Decision, Notice, NoticeKind, Outcome, Side
from redress.policy import Policy
from redress.policy.wording import day, elsewhere, found, grounds_of

LANGUAGES: Mapping[str, Texts] = {each.TEXTS.lang: each.TEXTS for each in (en, de, es, fr, ja)}
LONGEST_NAME = 60


class Rendered(NamedTuple):
    """Subject and body, ready for a letter."""

    subject: str
    text: str


class Told(NamedTuple):
    """What a letter tells beside its notice.

    `decision` and `card` for decisions; `asked` for a moderator's question, with `until`; `statuses` are pairs of
    reference and link; `redirect` names one of the policy's redirects; `barred`: no second review of the product;
    `heard`: the decision answers the recipient's own appeal.
    """

    decision: Decision | None = None
    card: Card | None = None
    review_url: str = ""
    statuses: tuple[tuple[str, str], ...] = ()
    decision_link: str = ""
    asked: str = ""
    until: datetime | None = None
    redirect: str = ""
    barred: bool = False
    heard: bool = False


def render(notice: Notice, *, policy: Policy, told: Told) -> Rendered:
    """The letter for a notice, in the recipient's language or else in English."""
    texts = LANGUAGES.get(notice.recipient.lang[:2].lower(), en.TEXTS)
    subject, paragraphs = _WRITERS[notice.kind](notice, policy, told, texts)
    name = " ".join(notice.recipient.name.split())[:LONGEST_NAME]
    greeting = texts.greeting_named.format(name=name) if name and _is_a_name(name) else texts.greeting
    kept = [paragraph for paragraph in (greeting, *paragraphs, texts.closing) if paragraph]
    return Rendered(subject, "\n\n".join(kept) + "\n")


def reply_subject(notice: Notice) -> str:
    """What the signed Reply-To of this notice names: its report, else the notice itself. Short, as addresses are.

    `report_of` and `notice_of` read it back. Sign it with the purpose `reply`.
    """
    if notice.report_id:
        return notice.report_id.removeprefix("rpt_")
    return "n" + base64.b32encode(bytes.fromhex(notice.notice_id)).decode().rstrip("=").lower()


def notice_of(subject: str) -> str | None:
    """The notice that a Reply-To names; None when it names a report."""
    if len(subject) != 27 or not subject.startswith("n"):
        return None
    return base64.b32decode(subject[1:].upper() + "======").hex()


def report_of(subject: str) -> str:
    return f"rpt_{subject}"


def _is_a_name(name: str) -> bool:
    """A greeting is not a place for links or markup that somebody put into a display name."""
    return all(letter.isalpha() or letter in " .'-’·" for letter in name)


def _acknowledgement(notice: Notice, _: Policy, told: Told, texts: Texts) -> tuple[str, list[str]]:
    if len(told.statuses) > 1:
        subject = texts.received_subject_several.format(count=len(told.statuses))
        lines = "\n".join(f"{reference}: {link}" for reference, link in told.statuses)
        return subject, [
            texts.received_several,
            lines,
            texts.received_legal if notice.legal else "",
            texts.received_next,
            texts.answer_hint,
        ]
    reference, link = told.statuses[0] if told.statuses else (notice.reference, "")
    return texts.received_subject.format(reference=reference), [
        texts.received,
        texts.received_legal if notice.legal else "",
        _lines(
            texts.reference.format(reference=reference),
            texts.review.format(url=told.review_url) if told.review_url else "",
            texts.status_link.format(link=link) if link else "",
        ),
        texts.received_next,
        texts.answer_hint,
    ]


def _question(notice: Notice, _: Policy, told: Told, texts: Texts) -> tuple[str, list[str]]:
    about = _lines(
        texts.reference.format(reference=notice.reference) if notice.reference else "",
        texts.review.format(url=told.review_url) if told.review_url else "",
    )
    if told.asked:
        until = texts.question_until.format(until=day(told.until, texts.lang)) if told.until else ""
        page = texts.question_page.format(link=told.statuses[0][1]) if told.statuses else ""
        ways = _lines(texts.question_answer, page)
        return texts.question_subject, [texts.question_asked, told.asked, about, until, ways]
    asked = texts.question_why if notice.review_id else texts.question_which
    return texts.question_subject, [asked, about, texts.question_answer]


def _redirected(notice: Notice, policy: Policy, told: Told, texts: Texts) -> tuple[str, list[str]]:
    known = elsewhere(policy, texts.lang, told.redirect)
    reference = texts.reference.format(reference=notice.reference) if notice.reference else ""
    return texts.redirected_subject, [texts.redirected, *(way.explanation for way in known), reference]


def _decided(notice: Notice, policy: Policy, told: Told, texts: Texts) -> tuple[str, list[str]]:
    if told.decision is None:
        raise ValueError("A decision's letter needs the decision.")
    if notice.recipient.side is Side.AUTHOR:
        subject, paragraphs = _to_author(told.decision, policy, told, texts)
    else:
        subject, paragraphs = _to_reporter(notice, told.decision, policy, told, texts)
    return subject, [texts.heard if told.heard else "", *paragraphs]


def _to_reporter(notice: Notice, decision: Decision, policy: Policy, told: Told, texts: Texts) -> tuple[str, list[str]]:
    """What was decided and why, and whether a machine did it (DSA Art. 16(5), 16(6))."""
    said = {
        Outcome.REMOVED: texts.decided_removed,
        Outcome.KEPT: texts.decided_kept,
        Outcome.RESTORED: texts.decided_restored,
        Outcome.OUT_OF_SCOPE: texts.decided_out_of_scope,
    }
    about = _lines(
        texts.reference.format(reference=notice.reference) if notice.reference else "",
        texts.review.format(url=told.review_url) if told.review_url else "",
    )
    subject = (
        texts.decided_subject.format(reference=notice.reference) if notice.reference else _bare(texts.decided_subject)
    )
    ways_out = elsewhere(policy, texts.lang, decision.redirect) if decision.sends_elsewhere else ()
    turn_to = [way.explanation for way in ways_out]
    reasons, ways = _reasons(decision, policy, texts), _ways(decision, told, texts)
    return subject, [said[decision.outcome], about, *turn_to, *reasons, *ways]


def _to_author(decision: Decision, policy: Policy, told: Told, texts: Texts) -> tuple[str, list[str]]:
    """The statement of reasons (DSA Art. 17(3)): what, on which clause, which facts, by whom, how long, what now."""
    title = told.card.title.strip() if told.card else ""
    about = _lines(
        texts.your_review.format(title=" ".join(title.split())) if title else "",
        texts.review.format(url=told.review_url) if told.review_url else "",
    )
    if decision.outcome is not Outcome.REMOVED:
        restored = decision.outcome is Outcome.RESTORED
        subject = texts.author_restored_subject if restored else texts.author_kept_subject
        opening = texts.author_restored if restored else texts.author_kept
        return subject, [opening, about, *_reasons(decision, policy, texts), *_ways(decision, told, texts)]
    return texts.author_removed_subject, [
        texts.author_removed,
        about,
        *_reasons(decision, policy, texts),
        _lines(texts.author_scope, texts.author_bar if told.barred else ""),
        *_ways(decision, told, texts),
    ]


def _reasons(decision: Decision, policy: Policy, texts: Texts) -> list[str]:
    grounds = []
    for said in grounds_of(decision, policy, texts.lang):
        if said.ordered or not said.explanation:
            grounds.append(_lines(said.title, said.explanation))
            continue
        clause = texts.ground.format(id=said.id, title=said.title, explanation=said.explanation)
        grounds.append(_lines(clause, texts.not_a_violation.format(text=said.allowed) if said.allowed else ""))
    return [*grounds, *_how(decision, texts)]


def _how(decision: Decision, texts: Texts) -> list[str]:
    """The facts and who decided. Where nobody judged the review, there is no fact that was not said already."""
    if decision.found_it_gone:
        return [texts.how_gone]
    explanation = found(decision, texts.lang) or decision.explanation.strip()
    facts = "" if decision.redirect else _lines(texts.facts, explanation)
    if decision.sends_elsewhere:
        return [facts, texts.how_by_redirect]
    return [facts, texts.how_by_machine if decision.automated else texts.how_by_person]


def _ways(decision: Decision, told: Told, texts: Texts) -> list[str]:
    """How to contest it: each side may, whatever was decided."""
    if not told.decision_link:
        return [texts.other_ways]
    link = texts.decision_link.format(link=told.decision_link)
    until = texts.appeal_until.format(until=day(decision.appeal_until, texts.lang))
    return [link, _lines(until, texts.same_people), texts.other_ways]


def _bare(subject: str) -> str:
    """A subject without its place for a reference."""
    return subject.partition(" (")[0]


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


_Writer = Callable[[Notice, Policy, Told, Texts], tuple[str, list[str]]]
_WRITERS: Mapping[NoticeKind, _Writer] = {
    NoticeKind.ACKNOWLEDGEMENT: _acknowledgement,
    NoticeKind.QUESTION: _question,
    NoticeKind.DECISION: _decided,
    NoticeKind.REDIRECTED: _redirected,
}
