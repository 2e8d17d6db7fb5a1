"""The words of our own mails, in five languages: short, plain, kind, with reasons and ways to contest."""

from redress.letters.rendering import Rendered, Told, notice_of, render, reply_subject, report_of

__all__ = ["Rendered", "Told", "notice_of", "render", "reply_subject", "report_of"]
