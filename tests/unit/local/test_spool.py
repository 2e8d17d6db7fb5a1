"""A mail stays in the spool until the engine has saved it, and is delivered again until then."""

import time
from collections.abc import Callable
from pathlib import Path

from local.spool import Spool


def until(check: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Bucket:
    def __init__(self, refusals: int = 0) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.refusals = refusals

    def put(self, key: str, mail: bytes) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionError("the engine is not there")
        self.mails.append((key, mail))


def test_a_mail_leaves_the_spool_once_the_engine_has_saved_it(tmp_path: Path) -> None:
    bucket, spool = Bucket(), Spool(tmp_path)
    saved_at = 0.0

    spool.open(bucket.put, lambda: saved_at)
    mail_id = spool.keep(b"a mail")
    until(lambda: bucket.mails == [(f"inbound/{mail_id}", b"a mail")])
    assert (tmp_path / f"{mail_id}.eml").exists()

    saved_at = time.time()
    until(lambda: not list(tmp_path.iterdir()))
    assert len(bucket.mails) == 1
    spool.stop()


def test_what_was_not_saved_is_delivered_again_after_a_start_under_the_same_key(tmp_path: Path) -> None:
    before, after = Bucket(), Bucket()
    killed = Spool(tmp_path)
    killed.open(before.put, lambda: 0.0)
    killed.keep(b"a mail")
    until(lambda: len(before.mails) == 1)
    killed.stop()

    restarted = Spool(tmp_path)
    restarted.open(after.put, lambda: 0.0)

    until(lambda: after.mails == before.mails)
    restarted.stop()


def test_a_mail_that_comes_before_the_bucket_waits_for_it(tmp_path: Path) -> None:
    bucket, spool = Bucket(), Spool(tmp_path)
    spool.keep(b"early")

    spool.open(bucket.put, lambda: 0.0)

    until(lambda: len(bucket.mails) == 1)
    spool.stop()


def test_an_engine_that_is_away_is_tried_again(tmp_path: Path) -> None:
    bucket, spool = Bucket(refusals=1), Spool(tmp_path)
    spool.open(bucket.put, lambda: 0.0)

    spool.keep(b"a mail")

    until(lambda: len(bucket.mails) == 1)
    spool.stop()
