"""The mails of `events/` that people and machines send us, each with the reading that it must get."""

from pathlib import Path
from typing import NamedTuple

import pytest

from redress.mail import Course, Envelope, Kind, OwnAddresses, ReviewUrls, course_of, read
from redress.model import Identity, LegalKind

EVENTS = Path(__file__).parents[3] / "events"
URLS = ReviewUrls(["https://shop.example/reviews/{review_id}"])
OWN = OwnAddresses("abuse@shop.example")


class Wanted(NamedTuple):
    course: Course
    lang: str
    reviews: tuple[str, ...] = ()
    guideline: str = ""
    legal: LegalKind | None = None
    kind: Kind = Kind.HUMAN
    identity: Identity = Identity.DMARC
    files: tuple[str, ...] = ()


SAMPLES = {
    "no_review": Wanted(Course.ASK_BACK, "de", guideline="privacy.personal_data"),
    "two_reviews": Wanted(Course.REPORTS, "en", ("R1001", "R1002"), "privacy.personal_data"),
    "phone_number": Wanted(Course.REPORTS, "en", ("R2001",), "privacy.personal_data"),
    "threat_in_spanish": Wanted(Course.REPORTS, "es", ("R2002",), "respect.threat"),
    "competitor_in_german": Wanted(Course.REPORTS, "de", ("R2003",), "promotion.competitor"),
    "fake_in_japanese": Wanted(Course.REPORTS, "ja", ("R2004",), "authenticity.fake"),
    "court_order": Wanted(
        Course.REPORTS,
        "en",
        ("R2005",),
        legal=LegalKind.COURT_ORDER,
        identity=Identity.WEAK,
        files=("application/pdf",),
    ),
    "lawyer_in_german": Wanted(Course.HUMAN, "de", legal=LegalKind.LAWYER_LETTER),
    "identity_in_japanese": Wanted(
        Course.HUMAN, "ja", legal=LegalKind.IDENTITY_DISCLOSURE, identity=Identity.UNVERIFIED
    ),
    "forwarded_in_french": Wanted(Course.REPORTS, "fr", ("R2006",), "privacy.personal_data"),
    "screenshot_only": Wanted(Course.ASK_BACK, "en", files=("image/png",)),
    "vague_complaint": Wanted(Course.ASK_BACK, "en"),
    "seller_rating": Wanted(Course.REDIRECT, "en"),
    "abuse_report": Wanted(Course.REPORTS, "en", ("R2007", "R2008"), "authenticity.fake", kind=Kind.ARF),
    "copyright_in_french": Wanted(
        Course.REPORTS,
        "fr",
        ("R2009",),
        legal=LegalKind.COPYRIGHT,
        identity=Identity.WEAK,
        guideline="rights.copied_text",
    ),
    "privacy_in_spanish": Wanted(Course.REPORTS, "es", ("R2010",), "privacy.personal_data", LegalKind.PRIVACY),
    "archive_attached": Wanted(Course.REPORTS, "en", ("R2011",), "respect.threat", files=("application/zip",)),
    "letter_came_back": Wanted(Course.KEEP_SILENT, "en", kind=Kind.DSN, identity=Identity.UNVERIFIED),
    "xarf_report": Wanted(
        Course.REPORTS, "en", ("R2012",), "privacy.personal_data", kind=Kind.XARF, files=("text/plain",)
    ),
    "machine_that_watches": Wanted(Course.HUMAN, "en", ("R2013",), kind=Kind.AUTO_REPLY),
    "away_in_german": Wanted(Course.KEEP_SILENT, "de", kind=Kind.AUTO_REPLY),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mail_is_read_as_a_person_would(name: str) -> None:
    got = read((EVENTS / f"intake_mail.{name}.eml").read_bytes(), Envelope(), URLS, own=OWN)

    read_as = Wanted(
        course_of(got),
        got.lang,
        got.review_ids_new,
        SAMPLES[name].guideline if SAMPLES[name].guideline in got.guidelines else "".join(got.guidelines),
        got.legal,
        got.kind,
        got.identity,
        tuple(attachment.type for attachment in got.attachments),
    )
    assert read_as == SAMPLES[name]


def test_each_mail_has_its_reading() -> None:
    assert {path.name.split(".")[1] for path in EVENTS.glob("intake_mail.*.eml")} == set(SAMPLES)
