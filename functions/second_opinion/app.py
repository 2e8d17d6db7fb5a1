"""Workflow task: ask a language model about a case that the detectors leave open."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.second_opinion import ask_second_opinion
from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    wired = desk()
    asked = ask_second_opinion(
        event["case_id"],
        cases=wired.cases,
        reviews=wired.reviews,
        adviser=wired.adviser,
        counters=wired.counters,
        policy=wired.policy,
        clock=wired.clock,
    )
    count("SecondOpinionsGiven", int(asked.outcome == "given"), case_id=event["case_id"], outcome=asked.outcome)
    count("SecondOpinionsMissed", int(asked.outcome != "given"))
    count("SecondOpinionTokens", asked.tokens)
