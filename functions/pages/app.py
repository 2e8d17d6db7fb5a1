"""The public pages, HTML without script: the form, the status, the decision and its appeal. And the desk's shell."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.pages.answers import decision_for, open_address, plead
from redress.pages.desk_shell import desk_asset, desk_config, desk_page
from redress.pages.form import open_form
from redress.pages.sent import send_form
from redress.pages.site import accepted, asset, fields, language, page, pages_app, see_other
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
    if sent.report is None:
        count("FormsReturned", fields=",".join(mistake.field for mistake in sent.mistakes))
        return page(app, "report.html", sent.lang, status=HTTPStatus.UNPROCESSABLE_ENTITY, page=sent.again)
    count("ReportsReplayed" if sent.replayed else "ReportsReceived", report_id=sent.report.report_id)
    return see_other(receipt(sent.report, seal=desk().seal).status_url, new="1", lang=sent.lang)


@app.get("/status/<token>", compress=True)
def get_status(token: str) -> Response[str]:
    status = status_for(token, language(app), desk=desk())
    opened = open_address(query(app).get("v", ""), desk=desk())
    count("StatusesShown", report_id=status.view.report_id, opened=opened)
    return page(app, "status.html", language(app), page=status)


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


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return app.resolve(event, context)
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


