"""The alarms of a stack on the engine, as whoever is on duty hears of them.

The engine judges alarms and writes of them. What CloudWatch does besides is done here: the metrics that our functions
write into their logs are read, failures of functions that the workflow calls are counted. An alarm looks at the time
since the last act, not at five minutes, and must ring by its own dimensions: the engine judges by the metric's name.
"""

import json
import operator
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import boto3

from local.deploy import STACK
from tests.engine.laptop import Laptop
from tests.engine.speaking import executions

GIVEN = (
    *("AlarmName", "AlarmDescription", "AlarmActions", "OKActions", "Namespace", "MetricName", "Dimensions"),
    *("Statistic", "Threshold", "ComparisonOperator", "TreatMissingData"),
)
ENDS = {"TaskFailed": 1, "TaskSucceeded": 0}
CROSSES = {"GreaterThanThreshold": operator.gt, "LessThanThreshold": operator.lt}


class Watch:
    def __init__(self, laptop: Laptop) -> None:
        self._laptop = laptop
        session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1")
        self._metrics: Any = session.client("cloudwatch", endpoint_url=laptop.engine_url)
        self._logs: Any = session.client("logs", endpoint_url=laptop.engine_url)
        self._topics: Any = session.client("sns", endpoint_url=laptop.engine_url)
        found = laptop.cloud.cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
        self._names = {each["LogicalResourceId"]: each.get("PhysicalResourceId", "") for each in found}
        # By name: the engine stumbles where its groups are listed while somebody writes.
        self._groups = [each["PhysicalResourceId"] for each in found if each["ResourceType"] == "AWS::Logs::LogGroup"]
        self._read: set[tuple[object, ...]] = set()
        self._began = datetime.now(UTC)
        self._post = laptop.cloud.queues.create_queue(QueueName=f"on-duty-{uuid4().hex}")["QueueUrl"]
        post = self._post.rpartition("/")[2]
        self._topics.subscribe(
            TopicArn=self._names["Alarms"], Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:000000000000:{post}"
        )
        self.begin()

    def begin(self) -> None:
        """From here on it counts. A second apart, for alarms look back by whole ones."""
        self._since = time.time()
        time.sleep(1)

    def rings(self, alarm: str) -> bool:
        self._carry()
        given = self._alarm(alarm)
        window = int(time.time() - self._since)
        self._metrics.put_metric_alarm(**{name: given[name] for name in GIVEN}, EvaluationPeriods=1, Period=window)
        return self._alarm(alarm)["StateValue"] == "ALARM" and self._by_its_own_dimensions(given)

    def letters(self) -> list[tuple[str, str]]:
        """Which alarm was told of, and what: taken from the post."""
        answer = self._laptop.cloud.queues.receive_message(QueueUrl=self._post, MaxNumberOfMessages=10)
        found = []
        for message in answer.get("Messages", []):
            self._laptop.cloud.queues.delete_message(QueueUrl=self._post, ReceiptHandle=message["ReceiptHandle"])
            said = json.loads(json.loads(message["Body"])["Message"])
            found.append((said["AlarmName"], said["NewStateValue"]))
        return found

    def name_of(self, alarm: str) -> str:
        return self._names[alarm]

    def _alarm(self, alarm: str) -> dict[str, Any]:
        found: dict[str, Any] = self._metrics.describe_alarms(AlarmNames=[self._names[alarm]])["MetricAlarms"][0]
        return found

    def _by_its_own_dimensions(self, alarm: dict[str, Any]) -> bool:
        now = datetime.now(UTC)
        points = self._metrics.get_metric_statistics(
            Namespace=alarm["Namespace"],
            MetricName=alarm["MetricName"],
            Dimensions=alarm["Dimensions"],
            Statistics=[alarm["Statistic"]],
            Period=86_400,
            StartTime=datetime.fromtimestamp(self._since, UTC),
            EndTime=now + timedelta(minutes=1),
        )["Datapoints"]
        crosses = CROSSES[alarm["ComparisonOperator"]]
        return any(crosses(point[alarm["Statistic"]], alarm["Threshold"]) for point in points)

    def _carry(self) -> None:
        for group in self._groups:
            asked = {"logGroupName": group, "startTime": int(self._since * 1000)}
            for event in self._logs.filter_log_events(**asked)["events"]:
                seen = event["logStreamName"], event["timestamp"], event["message"]
                if seen not in self._read and '"_aws"' in event["message"]:
                    self._read.add(seen)
                    self._put(json.loads(event["message"][event["message"].index("{") :]))

        for execution in executions(self._laptop):
            if execution["startDate"] >= self._began:
                self._count_failures(execution["executionArn"])

    def _count_failures(self, execution: str) -> None:
        state = ""
        for event in self._laptop.cloud.workflows.get_execution_history(executionArn=execution)["events"]:
            state = event.get("stateEnteredEventDetails", {}).get("name", state)
            if event["type"] in ENDS and (execution, event["id"]) not in self._read:
                self._read.add((execution, event["id"]))
                function = [{"Name": "FunctionName", "Value": self._names.get(f"{state}Function", state)}]
                errors = {"MetricName": "Errors", "Dimensions": function, "Timestamp": event["timestamp"]}
                self._metrics.put_metric_data(
                    Namespace="AWS/Lambda", MetricData=[{**errors, "Value": ENDS[event["type"]]}]
                )

    def _put(self, line: dict[str, Any]) -> None:
        for directive in line["_aws"]["CloudWatchMetrics"]:
            self._metrics.put_metric_data(
                Namespace=directive["Namespace"],
                MetricData=[
                    {
                        "MetricName": metric["Name"],
                        "Dimensions": [{"Name": name, "Value": line[name]} for name in directive["Dimensions"][0]],
                        "Timestamp": datetime.fromtimestamp(line["_aws"]["Timestamp"] / 1000, UTC),
                        "Values": line[metric["Name"]],
                    }
                    for metric in directive["Metrics"]
                ],
            )
