"""Sending: each letter once, nobody's mailbox filled, and no reporter's words in an author's letter."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from redress.adapters.clients import client
from redress.errors import PlatformUnreachable, StaleCase
from redress.model import Event, Identity, Notice, NoticeState, Reporter
from redress.notices import to_reporter
from redress.review import Said, answer_question
from redress.seal import digest_of
from redress.sending import address_opened, bounced
from tests.builders.nouns import a_case, a_report
from tests.builders.world import World


def a_notice(world: World, number: int = 1, *, by: str = "ana@example.org", identity: Any = "unverified") -> Notice:
    """A decision on a review of its own, told to one reporter."""
    case = world.kept(f"R{number}", by=by, identity=identity)
    (notice,) = world.told(case.case_id)
    return notice


def opens(world: World, address: str) -> None:
    address_opened(digest_of(address), notices=world.notices, outbox=world.outbox)


def state_of(world: World, notice: Notice) -> NoticeState:
    return world.notices.get(notice.notice_id).state


class TestOnce:
    def test_a_letter_goes_out_once_however_often_its_message_comes(self, world: World) -> None:
        notice = a_notice(world)

        assert [world.sent(notice.notice_id) for _ in range(3)] == [1, 0, 0]
        assert len(world.post.letters) == 1
        sent = world.notices.get(notice.notice_id)
        assert (sent.state, sent.message_id, sent.move_by) == (NoticeState.SENT, "message-1", None)

    def test_of_two_messengers_one_takes_it(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        notice = a_notice(world)
        read, raced = world.notices.get, iter([True])

        def get_while_another_sends(notice_id: str) -> Notice:
            found = read(notice_id)
            if next(raced, False):
                world.sent(notice_id)
            return found

        monkeypatch.setattr(world.notices, "get", get_while_another_sends)

        assert world.sent(notice.notice_id) == 0
        assert len(world.post.letters) == 1

    def test_a_post_that_fails_is_tried_again_and_given_up_in_sight(self, world: World) -> None:
        notice = a_notice(world)
        world.post.broken = ClientError({"Error": {"Code": "TooManyRequestsException"}}, "SendEmail")
        for _ in range(world.policy.limits.mail_attempts):
            with pytest.raises(ClientError):
                world.sent(notice.notice_id)
            world.later(days=30)

        assert world.sent(notice.notice_id) == 0
        assert state_of(world, notice) is NoticeState.UNDELIVERABLE

    def test_a_post_that_comes_back_delivers_it(self, world: World) -> None:
        notice = a_notice(world)
        world.post.broken = ClientError({"Error": {"Code": "TooManyRequestsException"}}, "SendEmail")
        with pytest.raises(ClientError):
            world.sent(notice.notice_id)
        world.post.broken = None
        world.later(minutes=6)

        assert world.sent(notice.notice_id) == 1

    def test_a_letter_that_the_post_refuses_is_not_tried_again(self, world: World) -> None:
        notice = a_notice(world)
        world.post.refused.add("ana@example.org")

        assert world.sent(notice.notice_id) == 0
        assert state_of(world, notice) is NoticeState.UNDELIVERABLE

    def test_who_has_no_address_is_told_through_the_platform_once(self, world: World) -> None:
        case = world.kept(account="acc-1", identity=Identity.ACCOUNT)
        (notice,) = world.told(case.case_id)
        world.platform.down = True
        with pytest.raises(PlatformUnreachable):
            world.sent(notice.notice_id)
        world.platform.down = False
        world.later(minutes=6)

        assert [world.sent(notice.notice_id) for _ in range(2)] == [1, 0]
        (event,) = world.platform.told(Event.NOTICE_ISSUED)
        assert event.data["recipient"] == {"side": "reporter", "account": "acc-1"}
        assert event.data["link"].startswith("https://redress.example/")
        assert state_of(world, notice) is NoticeState.PASSED_ON


class TestMailboxes:
    def test_an_address_that_never_answered_gets_one_mail_until_its_link_is_opened(self, world: World) -> None:
        notices = [a_notice(world, number) for number in range(4)]

        sent = [world.sent(notice.notice_id) for notice in notices]

        assert sent == [1, 0, 0, 0]
        assert [state_of(world, notice) for notice in notices[1:]] == [NoticeState.HELD] * 3
        world.outbox.taken()
        opens(world, "Ana@example.org")
        released = [str(message["notice_id"]) for message in world.outbox.taken()]
        assert sorted(released) == sorted(notice.notice_id for notice in notices[1:])
        assert sum(world.sent(name) for name in released) == 3
        assert len(world.post.to("ana@example.org")) == 4

    def test_a_mailbox_that_is_opened_while_a_letter_is_about_to_be_held_gets_it(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = a_notice(world, 1), a_notice(world, 2)
        world.sent(first.notice_id)
        read, raced = world.notices.address, iter([True])

        def address_just_before_it_is_opened(digest: str) -> Any:
            found = read(digest)
            if next(raced, False):
                opens(world, "ana@example.org")
            return found

        monkeypatch.setattr(world.notices, "address", address_just_before_it_is_opened)

        world.sent(second.notice_id)

        assert state_of(world, second) is NoticeState.QUEUED
        world.later(minutes=6)
        world.swept()
        assert world.sent(second.notice_id) == 1

    def test_a_link_is_opened_though_a_letter_is_being_held_at_the_same_moment(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = a_notice(world, 1), a_notice(world, 2)
        world.sent(first.notice_id)
        put, conflicts = client("dynamodb").put_item, iter(range(2))

        def put_while_another_transacts(**params: Any) -> Any:
            if next(conflicts, None) is not None:
                raise ClientError({"Error": {"Code": "TransactionConflictException"}}, "PutItem")
            return put(**params)

        monkeypatch.setattr(client("dynamodb"), "put_item", put_while_another_transacts)

        opens(world, "ana@example.org")

        assert world.sent(second.notice_id) == 1

    def test_a_link_that_is_opened_twice_releases_nothing_twice(self, world: World) -> None:
        notices = [a_notice(world, number) for number in range(2)]
        for notice in notices:
            world.sent(notice.notice_id)
        world.outbox.taken()
        opens(world, "ana@example.org")
        opens(world, "ana@example.org")

        assert len(world.outbox.taken()) == 1

    def test_many_that_are_held_are_released_a_hundred_at_each_opening(self, world: World) -> None:
        address = world.notices.address(digest_of("ana@example.org"))
        world.notices.save_address(address, address.model_copy(update={"mails": 1}))
        case = a_case()
        made = [
            to_reporter(
                a_report(reporter=Reporter(email="ana@example.org")),
                case.model_copy(update={"case_id": f"r-R{number}-1"}),
                1,
                "decision",  # type: ignore[arg-type]
                seal=world.seal,
                now=world.now,
            )
            for number in range(130)
        ]
        for notice in world.notices.add(made):
            world.notices.save(notice, notice.model_copy(update={"state": NoticeState.HELD, "move_by": None}))

        opens(world, "ana@example.org")
        assert len(world.outbox.taken()) == 100
        opens(world, "ana@example.org")
        assert len(world.outbox.taken()) == 30

    def test_a_verified_address_gets_few_a_day_and_the_rest_tomorrow(self, world: World) -> None:
        notices = [a_notice(world, number, identity=Identity.DMARC) for number in range(7)]

        assert sum(world.sent(notice.notice_id) for notice in notices) == 5
        left = [notice for notice in notices if state_of(world, notice) is NoticeState.QUEUED]
        assert len(left) == 2

        world.later(hours=24, seconds=1)
        world.swept()
        assert sum(world.sent(notice.notice_id) for notice in left) == 2

    def test_ten_messengers_at_once_do_not_outrun_the_limit(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = a_notice(world, 1), a_notice(world, 2)
        read, raced = world.notices.address, iter([True])

        def address_while_another_sends(digest: str) -> Any:
            found = read(digest)
            if next(raced, False):
                world.sent(second.notice_id)
            return found

        monkeypatch.setattr(world.notices, "address", address_while_another_sends)

        world.sent(first.notice_id)

        assert len(world.post.to("ana@example.org")) == 1
        world.later(minutes=6)
        world.swept()
        world.sent(first.notice_id)
        assert state_of(world, first) is NoticeState.HELD

    def test_a_letter_whose_sending_was_cut_off_is_counted_once(self, world: World) -> None:
        notice = a_notice(world)
        world.post.broken = ClientError({"Error": {"Code": "TooManyRequestsException"}}, "SendEmail")
        with pytest.raises(ClientError):
            world.sent(notice.notice_id)
        world.post.broken = None
        world.later(minutes=6)
        world.sent(notice.notice_id)

        assert world.notices.address(digest_of("ana@example.org")).mails == 1


class TestBounces:
    @staticmethod
    def detail(notice: Notice, **what: Any) -> dict[str, Any]:
        return {"mail": {"tags": {"notice_id": [notice.notice_id]}}, **what}

    @pytest.mark.parametrize("what", [{"bounce": {"bounceType": "Permanent"}}, {"complaint": {}}])
    def test_a_hard_bounce_or_a_complaint_ends_all_mail_to_the_address(
        self, world: World, what: dict[str, Any]
    ) -> None:
        notice, later = a_notice(world, 1, identity="dmarc"), a_notice(world, 2, identity="dmarc")
        world.sent(notice.notice_id)

        assert bounced(self.detail(notice, **what), notices=world.notices) == "dead"
        assert bounced(self.detail(notice, **what), notices=world.notices) == "dead"

        assert state_of(world, notice) is NoticeState.UNDELIVERABLE
        assert world.sent(later.notice_id) == 0
        assert state_of(world, later) is NoticeState.UNDELIVERABLE

    def test_a_soft_bounce_ends_nothing(self, world: World) -> None:
        notice = a_notice(world)
        world.sent(notice.notice_id)

        assert bounced(self.detail(notice, bounce={"bounceType": "Transient"}), notices=world.notices) == "kept"
        assert state_of(world, notice) is NoticeState.SENT

    @pytest.mark.parametrize(
        "detail",
        [{}, {"mail": {}}, {"mail": {"tags": {}}}, {"mail": {"tags": {"notice_id": []}}, "complaint": {}}],
    )
    def test_a_bounce_of_something_else_is_kept(self, world: World, detail: dict[str, Any]) -> None:
        assert bounced(detail, notices=world.notices) == "kept"

    def test_a_bounce_of_a_notice_that_never_was_is_unknown(self, world: World) -> None:
        detail = {"mail": {"tags": {"notice_id": ["none"]}}, "complaint": {}}

        assert bounced(detail, notices=world.notices) == "unknown"


class TestLetters:
    def test_an_authors_letter_has_none_of_the_reporters_words(self, world: World) -> None:
        world.told_of()
        world.removed(
            reporter=Reporter(name="Maria Keller", email="maria@example.org"),
            relation="competitor",
            explanation="This is about my husband Georg.",
        )
        for notice in world.told("r-R1-1"):
            world.sent(notice.notice_id)

        (letter,) = world.post.to("author@example.org")
        for secret in ("Keller", "maria", "competitor", "husband", "Georg", "rpt_", "+"):
            assert secret not in letter.text + letter.subject + letter.reply_to
        assert "respect.harassment" in letter.text
        assert "https://redress.example/decision/" in letter.text

    def test_a_reporter_may_answer_and_open_the_status(self, world: World) -> None:
        notice = a_notice(world)
        world.sent(notice.notice_id)

        (letter,) = world.post.letters
        assert letter.reply_to.startswith("abuse+k1.")
        assert len(letter.reply_to.partition("@")[0]) <= 64
        assert "?v=k1." in letter.text

    def test_a_question_says_until_when(self, world: World) -> None:
        case = world.in_review(by="ana@example.org")
        world.decided(case.case_id, "needs_info", explanation="Which sentence?")
        (notice,) = world.told(case.case_id)
        world.sent(notice.notice_id)

        (letter,) = world.post.letters
        assert "Which sentence?" in letter.text
        assert "7 December 2026" in letter.text


def test_a_notice_that_moved_on_is_stale(world: World) -> None:
    notice = a_notice(world)
    world.sent(notice.notice_id)

    with pytest.raises(StaleCase):
        world.notices.save(notice, notice.model_copy(update={"state": NoticeState.HELD}))


class TestAQuestion:
    """It is asked only while we wait for its answer."""

    def asked(self, world: World, words: str = "Which sentence?") -> Notice:
        case = world.in_review("Q1", by="ana@example.org")
        world.decided(case.case_id, "needs_info", explanation=words)
        (notice,) = world.told(case.case_id)
        return notice

    def answered(self, world: World, notice: Notice) -> None:
        said = Said(question=notice.decision, words="The second one.")
        answer_question(
            notice.report_id,
            said,
            reports=world.reports,
            cases=world.cases,
            clock=world.clock,
            policy=world.policy,
        )

    def test_that_is_open_is_sent_with_its_words(self, world: World) -> None:
        notice = self.asked(world)

        assert world.sent(notice.notice_id) == 1
        assert "Which sentence?" in world.post.letters[0].text

    def test_that_was_answered_on_the_page_before_is_not_sent_any_more(self, world: World) -> None:
        notice = self.asked(world)
        self.answered(world, notice)

        assert [world.sent(notice.notice_id) for _ in range(2)] == [0, 0]
        assert world.post.letters == []
        assert (state_of(world, notice), world.notices.get(notice.notice_id).move_by) == (NoticeState.OVERTAKEN, None)

    def test_that_was_held_and_ran_out_is_not_sent_when_the_mailbox_opens(self, world: World) -> None:
        assert world.sent(a_notice(world).notice_id) == 1
        notice = self.asked(world)
        assert (world.sent(notice.notice_id), state_of(world, notice)) == (0, NoticeState.HELD)
        self.answered(world, notice)

        opens(world, "ana@example.org")
        for message in world.outbox.taken():
            world.sent(str(message["notice_id"]))

        assert len(world.post.letters) == 1
        assert state_of(world, notice) is NoticeState.OVERTAKEN
