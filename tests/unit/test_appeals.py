from redress.appeals import Plea, appeal
from redress.intake import author_token, reporter_token
from redress.model import Case
from tests.builders.world import World


def appealed(world: World, case_id: str, *, by_author: bool = False, explanation: str = "I do not agree.") -> Case:
    decision = world.decision_of(case_id)
    report = world.reports.of_case(case_id).items[0]
    token = author_token(decision, world.seal) if by_author else reporter_token(decision, report.report_id, world.seal)
    return appeal(
        token,
        Plea(explanation=explanation),
        cases=world.cases,
        workflow=world.workflow,
        seal=world.seal,
        policy=world.policy,
        clock=world.clock,
    )
