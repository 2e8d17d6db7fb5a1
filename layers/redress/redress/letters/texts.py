"""What a letter needs in each language: whole paragraphs, so that a translator never has to glue words together."""

from typing import NamedTuple


class Texts(NamedTuple):
    """One language. Places in braces are filled with our own facts only, never with a stranger's words in a subject."""

    lang: str
    greeting: str
    greeting_named: str
    closing: str
    answer_hint: str
    no_answer_hint: str
    reference: str
    review: str
    status_link: str

    received_subject: str
    received_subject_several: str
    received: str
    received_several: str
    received_legal: str
    received_next: str

    question_subject: str
    question_which: str
    question_why: str
    question_asked: str
    question_until: str
    question_answer: str
    question_page: str

    redirected_subject: str
    redirected: str

    heard: str
    decided_subject: str
    decided_removed: str
    decided_kept: str
    decided_restored: str
    decided_out_of_scope: str

    author_removed_subject: str
    author_removed: str
    author_restored_subject: str
    author_restored: str
    author_kept_subject: str
    author_kept: str
    author_scope: str
    author_bar: str
    your_review: str

    ground: str
    not_a_violation: str
    facts: str
    how_by_machine: str
    how_by_redirect: str
    how_gone: str
    how_by_person: str
    decision_link: str
    appeal_until: str
    other_ways: str
    same_people: str
