"""The only reader of the environment: the ports in their adapters, and the work that needs many of them at once."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from redress.adapted import Adapted
from redress.model import Case, Finding, KnownReview, MailRow, RemovedText, Report, Staff

if TYPE_CHECKING:
    from redress.intake_mail import Room, ShownMail
    from redress.review import Wish
    from redress.triage import Desk as TriageDesk


class Wiring(Adapted):
    @cached_property
    def triage(self) -> "TriageDesk":
        from redress.triage import Desk as TriageDesk

        return TriageDesk(
            reports=self.reports,
            cases=self.cases,
            reviews=self.reviews,
            texts=self.texts,
            notices=self.notices,
            outbox=self.outbox,
            workflow=self.workflow,
            seal=self.seal,
            policy=self.policy,
            clock=self.clock,
        )

    def remember(self, told: str | RemovedText) -> None:
        """Have a review, or removed words, found by what they say. What fails by itself costs a hint, not the batch."""
        from redress.adapters.dynamodb.stream import done

        done(told, self.texts.follow, lambda _: None)

    def look_again(self, review_id: str) -> None:
        """The platform told us of an edit. What fails by itself costs this look, not the batch: who decides is shown
        that the text is another, and nothing is taken down that was not judged.
        """
        from redress.adapters.dynamodb.stream import done
        from redress.triage import triage_edit

        done(review_id, partial(triage_edit, desk=self.triage), lambda _: None)

    def examine(self, review: KnownReview) -> Sequence[Finding]:
        """Look at a review with all detectors: loaded here, because few who may need them do."""
        from redress.detect import examine

        return examine(review, self.policy, self.texts.others(review), pace=self.texts.pace(review))

    def deliver(self, message: Mapping[str, Any]) -> int:
        """One message of the send queue: a notice to send, or a case whose notices are to be made."""
        if "notice_id" in message:
            from redress.sending import send_notice

            return send_notice(
                message["notice_id"],
                notices=self.notices,
                cases=self.cases,
                post=self.post,
                platform=lambda: self.platform,
                mails=self.mails,
                urls=self.urls,
                seal=self.seal,
                policy=self.policy,
                public_url=self.public_url,
                abuse_address=self.abuse_address,
                clock=self.clock,
            )
        from redress.notices import make_notices

        return make_notices(
            message["case_id"],
            message.get("cursor"),
            cases=self.cases,
            reports=self.reports,
            reviews=self.reviews,
            notices=self.notices,
            outbox=self.outbox,
            seal=self.seal,
            clock=self.clock,
        )

    @property
    def sweepers(self) -> Mapping[str, Callable[[str], str]]:
        """Who handles what has passed its time, by its noun in the overdue index."""
        return {
            "report": self._sweep_report,
            "case": self._sweep_case,
            "notice": self._sweep_notice,
            "mail": lambda key: f"mail_{self.take_in_mail(key).state}",
        }

    def _sweep_report(self, report_id: str) -> str:
        from redress.sweep import feed_report

        return feed_report(report_id, reports=self.reports, triage=self.triage_reports, clock=self.clock)

    def triage_reports(self, reports: Sequence[Report]) -> int:
        """Whatever a mistake of ours makes of them: they have a case afterwards, or AWS is to be asked again.

        Said here, for all who come this way: a report is followed by its id up to here, and by its case from here on.
        """
        from redress.adapters.dynamodb.stream import done
        from redress.telemetry import count
        from redress.triage import give_to_a_person, triage_reports

        work = partial(triage_reports, desk=self.triage)
        stamped = done(reports, work, partial(give_to_a_person, desk=self.triage))
        for case_id, report_ids in stamped.items():
            count("ReportsTriaged", len(report_ids), case_id=case_id, report_ids=report_ids)
        return sum(map(len, stamped.values()))

    def _sweep_case(self, case_id: str) -> str:
        from redress.sweep import tend

        return tend(
            case_id, cases=self.cases, workflow=self.workflow, outbox=self.outbox, policy=self.policy, clock=self.clock
        )

    def compare_mails(self) -> int:
        """Hold the bucket against the rows, now and then: an event that never came is found by its mail."""
        from redress.intake_mail import compare

        return compare(
            self.clock() - timedelta(days=2), take_in=self.take_in_mail, raw_mail=self.raw_mail, mails=self.mails
        )

    @cached_property
    def mail_room(self) -> "Room":
        from redress.intake_mail import Room
        from redress.mail import OwnAddresses

        return Room(
            raw_mail=self.raw_mail,
            mails=self.mails,
            reports=self.reports,
            reviews=self.reviews,
            cases=self.cases,
            notices=self.notices,
            outbox=self.outbox,
            seal=self.seal,
            policy=self.policy,
            urls=self.urls,
            own=OwnAddresses(self.abuse_address, self._env["NOTICE_SENDER"]),
            clock=self.clock,
        )

    def take_in_mail(self, key: str) -> MailRow:
        from redress.intake_mail import take_in_mail

        return take_in_mail(key, room=self.mail_room)

    def decide(self, case_id: str, wish: "Wish", staff: Staff, together: str = "") -> Case:
        from redress.review import decide

        return decide(
            case_id,
            wish,
            staff,
            undo=self.undo,
            cases=self.cases,
            workflow=self.workflow,
            timer=self.timer,
            outbox=self.outbox,
            policy=self.policy,
            clock=self.clock,
            together=together,
        )

    def approve(self, case_id: str, staff: Staff) -> Case:
        from redress.review import approve

        return approve(
            case_id,
            staff,
            undo=self.undo,
            cases=self.cases,
            timer=self.timer,
            workflow=self.workflow,
            outbox=self.outbox,
            policy=self.policy,
            clock=self.clock,
        )

    def withdraw(self, case_id: str, staff: Staff) -> Case:
        from redress.review import withdraw

        return withdraw(case_id, staff, cases=self.cases, policy=self.policy, clock=self.clock)

    def mails_of(self, case: Case) -> "tuple[ShownMail, ...]":
        """The mails of a case, read anew; none where no mail belongs to it, which is nearly always."""
        if not case.replies:
            return ()
        from redress.intake_mail import mails_of

        return mails_of(case, room=self.mail_room)

    def mail_of(self, case_id: str, mail: str, staff: Staff) -> "ShownMail":
        """One mail of a case, read anew; loaded when asked for, like all that reads mail."""
        from redress.casework import key_of_mail
        from redress.intake_mail import mail_of

        key = key_of_mail(case_id, mail, staff, cases=self.cases, reports=self.reports)
        return mail_of(key, room=self.mail_room)

    def attach_to_review(self, case_id: str, review_id: str, staff: Staff) -> Case:
        """Loaded when asked for: the mail reader is heavy, and the desk needs it seldom."""
        from redress.intake_mail import attach_to_review

        return attach_to_review(case_id, review_id, staff, room=self.mail_room, workflow=self.workflow)

    def _sweep_notice(self, notice_id: str) -> str:
        from redress.sweep import feed_notice

        return feed_notice(notice_id, notices=self.notices, outbox=self.outbox, clock=self.clock)


@cache
def desk() -> Wiring:
    """The one wiring of this process."""
    return Wiring(os.environ)
