"""Mails that come at once take turns with our letters; whoever answers by our token shows whose the mailbox is."""

import pytest

from redress.letters import reply_subject
from redress.model import Address, MailState, Notice, NoticeKind, NoticeState, Recipient, Side
from redress.seal import digest_of
from tests.builders.aws import DeskOnMoto
from tests.builders.mails import a_mail, received

ASKS = "Please remove that bad review."


def taken(desk: DeskOnMoto, name: str, text: str = ASKS, to: str = "abuse@shop.example") -> MailState:
    return desk.take_in_mail(desk.put_mail(f"inbound/{name}", received(a_mail(text, to=to), to=to))).state


def test_of_two_mails_at_the_same_moment_one_is_asked_back(desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine, meanwhile = desk.notices.address, [True]

    def address(digest: str) -> Address:
        """What the second reads before the first has written it."""
        seen = genuine(digest)
        if meanwhile and digest == digest_of("ana@example.org"):
            meanwhile.clear()
            assert taken(desk, "m1") is MailState.ASKED_BACK
        return seen

    monkeypatch.setattr(desk.notices, "address", address)

    assert taken(desk, "m2") is MailState.WITH_A_PERSON
    assert len(desk.queued()) == 1


def test_a_mail_that_was_cut_off_after_taking_its_turn_has_it_still(
    desk: DeskOnMoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(_: list[Notice]) -> None:
        raise ConnectionError("cut off")

    with monkeypatch.context() as broken:
        broken.setattr(desk.notices, "add", cut_off)
        with pytest.raises(ConnectionError):
            taken(desk, "m1")

    assert taken(desk, "m1") is MailState.ASKED_BACK
    assert taken(desk, "m2") is MailState.WITH_A_PERSON


def test_an_answer_by_our_token_lets_out_what_was_held_back(desk: DeskOnMoto) -> None:
    """The one mail to an unverified address was our question; its answer came from there, so the decision may go."""
    recipient = Recipient(side=Side.REPORTER, email="eve@example.org", name="", lang="", verified=False)
    asked = Notice(notice_id="a" * 32, kind=NoticeKind.QUESTION, recipient=recipient, made_at=desk.now, mail_key="m0")
    decided = asked.model_copy(update={"notice_id": "b" * 32, "kind": NoticeKind.DECISION})
    desk.notices.add([asked, decided])
    desk.notices.save(decided, decided.model_copy(update={"state": NoticeState.HELD}))
    to = f"abuse+{desk.seal.sign('reply', reply_subject(asked))}@shop.example"

    taken(desk, "m1", "It is the second line.", to=to)

    assert desk.notices.address(digest_of("eve@example.org")).opened
    assert desk.notices.get(decided.notice_id).state is NoticeState.QUEUED


def test_a_made_up_token_opens_nothing(desk: DeskOnMoto) -> None:
    taken(desk, "m1", "It is the second line.", to=f"abuse+k1.n{'a' * 32}.{'b' * 24}@shop.example")

    assert not desk.notices.address(digest_of("eve@example.org")).opened
