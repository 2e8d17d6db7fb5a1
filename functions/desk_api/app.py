"""The staff's door: queues, cases, decisions and measures for whoever is signed in."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from redress import casework, queries, review
from redress.measures import measures
from redress.paging import Cursors, asked, period
from redress.telemetry import count, observed
from redress.views import hits, lists, whole
from redress.web import answer, attachment, http_app, parsed, query, staff_of, unless_known, validated
from redress.wiring import desk

app = http_app()


@app.get("/v1/cases")
def get_cases() -> Response[str]:
    wired, cursors = desk(), Cursors(desk().seal, "cases")
    wanted = asked(query(app), cursors)
    page = queries.list_cases(
        staff_of(app), wanted.filter, cursor=wanted.cursor, limit=wanted.limit, cases=wired.cases, clock=wired.clock
    )
    count("CasesListed", len(page.items))
    items = tuple(lists.case_item(line, wired.clock()) for line in page.items)
    return answer(lists.CaseItems(items=items, next=cursors.next_of(page)))


@app.get("/v1/cases/<case_id>")
def get_case(case_id: str) -> Response[str]:
    count("CasesRead", case_id=case_id)
    return _whole(case_id)


def _whole(case_id: str) -> Response[str]:
    wired = desk()
    file = casework.case_file(
        case_id,
        staff_of(app),
        cases=wired.cases,
        reports=wired.reports,
        reviews=wired.reviews,
        desk_store=wired.desk_store,
        policy=wired.policy,
        clock=wired.clock,
    )
    more = Cursors(wired.seal, case_id).sealed(file.more) if file.more else None
    return answer(whole.case_view(file, wired.clock(), more, wired.mails_of(file.case)))


@app.get("/v1/cases/<case_id>/reports")
def get_reports(case_id: str) -> Response[str]:
    wired, cursors = desk(), Cursors(desk().seal, case_id)
    wanted = asked(query(app), cursors)
    page = casework.reports_of_case(
        case_id,
        staff_of(app),
        cursor=wanted.cursor,
        limit=wanted.limit,
        reports=wired.reports,
        cases=wired.cases,
        desk_store=wired.desk_store,
    )
    count("ReportsListed", len(page.reports), case_id=case_id)
    items = whole.report_items(page.reports, page.standings)
    return answer(whole.ReportItems(items=items, next=cursors.sealed(page.more) if page.more else None))


@app.get("/v1/cases/<case_id>/related")
def get_related(case_id: str) -> Response[str]:
    found = casework.related(case_id, staff_of(app), cases=desk().cases, desk_store=desk().desk_store)
    count("RelatedCasesRead", case_id=case_id)
    return answer(hits.related_items(found, desk().clock()))


@app.get("/v1/search")
def get_search() -> Response[str]:
    wired, wanted = desk(), validated(casework.Wanted, query(app), pointer="query/")
    found = casework.search(
        wanted.q, staff_of(app), reports=wired.reports, desk_store=wired.desk_store, urls=wired.urls
    )
    count("Searches", found=len(found.hits))
    return answer(hits.found_items(found, wired.clock()))


@app.get("/v1/cases/<case_id>/alike")
def get_alike(case_id: str) -> Response[str]:
    wired = desk()
    found = casework.alike(
        case_id,
        staff_of(app),
        cases=wired.cases,
        reports=wired.reports,
        desk_store=wired.desk_store,
        clock=wired.clock,
    )
    count("AlikeCasesRead", len(found.others), case_id=case_id)
    return answer(hits.alike_items(found, wired.clock()))


@app.post("/v1/cases/<case_id>/alike/decision")
def post_alike_decision(case_id: str) -> Response[str]:
    wired, wish = desk(), parsed(app, casework.WishForAll)
    done = casework.decide_alike(
        case_id,
        wish,
        staff_of(app),
        decide=wired.decide,
        cases=wired.cases,
        reports=wired.reports,
        desk_store=wired.desk_store,
        clock=wired.clock,
    )
    count("CasesDecided", sum(each.case is not None for each in done), outcome=wish.outcome)
    return answer(hits.done_items(done))


@app.post("/v1/cases/<case_id>/alike/withdraw")
def post_alike_withdraw(case_id: str) -> Response[str]:
    several = parsed(app, casework.Several)
    done = casework.withdraw_all(several, staff_of(app), withdraw=desk().withdraw)
    count("DecisionsWithdrawn", sum(each.case is not None for each in done), case_id=case_id)
    return answer(hits.done_items(done))


@app.post("/v1/cases/<case_id>/claim")
def post_claim(case_id: str) -> Response[str]:
    wired = desk()
    claim = review.claim_case(case_id, staff_of(app), cases=wired.cases, policy=wired.policy, clock=wired.clock)
    count("CasesClaimed", case_id=case_id)
    return answer(lists.Claimed(claimed_by=claim.by, until=claim.until))


@app.delete("/v1/cases/<case_id>/claim")
def delete_claim(case_id: str) -> Response[str]:
    case = review.release(case_id, staff_of(app), cases=desk().cases, clock=desk().clock)
    count("CasesReleased", case_id=case_id)
    return answer(lists.moved(case))


@app.post("/v1/queues/<queue>/next")
def post_next(queue: str) -> Response[str]:
    wired, passing = desk(), parsed(app, casework.Passing)
    case_id = casework.next_case(
        queue,
        passing.but,
        staff_of(app),
        cases=wired.cases,
        desk_store=wired.desk_store,
        policy=wired.policy,
        clock=wired.clock,
    )
    count("CasesTaken", 1 if case_id else 0, case_id=case_id or "")
    return _whole(case_id) if case_id else answer(None, HTTPStatus.NO_CONTENT)


@app.post("/v1/cases/<case_id>/looking")
def post_looking(case_id: str) -> Response[str]:
    sight = casework.look(case_id, staff_of(app), cases=desk().cases, desk_store=desk().desk_store, clock=desk().clock)
    count("CasesLookedAt", case_id=case_id)
    return answer(sight)


@app.delete("/v1/cases/<case_id>/looking")
def delete_looking(case_id: str) -> Response[str]:
    casework.look_away(case_id, staff_of(app), cases=desk().cases, desk_store=desk().desk_store)
    count("CasesLookedAwayFrom", case_id=case_id)
    return answer(None, HTTPStatus.NO_CONTENT)


@app.post("/v1/cases/<case_id>/decision")
def post_decision(case_id: str) -> Response[str]:
    wish = parsed(app, review.Wish)
    case = desk().decide(case_id, wish, staff_of(app))
    count("CasesDecided", case_id=case_id, outcome=wish.outcome)
    return answer(lists.moved(case), HTTPStatus.ACCEPTED)


@app.post("/v1/cases/<case_id>/withdraw")
def post_withdraw(case_id: str) -> Response[str]:
    case = desk().withdraw(case_id, staff_of(app))
    count("DecisionsWithdrawn", case_id=case_id)
    return answer(lists.moved(case))


@app.post("/v1/cases/<case_id>/approve")
def post_approve(case_id: str) -> Response[str]:
    case = desk().approve(case_id, staff_of(app))
    count("DecisionsApproved", case_id=case_id)
    return answer(lists.moved(case), HTTPStatus.ACCEPTED)


@app.post("/v1/cases/<case_id>/decline")
def post_decline(case_id: str) -> Response[str]:
    wired, reason = desk(), parsed(app, review.Reason)
    case = review.decline(
        case_id, reason.reason, staff_of(app), cases=wired.cases, policy=wired.policy, clock=wired.clock
    )
    count("DecisionsDeclined", case_id=case_id)
    return answer(lists.moved(case))


@app.post("/v1/cases/<case_id>/reports/<report_id>/unmask")
def post_unmask(case_id: str, report_id: str) -> Response[str]:
    wired, reason = desk(), parsed(app, review.Reason)
    shown = casework.unmask(
        case_id, report_id, reason.reason, staff_of(app), reports=wired.reports, cases=wired.cases, clock=wired.clock
    )
    count("ReportersUnmasked", case_id=case_id)
    return answer(shown)


@app.get("/v1/cases/<case_id>/mails/<mail>")
def get_mail(case_id: str, mail: str) -> Response[str]:
    shown = desk().mail_of(case_id, mail, staff_of(app))
    count("MailsRead", case_id=case_id)
    return answer(whole.mail_view(shown))


@app.post("/v1/cases/<case_id>/mails/<mail>/raw")
def post_raw_mail(case_id: str, mail: str) -> Response[bytes]:
    wired, wanted = desk(), parsed(app, review.RawWanted)
    part = casework.raw_mail_of(
        case_id,
        mail,
        wanted.reason,
        wanted.start,
        staff_of(app),
        cases=wired.cases,
        reports=wired.reports,
        mails=wired.mails,
        raw_mail=wired.raw_mail,
        clock=wired.clock,
    )
    count("RawMailsFetched", case_id=case_id)
    return attachment(part.content, name=f"mail-{part.mail}.eml", start=part.start, size=part.size)


@app.post("/v1/cases/<case_id>/notes")
def post_note(case_id: str) -> Response[str]:
    words = parsed(app, review.Remark)
    case = review.add_note(case_id, words.text, staff_of(app), cases=desk().cases, clock=desk().clock)
    count("NotesAdded", case_id=case_id)
    return answer(lists.moved(case), HTTPStatus.CREATED)


@app.post("/v1/cases/<case_id>/skip")
def post_skip(case_id: str) -> Response[str]:
    reason = parsed(app, review.Reason)
    wired = desk()
    case = casework.skip_case(
        case_id, reason.reason, staff_of(app), cases=wired.cases, desk_store=wired.desk_store, clock=wired.clock
    )
    count("CasesSkipped", case_id=case_id)
    return answer(lists.moved(case))


@app.post("/v1/cases/<case_id>/attach")
def post_attach(case_id: str) -> Response[str]:
    target = parsed(app, review.Target)
    case = desk().attach_to_review(case_id, target.review_id, staff_of(app))
    count("MailsAttached", case_id=case_id)
    return answer(lists.moved(case))


@app.get("/v1/queues")
def get_queues() -> Response[str]:
    board = casework.queues(staff_of(app), desk_store=desk().desk_store, clock=desk().clock)
    count("QueuesRead", len(board.items))
    return answer(board)


@app.get("/v1/policy")
def get_policy() -> Response[str]:
    book = casework.rulebook(staff_of(app), desk().policy, desk().undo)
    count("PoliciesRead")
    return unless_known(app, book)


@app.get("/v1/metrics")
def get_metrics() -> Response[str]:
    wired, staff = desk(), staff_of(app)
    wanted = period(query(app), wired.clock())
    board = casework.as_counted(staff, desk_store=wired.desk_store, clock=wired.clock)
    read = measures(staff, wanted, counters=wired.counters, policy=wired.policy, board=board)
    count("MetricsRead")
    return answer(read)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return app.resolve(event, context)
