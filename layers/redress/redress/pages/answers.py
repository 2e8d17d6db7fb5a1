"""The decision's page, from either side: what was decided, why, and how to contest it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from redress.appeals import Hearing, Plea, appeal, read_decision
from redress.errors import (
    AlreadyAppealed,
    AppealClosed,
    InvalidInput,
    NotDecided,
    NotFound,
    Refused,
    StaleCase,
)
from redress.intake import DecisionView, author_token, reporter_token
from redress.model import Decision, Outcome, Side
from redress.model.subject import answers_plea
from redress.model.words import is_blank
from redress.pages.desk import PublicDesk, ShownReview, public_review, shown
from redress.pages.form import KEPT
from redress.pages.wording import chosen
from redress.policy import Policy
from redress.policy.wording import Clause, elsewhere, found, grounds_of
from redress.seal import Seal
from redress.sending import address_opened
from redress.telemetry import logger
from redress.web import validated

By = Literal["person", "machine", "redirect", "gone"]
"""Who decided, as it is told: a redirect and a review that is gone were judged by nobody."""

MOST_PASSAGES = 10
LONGEST_PASSAGE = 200

Contest = Literal["open", "alongside", "heard", "reopened", "replaced", "closed"]
"""Where a side stands with contesting a decision: it may; it may too, while the other side waits to be heard; it did,
and another person looks; the case was opened again otherwise; a later decision stands in its place; time is over."""


class Statement(NamedTuple):
    """The statement of reasons: the clauses, the facts of this case, and who decided."""

    view: DecisionView
    clauses: tuple[Clause, ...]
    facts: str
    facts_lang: str
    by: By
    elsewhere: tuple[Clause, ...]


class DecisionPage(NamedTuple):
    """A decision as one side sees it, and where that side stands with contesting it."""

    token: str
    side: Side
    review: ShownReview | None
    statement: Statement
    contest: Contest
    contested_at: datetime | None
    replaced_by: str
    heard: bool = False
    passages: tuple[str, ...] = ()
    words: str = ""
    mistake: str = ""
    status: int = 200


class Pleaded(NamedTuple):
    """What came of contesting a decision: nothing to show again, or the page with why not."""

    lang: str
    again: DecisionPage | None = None


def decision_for(token: str, lang: str, *, desk: PublicDesk) -> DecisionPage:
    hearing = read_decision(token, cases=desk.cases, reviews=desk.reviews, seal=desk.seal, clock=desk.clock)
    case, decision = hearing.case, hearing.decision
    contest = _contest(hearing)
    appealed = hearing.plea if contest == "heard" else None
    return DecisionPage(
        token=token,
        side=hearing.side,
        review=_review(hearing, desk),
        statement=statement(hearing.view, decision, desk.policy, lang),
        contest=contest,
        contested_at=appealed.at if appealed else None,
        replaced_by=_latest_token(hearing, desk.seal) if contest == "replaced" else "",
        heard=answers_plea(decision, case.appeal, hearing.side, hearing.report_id),
        passages=_passages(hearing),
    )


def plead(token: str, said: Mapping[str, str], *, accepted: str, desk: PublicDesk) -> Pleaded:
    """Contest a decision: done, or the page again with what was typed and why not."""
    lang, words = chosen(said.get("lang", ""), accepted), said.get("explanation", "").replace("\r\n", "\n")
    try:
        plea = validated(Plea, {"explanation": words})
        appeal(
            token,
            plea,
            cases=desk.cases,
            workflow=desk.workflow,
            seal=desk.seal,
            policy=desk.policy,
            clock=desk.clock,
        )
    except InvalidInput as refused:
        mistake = "explanation_missing" if is_blank(words) else "explanation"
        page = decision_for(token, lang, desk=desk)
        return Pleaded(lang, page._replace(words=words[:KEPT], mistake=mistake, status=refused.status))
    except (AlreadyAppealed, AppealClosed, NotDecided, StaleCase) as refused:
        page = decision_for(token, lang, desk=desk)
        mistake = "busy" if page.contest == "open" else ""
        return Pleaded(lang, page._replace(words=words[:KEPT], mistake=mistake, status=refused.status))
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - said in the log; what was typed must not be lost with it
        logger.exception("AppealNotStored")
        page = decision_for(token, lang, desk=desk)
        if page.contest == "heard":
            return Pleaded(lang)  # it was stored; what came after it `sweep` makes good
        return Pleaded(lang, page._replace(words=words[:KEPT], mistake="not_stored", status=503))
    return Pleaded(lang)


def open_address(token: str, *, desk: PublicDesk) -> bool:
    """Whoever comes by the link in our mail owns the mailbox. The page is shown whether or not this can be noted."""
    if not token:
        return False
    try:
        address_opened(desk.seal.subject_of("address", token), notices=desk.notices, outbox=desk.outbox)
    except NotFound:
        return False
    except Exception:  # noqa: BLE001 - said in the log; a decision must be readable even while the mailbox cannot be noted
        logger.exception("AddressNotOpened")
        return False
    return True


def statement(view: DecisionView, decision: Decision, policy: Policy, lang: str) -> Statement:
    """A machine's explanation repeats the clauses that stand above it here: what remains is what it found."""
    by, translated = _by(decision), found(decision, lang)
    facts = translated or decision.explanation
    for ground in decision.grounds if decision.automated else ():
        if ground in policy.by_id:
            facts = facts.replace(policy.by_id[ground].explanation, "")
    if by == "gone" or decision.redirect:
        facts = ""  # it is said by where to turn, or by how it was decided
    return Statement(
        view=view,
        clauses=grounds_of(decision, policy, lang),
        facts=" ".join(facts.split()) if decision.automated else facts.strip(),
        facts_lang="en" if decision.automated and not translated else "",
        by=by,
        elsewhere=elsewhere(policy, lang, decision.redirect) if by == "redirect" else (),
    )


