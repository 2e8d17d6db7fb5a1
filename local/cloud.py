"""AWS's own clients, pointed at the engine."""

import json
import os
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

    from redress.wiring import Wiring

CONFIG = Config(retries={"total_max_attempts": 2}, connect_timeout=5, read_timeout=60)


class Cloud:
    def __init__(self, url: str, region: str = "us-east-1") -> None:
        self._url = url
        self._session = boto3.Session(
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - the engine's, which opens nothing
            region_name=region,
        )

    @cached_property
    def cloudformation(self) -> "CloudFormationClient":
        return self._session.client("cloudformation", endpoint_url=self._url, config=CONFIG)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return self._session.client("dynamodb", endpoint_url=self._url, config=CONFIG)

    @cached_property
    def functions(self) -> "LambdaClient":
        return self._session.client("lambda", endpoint_url=self._url, config=CONFIG)

    @cached_property
    def objects(self) -> "S3Client":
        return self._session.client("s3", endpoint_url=self._url, config=CONFIG)

    @cached_property
    def secrets(self) -> "SecretsManagerClient":
        return self._session.client("secretsmanager", endpoint_url=self._url, config=CONFIG)

    @cached_property
    def mail(self) -> "SESV2Client":
        return self._session.client("sesv2", endpoint_url=self._url, config=CONFIG)

    @cached_property
    def queues(self) -> "SQSClient":
        return self._session.client("sqs", endpoint_url=self._url, config=CONFIG)

    @cached_property
    def workflows(self) -> "SFNClient":
        return self._session.client("stepfunctions", endpoint_url=self._url, config=CONFIG)


def platform_secret(url: str, outputs: dict[str, str]) -> tuple[str, str]:
    """The key that the platform and the stack share, and its id."""
    kept = Cloud(url).secrets.get_secret_value(SecretId=outputs["PlatformSecretArn"])["SecretString"]
    secret = json.loads(kept)
    return secret["kid"], secret["key"]


def wired(url: str, outputs: Mapping[str, str]) -> "Wiring":
    """The product's own stores over the engine's things: its adapters take their address from the environment."""
    from redress.wiring import Wiring

    os.environ |= {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    return Wiring({"TABLE_NAME": outputs["TableName"], "AUDIT_BUCKET": outputs["AuditBucketName"]})


def mail_bucket(url: str, bucket: str) -> Callable[[str, bytes], None]:
    objects = Cloud(url).objects

    def put(key: str, mail: bytes) -> None:
        try:
            objects.put_object(Bucket=bucket, Key=key, Body=mail)
        except (BotoCoreError, ClientError) as failed:
            raise ConnectionError(str(failed)) from failed

    return put
