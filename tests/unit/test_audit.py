"""The audit log: whatever is changed, dropped or added in it is found."""

import json
from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.adapters.dynamodb import keys
from redress.audit import Broken, anchor, anchors_since, verify
from redress.model import Anchor, Case, Entry, Status, first_broken_entry
from redress.model.audit import hash_of
from tests.builders.nouns import START, a_case
from tests.builders.world import World


def a_long_case(moves: int = 6) -> Case:
    case = a_case()
    for number in range(moves):
        at = START + timedelta(minutes=number)
        case = case.noted(at, actor="ana", act=f"act-{number}", facts={"number": str(number), "words": hash_of("x")})
    return case


def broken(case: Case, entries: list[Entry]) -> int | None:
    return first_broken_entry(entries, case.head, case.entries)


def test_a_log_as_it_was_written_is_whole() -> None:
    case = a_long_case()

    assert broken(case, list(case.news)) is None


@pytest.mark.parametrize("place", range(7))
@pytest.mark.parametrize(
    "change",
    [
        {"actor": "mallory"},
        {"act": "other"},
        {"facts": {"other": "facts"}},
        {"at": START - timedelta(1)},
        {"case_id": "r-R2-1"},
    ],
)
def test_any_entry_that_was_changed_is_found(place: int, change: dict[str, object]) -> None:
    case = a_long_case()
    entries = list(case.news)
    entries[place] = entries[place].model_copy(update=change)

    assert broken(case, entries) == place + 1


@pytest.mark.parametrize("place", range(7))
def test_an_entry_that_was_changed_and_sealed_again_is_found(place: int) -> None:
    case = a_long_case()
    entries = list(case.news)
    entries[place] = entries[place].model_copy(update={"actor": "mallory"}).sealed()

    found = broken(case, entries)

    assert found is not None
    assert found > place


@pytest.mark.parametrize("place", range(7))
def test_an_entry_that_was_dropped_is_found(place: int) -> None:
    case = a_long_case()
    entries = [entry for number, entry in enumerate(case.news) if number != place]

    assert broken(case, entries) == place + 1


def test_a_log_cut_off_at_its_end_or_emptied_is_found() -> None:
    case = a_long_case()

    assert broken(case, list(case.news)[:-1]) == case.entries
    assert broken(case, []) == 1


def test_an_entry_that_was_added_is_found() -> None:
    case = a_long_case()
    more = case.noted(START, actor="mallory", act="added")

    assert broken(case, list(more.news)) == case.entries + 2


def test_a_head_that_was_changed_is_found() -> None:
    case = a_long_case()

    assert first_broken_entry(case.news, "0" * 64, case.entries) == case.entries + 1


@given(st.permutations(range(4)))
def test_entries_in_another_order_are_found(order: list[int]) -> None:
    case = a_long_case(3)
    entries = [case.news[place] for place in order]

    assert (broken(case, entries) is None) == (order == [0, 1, 2, 3])


@given(actor=st.text(max_size=20), facts=st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3))
def test_whatever_is_noted_comes_back_from_the_table_as_the_same_entry(actor: str, facts: dict[str, str]) -> None:
    entry = a_case().noted(START, actor=actor, act="noted", facts=facts).news[-1]

    assert Entry.model_validate_json(entry.model_dump_json()).expected_hash() == entry.hash


def test_a_case_that_was_lived_has_a_whole_log_and_no_words_in_it(world: World) -> None:
    world.told_of()
    case = world.in_review(explanation="I am Maria Keller and this is about me.")
    world.decided(case.case_id, "remove", explanation="It insults Maria Keller.")
    case = world.acted(case.case_id)

    entries = list(world.cases.entries(case.case_id))

    assert case.status is Status.REMOVED
    assert first_broken_entry(entries, case.head, case.entries) is None
    assert [entry.act for entry in entries] == ["opened", "classified", "decided", "take_down", "removed"]
    assert "Keller" not in "".join(entry.model_dump_json() for entry in entries)


