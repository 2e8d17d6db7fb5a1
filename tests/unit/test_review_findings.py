"""What a first reading of the whole found: each a sequence in which something was lost, or done twice."""

import pytest

from redress.errors import StaleCase
from redress.model import Notice, NoticeState
from tests.builders.world import World


def a_notice(world: World) -> Notice:
    """What a reporter is told of a decision: an address that nobody vouches for, written to for the first time."""
    (notice,) = world.told(world.kept().case_id)
    return notice


class TestTheOneMailToAnAddressNobodyVouchesFor:
    def test_goes_out_although_the_post_failed_at_first(self, world: World) -> None:
        notice = a_notice(world)
        world.post.broken = StaleCase("throttled")
        with pytest.raises(StaleCase):
            world.sent(notice.notice_id)

        world.post.broken = None
        world.later(minutes=6)

        assert world.sent(notice.notice_id) == 1
        assert world.notices.get(notice.notice_id).state is NoticeState.SENT

    def test_goes_out_although_its_messenger_died_after_counting_it(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notice = a_notice(world)

        def dies(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as killed:
            killed.setattr(world.notices, "save", dies)
            with pytest.raises(KeyboardInterrupt):
                world.sent(notice.notice_id)

        assert world.sent(notice.notice_id) == 1
        assert len(world.post.letters) == 1

    def test_goes_out_once_when_two_messengers_come_at_once(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notice = a_notice(world)
        save, raced = world.notices.save, iter([True])

        def save_after_another(before: Notice, after: Notice) -> None:
            if next(raced, False):
                world.sent(notice.notice_id)
            save(before, after)

        monkeypatch.setattr(world.notices, "save", save_after_another)

        world.sent(notice.notice_id)

        assert len(world.post.letters) == 1
        assert world.notices.get(notice.notice_id).state is NoticeState.SENT

    def test_is_still_only_one(self, world: World) -> None:
        first = a_notice(world)
        world.sent(first.notice_id)
        case = world.in_review("R2", by=first.recipient.email)
        world.decided(case.case_id, "keep")

        (second,) = world.told(case.case_id)

        assert world.sent(second.notice_id) == 0
        assert world.notices.get(second.notice_id).state is NoticeState.HELD