def _passages(hearing: Hearing) -> tuple[str, ...]:
    """The words that a machine's decision is about, shown to their author alone: they need no translation."""
    review, case, decision = hearing.review, hearing.case, hearing.decision
    if review is None or _by(decision) != "machine" or case.snapshot != decision.snapshot:
        return ()
    found = (
        getattr(review, finding.field)[start:end].strip()
        for finding in case.findings
        if finding.fired and finding.guideline in decision.grounds
        for start, end in finding.spans
    )
    return tuple(dict.fromkeys(words[:LONGEST_PASSAGE] for words in found if words))[:MOST_PASSAGES]


def _by(decision: Decision) -> By:
    if not decision.automated:
        return "person"
    if decision.sends_elsewhere:
        return "redirect"
    return "gone" if decision.found_it_gone else "machine"


def _review(hearing: Hearing, desk: PublicDesk) -> ShownReview | None:
    """The author sees the review as it was judged; a reporter only what anybody may see."""
    if hearing.review is not None:
        own = shown(hearing.review, desk.urls)
        return own._replace(url="") if hearing.decision.outcome is Outcome.REMOVED else own
    return public_review(hearing.case.review_id, desk=desk) if hearing.case.review_id else None


def _contest(hearing: Hearing) -> Contest:
    case, number = hearing.case, hearing.decision.number
    if hearing.may_appeal:
        return "open" if case.is_decided else "alongside"
    if not case.is_decided:
        return "heard" if hearing.plea else "reopened"
    if case.decisions > number:
        return "replaced"
    return "closed"


def _latest_token(hearing: Hearing, seal: Seal) -> str:
    latest = hearing.case.decision
    if latest is None:
        return ""
    if hearing.side is Side.AUTHOR:
        return author_token(latest, seal)
    return reporter_token(latest, hearing.report_id, seal)
