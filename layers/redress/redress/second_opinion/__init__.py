"""A second opinion by a language model: on what the detectors leave open, in a step of the workflow, or not at all."""

from redress.second_opinion.answer import opinions_in
from redress.second_opinion.asking import ask_second_opinion
from redress.second_opinion.question import Question, question_on
from redress.second_opinion.wanted import is_wanted

__all__ = ["Question", "ask_second_opinion", "is_wanted", "opinions_in", "question_on"]
