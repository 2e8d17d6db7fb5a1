"""A form that was sent: one report for each review that it names, each of them once, and what became of each."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import NamedTuple
from uuid import uuid4

from redress.errors import InvalidInput, KeyReused, NotFound
from redress.intake import submit_report
from redress.link import Link
from redress.model import Channel
from redress.pages.desk import PublicDesk
from redress.pages.form import (
    LINE_REFUSED,
    MOST_FURTHER,
    Form,
    FormPage,
    Mistake,
    errors_of,
    filled_form,
    form_page,
    link_of,
    mistakes_of,
    review_named,
    submission,
)
from redress.pages.several import Arrived, arrived, reports_of, token_of
from redress.ports import Added
from redress.telemetry import logger


class SentForm(NamedTuple):
    """What came of sending: where to go on, or the page to try again with."""

    lang: str
    arrived: tuple[Arrived, ...] = ()
    location: str = ""
    again: FormPage | None = None

    @property
    def mistakes(self) -> Sequence[Mistake]:
        return self.again.mistakes if self.again else ()


class _Named(NamedTuple):
    """A review in the words that name it, and its id where they name one."""

    words: str
    review_id: str
    field: str


def send_form(said: Mapping[str, str], *, accepted: str, desk: PublicDesk) -> SentForm:
    """A report for each review, or the form again. All that is wrong is said at once, by the same rules as in the API.

    Nothing is sent while a field is wrong or a line names no review; a button sends without such lines. After that each
    review is for itself: what arrived has arrived, and the form comes back with the others and with all that was typed.
    """
    form = filled_form(said, accepted)
    link = link_of(form.link, desk)
    if link and not (form.review_id or form.review_url):
        form = form.model_copy(update={"review_id": link.review_id})
    here = _before(form.sent, desk)
    reviews, refused = _checked(form, here, desk)
    if form.leave_out and refused:
        left = [named.words for named in reviews if named.field == "further"]
        form, refused = form.model_copy(update={"further": "\n".join(left)}), ()
    wrong = mistakes_of(errors_of(form, link, desk), form)
    if wrong or refused:
        at = 1 if wrong and wrong[0].field == "review_url" else 0
        return _again(form, link, (*wrong[:at], *refused, *wrong[at:]), here, desk)
    failed: dict[_Named, Mistake] = {}
    for named in reviews:
        sent = _sent(named, form, link, desk)
        if isinstance(sent, Mistake):
            failed[named] = sent
        else:
            here[sent.report.report_id] = arrived(sent.report, desk.seal)
    if failed:
        return _again(_with_the_rest(form, failed, here, desk), link, tuple(failed.values()), here, desk)
    first, *others = here.values()
    location = f"/status/{token_of(here, desk.seal)}" if others else first.status_url
    return SentForm(form.lang, (first, *others), location)


def _before(token: str, desk: PublicDesk) -> dict[str, Arrived]:
    """What arrived when this form was sent before, in part."""
    try:
        return {report.report_id: arrived(report, desk.seal) for report in reports_of(token, desk)} if token else {}
    except NotFound:
        return {}


def _named(form: Form, desk: PublicDesk) -> Iterator[_Named]:
    """Each review once, the first one first. A bare word is a review's id only if there is such a review."""
    first = form.review_id or review_named(form.review_url, desk)
    yield _Named(form.review_id or form.review_url, first, "review_url")
    seen = {first}
    for words in form.further.split():
        review_id = review_named(words.strip("<>,;"), desk)
        if review_id == words and desk.reviews.get(review_id) is None:
            review_id = ""
        if review_id not in seen:
            yield _Named(words, review_id, "further")
        seen |= {review_id} - {""}


def _checked(form: Form, here: Mapping[str, Arrived], desk: PublicDesk) -> tuple[list[_Named], tuple[Mistake, ...]]:
    """The reviews to be reported, and what is wrong with the other lines: each kind of mistake once, with its lines."""
    if len(form.further.split()) > MOST_FURTHER:
        return [], ()
    before = {each.review_id for each in here.values()}
    good: list[_Named] = []
    lines: dict[str, list[str]] = {why: [] for why in LINE_REFUSED}
    for named in _named(form, desk):
        if named.field == "further" and (not named.review_id or named.review_id in before):
            lines["arrived_before" if named.review_id else "unknown_review"].append(named.words)
        else:
            good.append(named)
    return good, tuple(Mistake("further", why, " · ".join(words)) for why, words in lines.items() if words)


def _sent(named: _Named, form: Form, link: Link | None, desk: PublicDesk) -> Added | Mistake:
    try:
        return submit_report(
            submission(form, link, named.review_id),
            key=f"{form.key} {named.review_id}",
            channel=Channel.FORM,
            lang=form.lang,
            voucher=link,
            reports=desk.reports,
            seal=desk.seal,
            link_keys=lambda: desk.platform_keys,
            urls=desk.urls,
            policy=desk.policy,
            clock=desk.clock,
        )
    except KeyReused:
        return Mistake("key", "key", named.words)
    except InvalidInput:
        return Mistake(named.field, "unknown_review", named.words)
    except Exception:  # noqa: BLE001 - said in the log; what was typed must not be lost with it
        logger.exception("ReportNotStored")
        return Mistake("key", "not_stored", named.words)


def _with_the_rest(form: Form, failed: Mapping[_Named, Mistake], here: Mapping[str, Arrived], desk: PublicDesk) -> Form:
    """The form with what is left to be sent; a new key where this one has been used for other words."""
    first, *others = failed
    reused = any(mistake.why == "key" for mistake in failed.values())
    return form.model_copy(
        update={
            "review_id": first.review_id,
            "review_url": "",
            "further": "\n".join(named.words for named in others),
            "key": uuid4().hex if reused else form.key,
            "sent": token_of(here, desk.seal) if here else "",
        }
    )


def _again(
    form: Form, link: Link | None, mistakes: tuple[Mistake, ...], here: Mapping[str, Arrived], desk: PublicDesk
) -> SentForm:
    refused = bool(form.link) and link is None
    page = form_page(form.model_copy(update={"link": form.link if link else ""}), link, desk, refused=refused)
    ours = any(mistake.why == "not_stored" for mistake in mistakes)
    status = HTTPStatus.SERVICE_UNAVAILABLE if ours else HTTPStatus.UNPROCESSABLE_ENTITY
    again = page._replace(mistakes=mistakes, arrived=tuple(here.values()), status=status)
    return SentForm(form.lang, tuple(here.values()), again=again)