class TestAnchors:
    def test_the_day_that_is_over_is_kept_once_with_all_that_was_decided_or_waits(self, archived: World) -> None:
        archived.told_of()
        archived.told_of("R2")
        kept, waits = archived.kept(), archived.reported("R2")
        archived.later(days=1)

        assert anchored_now(archived) == 2
        assert anchored_now(archived) == 0
        (day,) = [day for day in archived.anchors.days() if list(archived.anchors.of(day))]
        assert day == START.date()
        logs = {head.case_id: (head.entries, head.hash) for head in archived.anchors.of(day)}
        assert logs == {case.case_id: (case.entries, case.head) for case in (kept, waits)}

    def test_days_that_were_missed_are_made_up_for(self, archived: World) -> None:
        archived.told_of()
        case = archived.kept()
        archived.later(days=3)

        anchored_now(archived)

        assert case.case_id in {head.case_id for head in archived.anchors.of(START.date())}

    def test_what_is_kept_can_not_be_written_anew(self, archived: World) -> None:
        first = Anchor(case_id="r-R1-1", entries=3, hash="a" * 64)
        archived.anchors.keep(START.date(), [first])

        archived.anchors.keep(START.date(), [])

        assert list(archived.anchors.of(START.date())) == [first]

    def test_a_log_that_was_written_anew_with_its_head_is_found(self, archived: World) -> None:
        archived.told_of()
        case = archived.kept()
        archived.later(days=1)
        anchored_now(archived)
        kept = list(anchors_since(START.date(), anchors=archived.anchors))

        assert dict(verify([case.case_id], cases=archived.cases, kept=kept)) == {case.case_id: None}
        written_anew(archived, case)
        assert dict(verify([case.case_id], cases=archived.cases)) == {case.case_id: None}
        assert dict(verify([case.case_id], cases=archived.cases, kept=kept)) == {
            case.case_id: Broken(case.case_id, case.entries)
        }

    def test_a_log_that_was_written_anew_is_found_after_the_next_anchor_too(self, archived: World) -> None:
        archived.told_of()
        waits = archived.reported()
        archived.later(days=1)
        anchored_now(archived)
        written_anew(archived, waits)
        archived.later(days=1)
        anchored_now(archived)

        assert broken_of(archived, waits) == Broken(waits.case_id, waits.entries)

    def test_a_log_that_two_anchors_tell_differently_is_found_even_as_it_was_at_first(self, archived: World) -> None:
        archived.told_of()
        waits = archived.reported()
        (honest,) = archived.cases.anchors([waits.case_id])
        archived.anchors.keep(START.date(), [honest.model_copy(update={"hash": "f" * 64})])
        archived.anchors.keep(START.date() + timedelta(1), [honest])

        assert broken_of(archived, waits) == Broken(waits.case_id, waits.entries)

    def test_what_is_noted_of_a_case_long_decided_is_kept_with_its_own_day(self, archived: World) -> None:
        archived.told_of()
        case = archived.kept()
        archived.later(days=1)
        anchored_now(archived)
        noted = archived.cases.save(case, case.noted(archived.now, actor="ben", act="unmasked"))
        archived.later(days=1)

        anchored_now(archived)
        written_anew(archived, noted)

        assert broken_of(archived, noted) == Broken(case.case_id, noted.entries)

    def test_a_day_is_kept_when_its_last_entries_have_come_to_the_lists(self, archived: World) -> None:
        archived.later(hours=15, minutes=5)
        anchored_now(archived)
        assert START.date() not in archived.anchors.days()
        archived.later(minutes=6)

        anchored_now(archived)

        assert START.date() in archived.anchors.days()

    def test_a_case_that_moves_while_it_is_read_is_not_broken(
        self, archived: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        archived.told_of()
        case, read = archived.in_review(), archived.cases.entries

        def after_a_move(case_id: str) -> Iterable[Entry]:
            monkeypatch.undo()
            archived.decided(case_id, "keep")
            return read(case_id)

        monkeypatch.setattr(archived.cases, "entries", after_a_move)

        assert broken_of(archived, case) is None

    def test_a_log_that_was_cut_short_with_its_head_is_found(self) -> None:
        case = a_long_case()
        short = a_long_case(2)

        found = first_broken_entry(short.news, short.head, short.entries, {case.entries: {case.head}})

        assert found == short.entries + 1


@pytest.fixture
def archived(world: World) -> World:
    bucket = f"audit-{uuid4()}"
    boto3.client("s3", region_name="eu-west-1").create_bucket(
        Bucket=bucket,
        ObjectLockEnabledForBucket=True,
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
    )
    return World(AUDIT_BUCKET=bucket)


def broken_of(world: World, case: Case) -> Broken | None:
    kept = anchors_since(START.date(), anchors=world.anchors)
    return dict(verify([case.case_id], cases=world.cases, kept=kept))[case.case_id]


def anchored_now(world: World) -> int:
    return anchor(cases=world.cases, anchors=world.anchors, clock=world.clock)


def written_anew(world: World, case: Case) -> None:
    """As who may write into the table could do it: another last entry, sealed, and its head on the case."""
    *_, last = world.cases.entries(case.case_id)
    forged = last.model_copy(update={"actor": "mallory"}).sealed()
    key = keys.entry(case, forged)
    world.table.put(key, {"document": forged.model_dump_json()})
    item = world.table.get(keys.case(case.subject, case.round)) or {}
    document = json.loads(item["document"]) | {"head": forged.hash}
    world.table.update(
        keys.case(case.subject, case.round), "SET document = :document", given={":document": json.dumps(document)}
    )
