"""Triage: stamp reports with their case, look at the review, ask the policy where it goes."""

from redress.triage.desk import Desk
from redress.triage.edits import close_gone, triage_edit
from redress.triage.opening import look
from redress.triage.stamping import triage_reports
from redress.triage.unhandled import give_to_a_person

__all__ = ["Desk", "close_gone", "give_to_a_person", "look", "triage_edit", "triage_reports"]
