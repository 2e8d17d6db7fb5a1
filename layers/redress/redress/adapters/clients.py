"""AWS clients, made once for each process with retries and time-outs that fit a function's life."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

CONFIG = Config(retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=3, read_timeout=20)


@cache
def client(service: str) -> Any:
    return boto3.client(service, config=CONFIG)  # type: ignore[call-overload]
