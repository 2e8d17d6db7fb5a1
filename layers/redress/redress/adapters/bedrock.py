"""Amazon Bedrock: one question to one model by Converse, without tools. What fails there is no failure of a case."""

from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from redress.errors import NoOpinion
from redress.ports import Advice

# One try: a second one would be a second question, and the person who decides is not kept waiting.
CONFIG = Config(retries={"mode": "standard", "total_max_attempts": 1}, connect_timeout=2, read_timeout=12)
MOST_TOKENS = 700
WHOLE = frozenset({"end_turn", "stop_sequence"})
CUT_OFF = frozenset({"max_tokens", "model_context_window_exceeded"})


class BedrockAdviser:
    def __init__(self, model: str) -> None:
        self._model = model

    @property
    def name(self) -> str:
        return self._model

    @cached_property
    def _client(self) -> Any:
        return boto3.client("bedrock-runtime", config=CONFIG)

    def ask(self, instructions: str, data: str) -> Advice:
        try:
            answer = self._client.converse(
                modelId=self._model,
                system=[{"text": instructions}],
                messages=[{"role": "user", "content": [{"text": data}]}],
                inferenceConfig={"maxTokens": MOST_TOKENS, "temperature": 0},
            )
        except ClientError as failure:
            code = failure.response.get("Error", {}).get("Code", "")
            raise NoOpinion("unreachable", f"Bedrock answered {code}.") from failure
        except (BotoCoreError, ResponseParserError, ValueError, TypeError, AttributeError) as failure:
            # The last three come out of botocore's own reading, where an answer is of a kind that nobody foresaw.
            raise NoOpinion("unreachable", f"Bedrock did not answer: {type(failure).__name__}.") from failure
        return _advice(answer)


def _advice(answer: Any) -> Advice:
    reason = answer.get("stopReason", "")
    if not reason or reason in CUT_OFF:
        raise NoOpinion("unusable", f"The answer is not whole ({reason or 'no reason given'}).")
    if reason not in WHOLE:
        raise NoOpinion("refused", f"The model stopped for another reason ({reason}).")
    content = answer.get("output", {}).get("message", {}).get("content", ())
    words = "".join(part["text"] for part in content if isinstance(part.get("text"), str))
    usage = answer.get("usage", {})
    return Advice(words, int(usage.get("inputTokens", 0)) + int(usage.get("outputTokens", 0)))
