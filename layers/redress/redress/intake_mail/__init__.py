"""Intake by mail: a row before anything is read, then reports, a question back, or a case for a person.

Every exit gives the row a state. Ids are made of the object's key and the review, so that a mail that comes twice, or
whose taking in was cut off, finds its own earlier work. What the words are is `redress.mail`'s; what becomes of them is
decided here.
"""

from redress.intake_mail.attaching import attach_to_review
from redress.intake_mail.room import Room
from redress.intake_mail.showing import ShownMail, mail_of, mails_of
from redress.intake_mail.taking import compare, take_in_mail

__all__ = ["Room", "ShownMail", "attach_to_review", "compare", "mail_of", "mails_of", "take_in_mail"]
