"""The least that anything behind an API can cost: one call, one invocation, one write, and nothing beside."""

import io
import json
import zipfile

from bench.metered import MeteredLaptop

CODE = """
import boto3
table = boto3.client("dynamodb")

def handler(event, context):
    table.put_item(TableName=event["table"], Item={"pk": {"S": event["key"]}, "sk": {"S": "FLOOR"},
                   "document": {"S": event["document"]}})
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


def call(laptop: MeteredLaptop, key: str) -> None:
    event = {"table": laptop.outputs["TableName"], "key": f"FLOOR#{key}", "document": DOCUMENT}
    answer = laptop.cloud.functions.invoke(FunctionName=NAME, Payload=json.dumps(event).encode())
    if answer.get("FunctionError"):
        raise RuntimeError(answer["Payload"].read().decode())
