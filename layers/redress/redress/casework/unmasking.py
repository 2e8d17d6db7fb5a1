"""What is masked is shown to whoever says why, and that they saw it is on the case before they do."""

from redress.casework.file import mail_id
from redress.errors import InvalidInput, NotAllowed, NotFound
from redress.model import Case, MailState, Note, Staff, Value
from redress.model.audit import hash_of
from redress.model.people import staff_only
from redress.ports import CaseStore, Clock, MailStore, RawMailStore, ReportStore
from redress.review import beside
from redress.review.moving import move

A_PART = 4_000_000
"""Bytes of a raw mail in one answer: a function's holds six megabytes, and four thirds of this go into it."""
MOST_BYTES = 60_000_000


class Unmasked(Value):
    """Who reported."""

    report_id: str
    name: str
    email: str
    account: str


class RawPart(Value):
    """A part of a mail as it was received: from where, and how long the whole is."""

    mail: str
    content: bytes
    start: int
    size: int


def unmask(
    case_id: str, report_id: str, reason: str, staff: Staff, *, reports: ReportStore, cases: CaseStore, clock: Clock
) -> Unmasked:
    """A reporter's name and address, for a reason that stays on the case."""
    staff_only(staff)
    case = cases.get(case_id)
    report = reports.get(report_id)
    if report.case_id != case.case_id:
        raise NotFound("This case has no such report.")
    facts = {"report": report_id, "words": hash_of(reason)}
    note = Note(by=staff.name, at=clock(), text=reason, kind="unmask", about=report.reference)
    _saw(case_id, "unmasked", facts, note, staff, cases=cases)
    said = report.reporter
    return Unmasked(report_id=report_id, name=said.name, email=said.email, account=said.account)


def key_of_mail(case_id: str, mail: str, staff: Staff, *, cases: CaseStore, reports: ReportStore) -> str:
    """The mail of a case that this id names: one of its thread, or one that a report came by. Nobody else's."""
    staff_only(staff)
    case = cases.get(case_id)
    for key in case.replies:
        if mail == mail_id(key):
            return key
    if mail.startswith("rpt_"):
        report = reports.get(mail)
        if report.case_id == case.case_id and report.mail_key:
            return report.mail_key
    raise NotFound("This case has no such mail.")


def raw_mail_of(
    case_id: str,
    mail: str,
    reason: str,
    start: int,
    staff: Staff,
    *,
    cases: CaseStore,
    reports: ReportStore,
    mails: MailStore,
    raw_mail: RawMailStore,
    clock: Clock,
) -> RawPart:
    """A mail as it was received, addresses and all, for a reason that stays on the case."""
    key = key_of_mail(case_id, mail, staff, cases=cases, reports=reports)
    row = mails.get(key)
    if row is None:
        raise NotFound("This mail is gone.")
    if row.state is MailState.QUARANTINED:
        raise NotAllowed("This mail is in quarantine: it may harm whoever opens it.")
    note = Note(by=staff.name, at=clock(), text=reason, kind="mail", about=mail)
    facts = {"mail": key, "start": str(start), "words": hash_of(reason)}
    _saw(case_id, "mail_fetched", facts, note, staff, cases=cases, said=start > 0)
    raw = raw_mail.get(key, up_to=min(start + A_PART, MOST_BYTES))
    return RawPart(mail=mail, content=raw.content[start:], start=start, size=raw.size)


def _saw(
    case_id: str, act: str, facts: dict[str, str], note: Note, staff: Staff, *, cases: CaseStore, said: bool = False
) -> None:
    """Keep on the case that somebody looked, and why. `said`: unless they gave their reason with an earlier part."""

    def change(case: Case) -> tuple[Case]:
        if not case.may_be_moved_by(staff):
            raise NotAllowed("Your role may not see this, or you decided what is appealed here.")
        gave_it = said and any(
            (each.by, each.kind, each.about) == (note.by, note.kind, note.about) for each in case.notes
        )
        notes = case.notes if gave_it else beside(case, note)
        if notes is None:
            raise InvalidInput.at("/reason", "This case holds as many notes as it can. Say it in fewer words.")
        return (case.noted(note.at, actor=staff.name, act=act, facts=facts, notes=notes),)

    move(case_id, change, cases=cases)
