"""Where the policy sends a case, and why."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.model import Finding, LegalKind, Priority, Queue, Route, Routing
from redress.policy import load_policy, route

POLICY = load_policy()
CONTESTED = [each.id for each in POLICY.guidelines if each.contested]
FOR_PEOPLE = [each.id for each in POLICY.guidelines if not each.machine_may_decide]


def found(guideline: str, score: float = 0.99, *, fired: bool = True) -> Finding:
    return Finding(
        guideline=guideline,
        score=score,
        fired=fired,
        spans=((0, 4),),
        detector="test",
        version="1",
        reason="The reason.",
    )


COURT_ORDER = "legal:court_order"


def routed(*findings: Finding, claims: tuple[str, ...] = (), known: bool = True) -> Routing:
    return route(POLICY, findings, claims, known=known)


class TestTakedown:
    def test_a_clear_phone_number_is_taken_down_with_its_ground(self) -> None:
        routing = routed(found("privacy.personal_data", 0.98))

        assert routing.route is Route.TAKEDOWN
        assert routing.grounds == ("privacy.personal_data",)
        assert "The reason." in routing.why
        assert routing.policy_version == POLICY.version

    def test_what_only_looks_like_a_phone_number_goes_to_a_person(self) -> None:
        routing = routed(found("privacy.personal_data", 0.8))

        assert (routing.route, routing.queue) == (Route.HUMAN_REVIEW, Queue.PRIVACY)

    def test_a_finding_that_did_not_fire_takes_nothing_down(self) -> None:
        assert routed(found("privacy.personal_data", 0.99, fired=False)).route is Route.HUMAN_REVIEW

    def test_two_clear_grounds_are_both_named(self) -> None:
        routing = routed(found("promotion.external_link"), found("privacy.personal_data"))

        assert set(routing.grounds) == {"privacy.personal_data", "promotion.external_link"}

    def test_a_machine_never_names_a_ground_that_people_must_judge(self) -> None:
        routing = routed(found("privacy.personal_data"), found("relevance.off_topic"))

        assert routing.route is Route.TAKEDOWN
        assert routing.grounds == ("privacy.personal_data",)

    @pytest.mark.parametrize("guideline", FOR_PEOPLE)
    def test_what_is_for_people_is_never_taken_down_however_sure_the_detector(self, guideline: str) -> None:
        assert routed(found(guideline, 1.0)).route is not Route.TAKEDOWN

    def test_beside_a_threat_a_person_looks_at_once(self) -> None:
        routing = routed(found("privacy.personal_data"), found("respect.threat", 0.8))

        assert (routing.route, routing.queue, routing.priority) == (Route.HUMAN_REVIEW, Queue.ABUSE, Priority.URGENT)
        assert set(routing.grounds) == {"privacy.personal_data", "respect.threat"}


class TestLegalReview:
    @pytest.mark.parametrize("kind", list(LegalKind))
    def test_every_legal_claim_goes_to_the_lawyers(self, kind: LegalKind) -> None:
        routing = routed(claims=(f"legal:{kind}",))

        assert (routing.route, routing.queue) == (Route.LEGAL_REVIEW, Queue.LEGAL)

    def test_a_court_order_is_urgent_and_due_the_same_day(self) -> None:
        routing = routed(claims=(COURT_ORDER,))

        assert routing.priority is Priority.URGENT
        assert routing.within <= timedelta(hours=12)

    def test_the_most_pressing_of_several_claims_counts(self) -> None:
        routing = routed(claims=("legal:copyright_notice", COURT_ORDER))

        assert routing.priority is Priority.URGENT
        assert "copyright notice and court order" in routing.why

    def test_a_legal_claim_outweighs_what_a_machine_could_decide(self) -> None:
        routing = routed(found("privacy.personal_data"), claims=(COURT_ORDER,))

        assert routing.route is Route.LEGAL_REVIEW
        assert routing.grounds == ("privacy.personal_data",)

    def test_a_court_order_on_an_unknown_review_is_still_for_the_lawyers(self) -> None:
        assert routed(claims=(COURT_ORDER,), known=False).route is Route.LEGAL_REVIEW

    def test_a_damaging_fact_opens_the_legal_questions(self) -> None:
        assert routed(found("respect.defamation", 0.7), found("relevance.off_topic", 0.7)).route is Route.LEGAL_REVIEW

    def test_but_danger_does_not_wait_for_a_lawyer(self) -> None:
        assert routed(found("respect.defamation"), found("respect.threat")).queue is Queue.ABUSE

    def test_a_reporter_who_names_defamation_reaches_the_lawyers(self) -> None:
        assert routed(claims=("respect.defamation",)).route is Route.LEGAL_REVIEW


class TestHumanReview:
    def test_without_finding_or_claim_a_person_looks(self) -> None:
        routing = routed()

        assert (routing.route, routing.queue) == (Route.HUMAN_REVIEW, Queue.GENERAL)
        assert routing.grounds == ()

    def test_the_guideline_that_the_reporter_named_chooses_the_queue(self) -> None:
        assert routed(claims=("promotion.competitor",)).queue is Queue.PROMOTION

    def test_a_claim_alone_is_no_ground(self) -> None:
        assert routed(claims=("privacy.personal_data",)).grounds == ()

    def test_the_most_pressing_claim_leads(self) -> None:
        assert routed(claims=("relevance.off_topic", "respect.threat", "respect.defamation")).queue is Queue.ABUSE

    def test_a_review_nobody_told_us_of_goes_to_a_person(self) -> None:
        routing = routed(claims=("privacy.personal_data",), known=False)

        assert (routing.route, routing.queue) == (Route.HUMAN_REVIEW, Queue.GENERAL)

    def test_what_reporters_named_otherwise_is_shown_beside_what_was_found(self) -> None:
        routing = routed(found("respect.harassment", 0.8), claims=("authenticity.fake",))

        assert routing.queue is Queue.ABUSE
        assert "No experience of one's own" in routing.why

    def test_the_union_of_what_was_found_is_kept(self) -> None:
        routing = routed(found("respect.harassment", 0.8), found("promotion.compensated", 0.7))

        assert routing.grounds == ("respect.harassment", "promotion.compensated")

    def test_a_finding_on_a_guideline_that_is_no_more_is_left_out(self) -> None:
        assert routed(found("respect.politeness")).grounds == ()

    @pytest.mark.parametrize("guideline", CONTESTED)
    def test_contested_kinds_always_reach_a_person(self, guideline: str) -> None:
        assert routed(found(guideline, 1.0)).route in {Route.HUMAN_REVIEW, Route.LEGAL_REVIEW}


class TestRedirect:
    def test_a_seller_rating_belongs_elsewhere(self) -> None:
        routing = routed(claims=("redirect:seller_rating",))

        assert routing.route is Route.REDIRECT
        assert "rating of a seller" in routing.why

    def test_but_not_when_a_guideline_is_named_as_well(self) -> None:
        assert routed(claims=("redirect:order", "respect.threat")).route is Route.HUMAN_REVIEW

    def test_nor_when_something_was_found(self) -> None:
        assert routed(found("privacy.personal_data"), claims=("redirect:order",)).route is Route.TAKEDOWN

    def test_a_mark_nobody_knows_goes_to_a_person(self) -> None:
        assert routed(claims=("redirect:weather",)).route is Route.HUMAN_REVIEW


some_findings = st.lists(
    st.builds(found, st.sampled_from(sorted(POLICY.ids)), st.floats(0, 1), fired=st.booleans()),
    max_size=6,
)
some_claims = st.sets(
    st.sampled_from([*sorted(POLICY.ids), *(f"legal:{kind}" for kind in LegalKind), "redirect:order", "evidence:x"]),
)


@given(findings=some_findings, claims=some_claims, known=st.booleans())
def test_nothing_is_removed_without_a_clear_uncontested_ground(
    findings: list[Finding],
    claims: set[str],
    known: bool,
) -> None:
    routing = route(POLICY, findings, claims, known=known)

    assert routing.why
    if routing.route is Route.TAKEDOWN:
        assert known
        assert routing.grounds
        assert not any(claim.startswith("legal:") for claim in claims)
        for ground in routing.grounds:
            guideline = POLICY.guideline(ground)
            assert guideline.machine_may_decide
            assert any(each.guideline == ground and each.fired and each.score >= 0.95 for each in findings)


@given(findings=some_findings, claims=some_claims)
def test_the_order_of_findings_does_not_matter(findings: list[Finding], claims: set[str]) -> None:
    assert route(POLICY, findings, claims).grounds == route(POLICY, findings[::-1], claims).grounds
