"""Triage: stamp reports with their case, look at the review, ask the policy where it goes."""

from redress.triage.desk import Desk
from redress.triage.edits import close_gone, triage_edit
from redress.triage.opening import look
from redress.triage.stamping import triage_reports

__all__ = ["Desk", "close_gone", "look", "triage_edit", "triage_reports"]
