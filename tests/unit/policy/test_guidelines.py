"""The packaged policy says what the house promises."""

import pytest

from redress.detect import DETECTORS, SIGNALS
from redress.errors import InvalidInput
from redress.model import LegalKind, Priority, Queue, Route
from redress.policy import SECOND_OPINION, Guideline, Policy, load_policy

PROMISED = {
    "respect.harassment",
    "respect.threat",
    "respect.incitement",
    "respect.obscenity",
    "respect.defamation",
    "respect.pile_on",
    "respect.erasure",
    "privacy.personal_data",
    "identity.impersonation",
    "promotion.advertising",
    "promotion.external_link",
    "promotion.compensated",
    "promotion.conflict_of_interest",
    "promotion.competitor",
    "rights.copied_text",
    "integrity.repost",
    "integrity.household",
    "integrity.surge",
    "authenticity.fake",
    "relevance.off_topic",
}
CONTESTED = {
    "respect.defamation",
    "promotion.conflict_of_interest",
    "promotion.competitor",
    "authenticity.fake",
    "relevance.off_topic",
}
POLICY = load_policy()


def test_every_guideline_of_the_house_is_in_the_policy() -> None:
    assert POLICY.ids == PROMISED


def test_a_machine_decides_only_on_personal_data_links_and_adverts() -> None:
    by_machine = {each.id for each in POLICY.guidelines if each.machine_may_decide}

    assert by_machine == {"privacy.personal_data", "promotion.external_link", "promotion.advertising"}


@pytest.mark.parametrize("guideline_id", sorted(CONTESTED))
def test_contested_kinds_are_never_decided_by_a_machine(guideline_id: str) -> None:
    guideline = POLICY.guideline(guideline_id)

    assert guideline.contested
    assert not guideline.machine_may_decide


def test_a_threat_is_the_most_urgent_thing_there_is() -> None:
    threat = POLICY.guideline("respect.threat")

    assert threat.priority is Priority.URGENT
    assert threat.within == min(each.within for each in POLICY.guidelines)


def test_defamation_goes_to_the_lawyers() -> None:
    defamation = POLICY.guideline("respect.defamation")

    assert (defamation.route, defamation.queue) == (Route.LEGAL_REVIEW, Queue.LEGAL)


def test_every_legal_claim_has_a_priority_and_a_time() -> None:
    assert set(POLICY.legal) == set(LegalKind)


@pytest.mark.parametrize("guideline", POLICY.guidelines, ids=lambda each: each.id)
def test_a_guideline_speaks_to_people_in_whole_sentences(guideline: Guideline) -> None:
    assert guideline.explanation.endswith(".")
    assert guideline.not_a_violation.endswith(".")
    assert "  " not in guideline.explanation
    assert guideline.title[0].isupper()


@pytest.mark.parametrize("guideline", POLICY.guidelines, ids=lambda each: each.id)
def test_a_guideline_names_only_detectors_that_exist(guideline: Guideline) -> None:
    assert set(guideline.detectors) <= {*DETECTORS, SECOND_OPINION} - SIGNALS


def test_each_detector_but_a_mere_signal_speaks_to_some_guideline() -> None:
    assert {name for each in POLICY.guidelines for name in each.detectors} == {*DETECTORS, SECOND_OPINION} - SIGNALS


def test_an_unknown_guideline_is_refused_where_it_was_given() -> None:
    with pytest.raises(InvalidInput) as refused:
        POLICY.guideline("respect.politeness", pointer="/grounds/0")

    assert refused.value.errors[0].pointer == "/grounds/0"


def test_the_policy_is_read_once() -> None:
    assert load_policy() is load_policy()


def test_a_detector_that_a_guideline_does_not_name_never_fires_for_it() -> None:
    policy: Policy = POLICY

    assert policy.threshold("privacy.personal_data", "abuse") is None
    assert policy.threshold("no.such", "abuse") is None
    assert policy.threshold("privacy.personal_data", "personal_data") == 0.6
