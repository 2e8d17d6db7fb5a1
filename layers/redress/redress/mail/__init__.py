"""Raw mail to what it is and what it says. Pure: bytes in, a value out; nothing here raises on any bytes.

`redress.mail.urls` is light and stands alone; the rest needs selectolax and is for the mail intake, and for who is
shown a mail.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redress.mail.course import course_of
    from redress.mail.reader import read
    from redress.mail.reading import Course, Envelope, Kind, OwnAddresses, Reading, Verdicts
    from redress.mail.urls import ReviewUrls

_HOMES = {
    "course_of": "course",
    "read": "reader",
    "Course": "reading",
    "Envelope": "reading",
    "Kind": "reading",
    "OwnAddresses": "reading",
    "Reading": "reading",
    "Verdicts": "reading",
    "ReviewUrls": "urls",
}

__all__ = ["Course", "Envelope", "Kind", "OwnAddresses", "Reading", "ReviewUrls", "Verdicts", "course_of", "read"]


def __getattr__(name: str) -> Any:
    """Loaded when asked for: the API intake takes `urls` from here and must not load the HTML parser."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"redress.mail.{_HOMES[name]}"), name)
