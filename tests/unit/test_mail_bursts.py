"""What one sender sends at once is one case: a mail bomb is a line in a queue, all of it kept, none of it answered."""

import pytest

from redress.model import Address, Case, MailRow, MailState, Queue, Status
from tests.builders.aws import DeskOnMoto
from tests.builders.mails import a_mail, received

NONSENSE = "aaa bbb ccc ddd eee"


def taken(desk: DeskOnMoto, name: str, text: str = NONSENSE, *, checks: str = "fail", **known: str) -> MailRow:
    raw = received(a_mail(text, **known), dmarc=checks, dkim=checks, spf=checks)  # type: ignore[arg-type]
    return desk.take_in_mail(desk.put_mail(f"inbound/{name}", raw))


def case_of(desk: DeskOnMoto, row: MailRow) -> Case:
    return desk.cases.get(row.case_id)


def test_a_mail_bomb_is_one_case_all_kept_and_unanswered(desk: DeskOnMoto) -> None:
    rows = [taken(desk, f"b{n}", f"{NONSENSE} {n}", subject=f"Bomb {n}") for n in range(60)]

    assert {row.state for row in rows} == {MailState.WITH_A_PERSON}
    assert {row.case_id for row in rows} == {"m-b0-1"}
    bomb = case_of(desk, rows[0])
    assert bomb.replies == tuple(row.key for row in rows[:50])
    assert len(list(desk.cases.entries(bomb.case_id))) == bomb.entries
    assert desk.queued() == []
    assert [desk.raw_mail.get(row.key, up_to=10_000).size > 0 for row in rows] == [True] * 60


def test_it_goes_on_for_as_long_as_they_come(desk: DeskOnMoto) -> None:
    rows = []
    for n in range(8):
        rows.append(taken(desk, f"b{n}"))
        desk.later(minutes=6)

    assert {row.case_id for row in rows} == {"m-b0-1"}
    desk.later(minutes=6)
    assert taken(desk, "later").case_id == "m-later-1"


def test_forged_mail_cannot_bury_the_genuine_senders(desk: DeskOnMoto) -> None:
    forged = [taken(desk, f"f{n}") for n in range(25)]

    genuine = taken(desk, "g", "Please see the attachment.", checks="pass", subject="Hello")

    assert {row.case_id for row in forged} == {"m-f0-1"}
    assert genuine.case_id == "m-g-1"


def test_legal_mail_is_looked_at_by_itself(desk: DeskOnMoto) -> None:
    taken(desk, "m1")
    letters = [taken(desk, f"l{n}", "Anbei der Gerichtsbeschluss unseres Mandanten.") for n in range(2)]

    assert [row.case_id for row in letters] == ["m-l0-1", "m-l1-1"]
    assert case_of(desk, letters[0]).queue is Queue.LEGAL


def test_a_flood_of_legal_mail_has_an_end_as_well(desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redress.intake_mail.bursts.MOST_MAILS_ALONE", 3)

    rows = [taken(desk, f"l{n}", "Anbei der Gerichtsbeschluss unseres Mandanten.") for n in range(9)]

    assert len({row.case_id for row in rows}) == 4
    assert case_of(desk, rows[-1]).replies == tuple(row.key for row in rows[3:])


def test_legal_mail_beyond_the_days_measure_keeps_its_claim(desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary flood is there first: a court order does not wait among it."""
    monkeypatch.setattr("redress.intake_mail.bursts.MOST_MAILS_ALONE", 0)
    ordinary = taken(desk, "m1")
    desk.later(minutes=20)

    orders = [taken(desk, f"l{n}", "Anbei der Gerichtsbeschluss unseres Mandanten.") for n in range(2)]
    notice = taken(desk, "d1", "This is a takedown notice under the DMCA; the text infringes our copyright.")

    assert [case_of(desk, row).queue for row in (ordinary, *orders)] == [Queue.MAIL, Queue.LEGAL, Queue.LEGAL]
    assert case_of(desk, orders[0]).claims == {"legal:court_order"}
    assert case_of(desk, orders[0]).replies == tuple(row.key for row in orders)
    assert case_of(desk, notice).claims == {"legal:copyright_notice"}
    assert len({row.case_id for row in (ordinary, *orders, notice)}) == 3


def test_a_mail_that_was_cut_off_keeps_its_case_however_many_came_meanwhile(
    desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redress.intake_mail.bursts.MOST_MAILS_ALONE", 1)
    row = taken(desk, "l1", "Anbei der Gerichtsbeschluss unseres Mandanten.")
    desk.mails.save(row, row.model_copy(update={"state": MailState.RECEIVED}))

    assert desk.take_in_mail(row.key).case_id == row.case_id == "m-l1-1"


def test_a_flood_that_names_no_sender_has_one_too(desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redress.intake_mail.bursts.MOST_OF_NOBODY", 3)

    rows = [taken(desk, f"n{n}", sender="nobody at all") for n in range(9)]

    assert len({row.case_id for row in rows}) == 4


def test_what_comes_after_the_case_is_concluded_opens_it_anew(desk: DeskOnMoto) -> None:
    first = taken(desk, "b0")
    before = case_of(desk, first)
    desk.cases.save(before, before.model_copy(update={"status": Status.OUT_OF_SCOPE, "decided_at": desk.now}))

    again = taken(desk, "b1")

    assert again.case_id == "m-b0-2"
    assert case_of(desk, again).replies == ("inbound/b1",)


def test_of_two_that_come_at_the_same_moment_one_is_the_first(
    desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine, meanwhile = desk.notices.address, [True]

    def address(digest: str) -> Address:
        """What the second reads before the first has written it."""
        seen = genuine(digest)
        if meanwhile:
            meanwhile.clear()
            assert taken(desk, "m1").case_id == "m-m1-1"
        return seen

    monkeypatch.setattr(desk.notices, "address", address)

    second = taken(desk, "m2")

    assert second.case_id == "m-m1-1"
    assert case_of(desk, second).replies == ("inbound/m1", "inbound/m2")


def test_whoever_is_named_first_may_come_second(desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first has taken the turn and is cut off; the second opens the case in its name; a repeat finds it there."""
    with monkeypatch.context() as broken:
        broken.setattr(desk.cases, "add", _cut_off)
        with pytest.raises(ConnectionError):
            taken(desk, "m1")

    second, first = taken(desk, "m2"), desk.take_in_mail("inbound/m1")

    assert (first.case_id, second.case_id) == ("m-m1-1", "m-m1-1")
    assert set(case_of(desk, first).replies) == {"inbound/m1", "inbound/m2"}


def _cut_off(_: Case) -> Case:
    raise ConnectionError("cut off")
