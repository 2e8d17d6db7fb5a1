"""The public pages, HTML without script: report form, status, decision and appeal. And the shell of the desk."""

from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.pages.answers import decision_for, open_address, plead
from redress.pages.desk_shell import desk_asset, desk_config, desk_page
from redress.pages.form import open_form
from redress.pages.sent import send_form
from redress.pages.site import accepted, asset, fields, language, page, pages_app, see_other
from redress.pages.status import reply, seen_by
from redress.telemetry import count, observed
from redress.web import query
from redress.wiring import desk

app = pages_app()


@app.get("/report", compress=True)
def get_form() -> Response[str]:
    form = open_form(query(app), accepted=accepted(app), desk=desk())
    count("FormsShown", review_id=form.form.review_id)
    return page(app, "report.html", form.lang, page=form)


@app.post("/report")
def post_form() -> Response[str]:
    sent = send_form(fields(app), accepted=accepted(app), desk=desk())
    if sent.again:
        count("FormsReturned", fields=",".join(mistake.field for mistake in sent.mistakes), arrived=len(sent.arrived))
        return page(app, "report.html", sent.lang, status=sent.again.status, page=sent.again)
    count("FormsSent", report_ids=[each.report_id for each in sent.arrived])
    return see_other(sent.location, new="1", lang=sent.lang)


@app.get("/status/<token>", compress=True)
def get_status(token: str) -> Response[str]:
    status = seen_by(token, language(app), desk=desk())
    opened = open_address(query(app).get("v", ""), desk=desk())
    count("StatusesShown", report_ids=status.report_ids, opened=opened)
    return page(app, status.template, language(app), page=status)


@app.post("/status/<token>/reply")
def post_reply(token: str) -> Response[str]:
    replied = reply(token, fields(app), accepted=accepted(app), desk=desk())
    if replied.again:
        count("AnswersRefused", status=replied.again.status)
        return page(app, "status.html", replied.lang, status=replied.again.status, page=replied.again)
    count("AnswersReceived")
    return see_other(f"/status/{token}", sent="1", lang=replied.lang)


@app.get("/decision/<token>", compress=True)
def get_decision(token: str) -> Response[str]:
    decision = decision_for(token, language(app), desk=desk())
    opened = open_address(query(app).get("v", ""), desk=desk())
    count("DecisionsShown", side=decision.side, opened=opened)
    return page(app, "decision.html", language(app), page=decision)


@app.post("/decision/<token>/appeal")
def post_appeal(token: str) -> Response[str]:
    pleaded = plead(token, fields(app), accepted=accepted(app), desk=desk())
    if pleaded.again:
        count("AppealsRefused", status=pleaded.again.status)
        return page(app, "decision.html", pleaded.lang, status=pleaded.again.status, page=pleaded.again)
    count("AppealsReceived")
    return see_other(f"/decision/{token}", sent="1", lang=pleaded.lang)


@app.get("/assets/<name>", compress=True)
def get_asset(name: str) -> Response[str]:
    count("AssetsServed")
    return asset(name)


@app.get("/assets/<version>/<folder>/<name>", compress=True)
def get_desk_asset(version: str, folder: str, name: str) -> Response[str]:
    count("AssetsServed")
    return desk_asset(version, folder, name)


@app.get("/desk", compress=True)
def get_desk() -> Response[str]:
    count("DesksOpened")
    return desk_page(desk().sign_in)


@app.get("/desk/config.json")
def get_desk_config() -> Response[str]:
    count("DeskConfigsRead")
    return desk_config(desk().sign_in)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return app.resolve(event, context)
