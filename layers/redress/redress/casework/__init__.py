"""What the desk does beside deciding: it shows cases, finds them, hands them out, and says who else is looking."""

from redress.casework.board import queues
from redress.casework.file import CaseFile, case_file, mail_id, reports_of_case

__all__ = ["CaseFile", "case_file", "mail_id", "queues", "reports_of_case"]
