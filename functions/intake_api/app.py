"""The public door and the platform's: reports in, their state out; reviews told of, withdrawn and checked."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.appeals import Plea, appeal, read_decision
from redress.intake import ReportView, Submission, receipt, report_for, submit_report
from redress.model import Review
from redress.publishing import Verdict, check_review, keep_review, review_is_gone
from redress.telemetry import count, observed
from redress.web import answer, bearer, http_app, idempotency_key, parsed, platform_only, validated
from redress.wiring import desk

app = http_app()


@app.post("/v1/reports")
def post_report() -> Response[str]:
    wired = desk()
    added = submit_report(
        parsed(app, Submission),
        key=idempotency_key(app),
        reports=wired.reports,
        seal=wired.seal,
        link_keys=lambda: wired.platform_keys,
        urls=wired.urls,
        policy=wired.policy,
        clock=wired.clock,
    )
    count("ReportsReplayed" if added.replayed else "ReportsReceived", report_id=added.report.report_id)
    replayed = {"Idempotency_Replayed": "true"} if added.replayed else {}
    return answer(receipt(added.report, seal=wired.seal), HTTPStatus.ACCEPTED, **replayed)


@app.get("/v1/reports/<report_id>")
def get_report(report_id: str) -> Response[str]:
    wired = desk()
    view: ReportView = report_for(
        bearer(app), report_id=report_id, reports=wired.reports, cases=wired.cases, seal=wired.seal
    )
    count("ReportsRead", report_id=report_id)
    return answer(view)


@app.get("/v1/decisions/<token>")
def get_decision(token: str) -> Response[str]:
    wired = desk()
    hearing = read_decision(token, cases=wired.cases, reviews=wired.reviews, seal=wired.seal, clock=wired.clock)
    count("DecisionsRead", case_id=hearing.case.case_id, side=hearing.side)
    return answer(hearing.view)


@app.post("/v1/decisions/<token>/appeals")
def post_appeal(token: str) -> Response[str]:
    wired = desk()
    plea = parsed(app, Plea)
    case = appeal(
        token, plea, cases=wired.cases, workflow=wired.workflow, seal=wired.seal, policy=wired.policy, clock=wired.clock
    )
    count("AppealsReceived", case_id=case.case_id)
    return answer({"status": "in_review"}, HTTPStatus.ACCEPTED)


@app.put("/v1/reviews/<review_id>")
def put_review(review_id: str) -> Response[str]:
    platform_only(app)
    kept = keep_review(review_id, parsed(app, Review, review_id=review_id), reviews=desk().reviews)
    count("ReviewsKept", review_id=review_id)
    return answer(kept)


@app.delete("/v1/reviews/<review_id>")
def delete_review(review_id: str) -> Response[str]:
    platform_only(app)
    review_is_gone(validated(Review, {"review_id": review_id}).review_id, reviews=desk().reviews)
    count("ReviewsGone", review_id=review_id)
    return answer(None, HTTPStatus.NO_CONTENT)


@app.post("/v1/reviews/check")
def post_check() -> Response[str]:
    platform_only(app)
    verdict: Verdict = check_review(
        parsed(app, Review, review_id="unpublished"),
        reviews=desk().reviews,
        texts=desk().texts,
        policy=desk().policy,
    )
    count("ReviewsChecked", allowed=verdict.allowed)
    return answer(verdict)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return app.resolve(event, context)
