"""Reports that one form made on several reviews: one private link names them all, and each has its own as well."""

from collections.abc import Iterable
from typing import NamedTuple

from redress.intake import receipt
from redress.model import Report
from redress.pages.desk import PublicDesk
from redress.seal import Seal

PURPOSE = "statuses"
PREFIX = "rpt_"


class Arrived(NamedTuple):
    """A report that has arrived: what its reporter keeps of it."""

    report_id: str
    review_id: str
    reference: str
    status_url: str


def arrived(report: Report, seal: Seal) -> Arrived:
    return Arrived(report.report_id, report.review_id, report.reference, receipt(report, seal=seal).status_url)


def token_of(report_ids: Iterable[str], seal: Seal) -> str:
    return seal.sign(PURPOSE, "~".join(name.removeprefix(PREFIX) for name in report_ids))


def reports_of(token: str, desk: PublicDesk) -> list[Report]:
    """The reports that the token names; NotFound for any token that is not ours."""
    names = desk.seal.subject_of(PURPOSE, token).split("~")
    return [desk.reports.get(PREFIX + name) for name in names]
