"""The counters of some days, put into figures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from redress.measures.answer import (
    Automation,
    Leader,
    Leaders,
    MailsOfPeriod,
    Measures,
    OfChannel,
    OfDay,
    OfDetector,
    OfGuideline,
    OfPart,
    OfQueue,
    OfRelation,
    OfSide,
    OfStanding,
)
from redress.measures.counts import Counts, hours_to_decision, share
from redress.measures.period import Grouping, Period
from redress.model import Band, Channel, Queue, Relation, Side, Staff
from redress.model.people import staff_only
from redress.policy import Policy
from redress.ports.desk import Board
from redress.ports.tally import Counters, DayCounts
from redress.tally import percentile

SHOWN_FIRST = 50
FIGURES = {*OfPart.model_fields, "reports"}
Table = dict[str, dict[str, int | float | None]]


def measures(staff: Staff, wanted: Period, *, counters: Counters, policy: Policy, board: Board) -> Measures:
    staff_only(staff)
    read = {day: counters.read(day) for day in wanted.days}
    total = Counts(each.amounts for each in read.values())
    return Measures(
        first=wanted.first,
        last=wanted.last,
        reports=total.of("reports"),
        cases_opened=total.of("cases", "opened"),
        decisions=total.of("decisions"),
        overdue=total.of("cases", "overdue"),
        parked=total.of("cases", "parked"),
        hours_to_decision=hours_to_decision(total.hours("decisions")),
        share_upheld=total.share("decisions", "removed"),
        share_automated=total.share("decisions", "automated"),
        share_within_limit=total.within_limit("decisions"),
        appeals=total.of("appeals"),
        share_appeals_overturned=total.share("appeals", "overturned", "decided"),
        days=tuple(_day(day, Counts([each.amounts])) for day, each in read.items()),
        open=board,
        channels=_channels(total),
        queues=_queues(total),
        guidelines=_guidelines(total, policy),
        relations=_relations(total),
        standings=_standings(total),
        automation=_automation(total),
        detectors=_detectors(total),
        sides=_sides(total),
        mail=_mails(total),
        products=_leaders("product", read.values()),
        sellers=_leaders("seller", read.values()),
        by=_grouped(wanted.by, total, read, policy) if wanted.by else None,
    )


def _day(day: str, counts: Counts) -> OfDay:
    hours = counts.hours("decisions")
    return OfDay(
        day=date.fromisoformat(day),
        reports=counts.of("reports"),
        cases_opened=counts.of("cases", "opened"),
        decisions=counts.of("decisions"),
        upheld=counts.of("decisions", "removed"),
        automated=counts.of("decisions", "automated"),
        overdue=counts.of("cases", "overdue"),
        parked=counts.of("cases", "parked"),
        appeals=counts.of("appeals"),
        mails=counts.of("mails"),
        p50=percentile(hours, 0.5),
        p90=percentile(hours, 0.9),
    )


def _guidelines(counts: Counts, policy: Policy) -> tuple[OfGuideline, ...]:
    """Those of which there is anything to say, the most decided first."""
    named = {*counts.groups("guideline"), *counts.names("reports", "guideline.")}
    found = [_guideline(name, counts, policy) for name in named]
    return tuple(sorted(found, key=lambda each: (-each.decisions, -each.reports, each.guideline)))


def _guideline(name: str, counts: Counts, policy: Policy) -> OfGuideline:
    known = policy.by_id.get(name)
    return OfGuideline(
        guideline=name,
        reports=counts.of("reports", f"guideline.{name}"),
        limit_hours=known.within_hours if known else None,
        **_part(f"guideline:{name}", counts),
    )


def _channels(counts: Counts) -> tuple[OfChannel, ...]:
    return tuple(
        OfChannel(
            channel=channel,
            reports=counts.of("reports", f"channel.{channel}"),
            **_part(f"channel:{channel}", counts),
        )
        for channel in Channel
    )


def _queues(counts: Counts) -> tuple[OfQueue, ...]:
    return tuple(OfQueue(queue=queue, **_part(f"queue:{queue}", counts)) for queue in Queue)


def _part(group: str, counts: Counts) -> dict[str, Any]:
    hours = counts.hours(group)
    return {
        "decisions": counts.of(group),
        "upheld": counts.of(group, "removed"),
        "automated": counts.of(group, "automated"),
        "within_limit": counts.of(group, "within"),
        "appeals_decided": counts.of(group, "appeals.decided"),
        "appeals_overturned": counts.of(group, "appeals.overturned"),
        "p50": percentile(hours, 0.5),
        "p90": percentile(hours, 0.9),
        "p99": percentile(hours, 0.99),
        "share_upheld": counts.share(group, "removed"),
        "share_automated": counts.share(group, "automated"),
        "share_within_limit": counts.within_limit(group),
        "share_appeals_overturned": counts.share(group, "appeals.overturned", "appeals.decided"),
    }


def _relations(counts: Counts) -> tuple[OfRelation, ...]:
    return tuple(
        OfRelation(
            relation=relation,
            reports=counts.of("reports", f"relation.{relation}"),
            answered=counts.of("answered", name := f"relation.{relation or 'none'}"),
            upheld=counts.of("answered", f"{name}.upheld"),
            share_upheld=counts.share("answered", f"{name}.upheld", name),
        )
        for relation in (*Relation, None)
    )


def _standings(counts: Counts) -> tuple[OfStanding, ...]:
    return tuple(
        OfStanding(
            standing=band,
            answered=counts.of("answered", name := f"standing.{band or 'none'}"),
            upheld=counts.of("answered", f"{name}.upheld"),
            share_upheld=counts.share("answered", f"{name}.upheld", name),
        )
        for band in (*Band, None)
    )


def _automation(counts: Counts) -> Automation:
    return Automation(
        automated=counts.of("decisions", "automated"),
        by_person=counts.of("decisions", "by_person"),
        found_gone=counts.of("decisions", "found_gone"),
        proposed=counts.of("decisions", "proposed"),
        overruled=counts.of("decisions", "overruled"),
        contested=counts.of("appeals", "automated.decided"),
        reversed=counts.of("appeals", "automated.overturned"),
        share_automated=counts.share("decisions", "automated"),
        share_overruled=counts.share("decisions", "overruled", "proposed"),
        share_reversed=counts.share("appeals", "automated.overturned", "automated.decided"),
    )


def _detectors(counts: Counts) -> tuple[OfDetector, ...]:
    known = [(name, version) for name in sorted(counts.groups("detector")) for version in _versions(name, counts)]
    return tuple(_detector(name, version, counts) for name, version in known)


def _versions(detector: str, counts: Counts) -> list[str]:
    return sorted({name.rpartition("/")[0] for name in counts.names(f"detector:{detector}")})


def _detector(name: str, version: str, counts: Counts) -> OfDetector:
    ends = ("automated", "followed", "other_grounds", "overruled", "reversed")
    found = {end: counts.of(f"detector:{name}", f"{version}/{end}") for end in ends}
    judged = found["followed"] + found["other_grounds"] + found["overruled"]
    return OfDetector(detector=name, version=version, **found, share_overruled=share(found["overruled"], judged))


def _sides(counts: Counts) -> tuple[OfSide, ...]:
    return tuple(
        OfSide(
            side=side,
            appeals=counts.of("appeals", f"{side}.all"),
            decided=counts.of("appeals", f"{side}.decided"),
            overturned=counts.of("appeals", f"{side}.overturned"),
            share_overturned=counts.share("appeals", f"{side}.overturned", f"{side}.decided"),
        )
        for side in Side
    )


def _mails(counts: Counts) -> MailsOfPeriod:
    return MailsOfPeriod(
        received=counts.of("mails"),
        under_way=counts.of("mails", "received"),
        understood=counts.of("mails", "reported") + counts.of("mails", "joined"),
        asked_back=counts.of("mails", "asked_back"),
        with_a_person=counts.of("mails", "with_a_person"),
        redirected=counts.of("mails", "redirected"),
        automatic=counts.of("mails", "kept_silent"),
        quarantined=counts.of("mails", "quarantined"),
        ignored=counts.of("mails", "ignored"),
        letters_undeliverable=counts.of("notices", "undeliverable"),
    )


def _leaders(kind: str, days: Iterable[DayCounts]) -> Leaders:
    read = list(days)
    total: Counter[str] = Counter()
    for day in read:
        total.update(day.leaders.get(kind, {}))
    ordered = sorted(total.items(), key=lambda each: (-each[1], each[0]))[:SHOWN_FIRST]
    short = sum(day.short_of.get(kind, 0) for day in read) if len(read) > 1 else 0
    return Leaders(first=tuple(Leader(name=name, reports=reports) for name, reports in ordered), short_by_at_most=short)


def _grouped(by: Grouping, total: Counts, read: Mapping[str, DayCounts], policy: Policy) -> Table:
    """The plain table of one grouping: the rows of which there is anything to say."""
    match by:
        case "day":
            days = {day: Counts([each.amounts]) for day, each in read.items()}
            return {day: {noun: counts.of(noun) for noun in ("reports", "decisions")} for day, counts in days.items()}
        case "channel":
            return {each.channel: row for each in _channels(total) if any((row := _row(each)).values())}
        case "queue":
            return {each.queue: row for each in _queues(total) if any((row := _row(each)).values())}
        case "guideline":
            return {
                each.guideline: _row(each)
                for each in sorted(_guidelines(total, policy), key=lambda each: each.guideline)
            }


def _row(of: OfPart) -> dict[str, int | float | None]:
    said: dict[str, int | float | None] = of.model_dump(include=FIGURES)
    return said
