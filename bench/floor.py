"""The least that anything behind an API can cost: one call, one invocation, one write, and nothing beside."""

import io
import json
import zipfile

from bench.metered import MeteredLaptop
from local.engine import REGION

CODE = """
import json
import boto3
table = boto3.client("dynamodb")

def handler(event, context):
    event = json.loads(event["body"]) if "body" in event else event
    table.put_item(TableName=event["table"], Item={"pk": {"S": event["key"]}, "sk": {"S": "FLOOR"},
                   "document": {"S": event["document"]}})
    return {"statusCode": 202}
"""
NAME = "bare"
DOCUMENT = json.dumps({"review_id": "R1", "explanation": "It is not about the product at all. " * 12})


def put_up(laptop: MeteredLaptop) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("app.py", CODE)
    laptop.cloud.functions.create_function(
        FunctionName=NAME,
        Runtime="python3.13",
        Role="arn:aws:iam::000000000000:role/bare",
        Handler="app.handler",
        Code={"ZipFile": packed.getvalue()},
        MemorySize=512,
        Timeout=10,
    )
    laptop.name(NAME, "Bare")


def open_a_door(laptop: MeteredLaptop) -> None:
    """The function behind the API, for all."""
    doors = laptop.client("apigatewayv2")
    api, arn = laptop.outputs["HttpApiId"], f"arn:aws:lambda:{REGION}:000000000000:function:{NAME}"
    made = doors.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
    )
    doors.create_route(ApiId=api, RouteKey=f"POST /{NAME}", Target=f"integrations/{made['IntegrationId']}")


def knock(laptop: MeteredLaptop, key: str) -> None:
    answer = laptop.api.post(f"/{NAME}", json=_event(laptop, key))
    if answer.status_code != 202:
        raise RuntimeError(f"{answer.status_code} {answer.text}")


def call(laptop: MeteredLaptop, key: str) -> None:
    answer = laptop.cloud.functions.invoke(FunctionName=NAME, Payload=json.dumps(_event(laptop, key)).encode())
    if answer.get("FunctionError"):
        raise RuntimeError(answer["Payload"].read().decode())


def _event(laptop: MeteredLaptop, key: str) -> dict[str, str]:
    return {"table": laptop.outputs["TableName"], "key": f"FLOOR#{key}", "document": DOCUMENT}
