"""A stack of its own whose functions are metered: what was spent between two moments, under the names of the prices."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import boto3

from bench.prices import Spent
from bench.units import METER, Taken
from local.deploy import STACK
from local.engine import REGION
from tests.engine.laptop import Laptop

HTTP = {"IntakeApiFunction", "DeskApiFunction", "PagesFunction"}
CLOCKWORK = "SweepFunction"
"""Woken each minute, whatever a path does. What it takes is the price of standing still."""
WHOLE_PROCESSOR = 1769
"""Megabytes of memory with which a function has a whole processor; with less it has that share of one."""
WAIT = 0.005
"""Seconds that a request to AWS is waited for, assumed: the local engine's answer says nothing about it."""
LOG_LINE = 26
"""Bytes that CloudWatch adds to each line."""
ACCESS_LINE = 260
"""Bytes of the API's own log for one call: the format in the template, with its variables filled in by hand."""
NOT_LOGGED = ("END ", "REPORT ")
"""Lines that the engine writes and AWS does not, at the log level of the template."""
TICKS = os.sysconf("SC_CLK_TCK")
QUIET = 2.5
"""Seconds without a request after which a path has come to its end."""
SERVICES = {"sqs.": "queue_request", "secretsmanager.": "secret_read", "ses.": "mail_out"}
BUCKET = {"GET": "bucket_get", "HEAD": "bucket_get", "PUT": "bucket_put", "POST": "bucket_put", "DELETE": ""}


class Function(NamedTuple):
    name: str
    memory: int
    log_group: str


class Reading(NamedTuple):
    """Where the meters stand."""

    at: int
    requests: int
    processor: Mapping[int, tuple[str, float]]
    transitions: int


class Used(NamedTuple):
    """What one of several took: priced things, and what each function did for it."""

    spent: Spent
    detail: Mapping[str, float]


class MeteredLaptop(Laptop):
    command = "bench.metered_up"
    functions: dict[str, Function]

    def name_functions(self) -> None:
        """Have each function say in its user agent which it is."""
        pages = self.cloud.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        found = [each for page in pages for each in page["StackResourceSummaries"]]
        self.functions = {}
        for each in found:
            if each["ResourceType"] == "AWS::Lambda::Function":
                self.name(each["PhysicalResourceId"], each["LogicalResourceId"])

    def name(self, physical: str, logical: str) -> None:
        known = self.cloud.functions.get_function_configuration(FunctionName=physical)
        variables = {**known.get("Environment", {}).get("Variables", {}), "AWS_SDK_UA_APP_ID": logical}
        self.cloud.functions.update_function_configuration(FunctionName=physical, Environment={"Variables": variables})
        group = known.get("LoggingConfig", {}).get("LogGroup") or f"/aws/lambda/{physical}"
        self.functions[physical] = Function(logical, known["MemorySize"], group)

    def settle(self) -> None:
        """Until nobody asked for anything for a while: streams, queues and workflows have come to rest."""
        file = self.state.root / METER
        file.touch()
        while time.time() - file.stat().st_mtime < QUIET:
            time.sleep(0.1)

    @contextmanager
    def streams_held(self) -> Iterator[None]:
        functions = self.cloud.functions
        found = functions.get_paginator("list_event_source_mappings").paginate()
        held = [
            each["UUID"]
            for page in found
            for each in page["EventSourceMappings"]
            if "/stream/" in each["EventSourceArn"]
        ]
        for each in held:
            functions.update_event_source_mapping(UUID=each, Enabled=False)
        try:
            yield
        finally:
            for each in held:
                functions.update_event_source_mapping(UUID=each, Enabled=True)

    def read(self) -> Reading:
        self.settle()
        return Reading(int(time.time() * 1000), len(self._taken()), self._processor(), self._transitions())

    def used(self, before: Reading, times: int, *, workflows_ended: int = 0) -> Used:
        """`times` things were done since `before`; what one of them took."""
        after = self.read()
        total: dict[str, float] = defaultdict(float)
        detail: dict[str, float] = defaultdict(float)
        busy: dict[str, float] = defaultdict(float)
        for taken in self._taken()[before.requests :]:
            if taken.function == CLOCKWORK:
                continue
            busy[taken.function] += WAIT
            detail[f"{taken.function}: {taken.operation}"] += 1
            detail[f"{taken.function}: units written"] += taken.writes
            detail[f"{taken.function}: units read"] += taken.reads
            total["write_unit"] += taken.writes
            total["read_unit"] += taken.reads
            total["queue_request"] += 2 * taken.messages  # each is taken out and let go by itself, at the worst
            if priced := _priced(taken.operation):
                total[priced] += 1
        for name, seconds in _processor_between(before, after):
            busy[name] += seconds * max(1, WHOLE_PROCESSOR / self._memory(name))
            detail[f"{name}: processor ms"] += 1000 * seconds
        for name, seconds in busy.items():
            total["gb_second"] += seconds * self._memory(name) / 1024
        for name, lines in self._logged(before.at):
            calls = sum(line.startswith("START ") for line in lines)
            said = [line for line in lines if not line.startswith(("START ", *NOT_LOGGED))]
            total["invocation"] += calls
            total["http_call"] += calls if name in HTTP else 0
            total["log_byte"] += sum(len(line.encode()) + LOG_LINE for line in said)
            total["log_byte"] += calls * (ACCESS_LINE + LOG_LINE) if name in HTTP else 0
            detail[f"{name}: invocations"] += calls
            detail[f"{name}: log bytes"] += sum(len(line.encode()) + LOG_LINE for line in said)
        total["transition"] += after.transitions - before.transitions
        total["queue_request"] += 3 * workflows_ended  # each sends a message itself: sent, taken out, let go
        return Used(_each(total, times), _each(detail, times))

    def client(self, service: str) -> Any:
        """One that the laptop itself has no use for."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.engine_url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - the engine's, which opens nothing
        )

    def _memory(self, name: str) -> int:
        return next(each.memory for each in self.functions.values() if each.name == name)

    def _taken(self) -> list[Taken]:
        lines = (self.state.root / METER).read_text().splitlines()
        return [Taken(**json.loads(line)) for line in lines]

    def _logged(self, since: int) -> Iterator[tuple[str, list[str]]]:
        logs = self.client("logs")
        groups = {
            each["logGroupName"]
            for page in logs.get_paginator("describe_log_groups").paginate()
            for each in page["logGroups"]
        }
        for each in self.functions.values():
            if each.name == CLOCKWORK or each.log_group not in groups:
                continue
            pages = logs.get_paginator("filter_log_events").paginate(logGroupName=each.log_group, startTime=since)
            yield each.name, [event["message"] for page in pages for event in page["events"]]

    def _processor(self) -> dict[int, tuple[str, float]]:
        """Seconds that each worker of a function has computed, by its process."""
        group = json.loads((self.state.root / "engine.json").read_text())["pid"]
        found = {}
        for place in Path("/proc").iterdir():
            if not place.name.isdigit():
                continue
            try:
                fields = (place / "stat").read_text().rpartition(")")[2].split()
                if int(fields[2]) != group:
                    continue
                environment = (place / "environ").read_bytes().split(b"\0")
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended while we looked
            named = next((each for each in environment if each.startswith(b"AWS_SDK_UA_APP_ID=")), b"")
            if named:
                seconds = (int(fields[11]) + int(fields[12])) / TICKS
                found[int(place.name)] = (named.partition(b"=")[2].decode(), seconds)
        return found

    def _transitions(self) -> int:
        workflows = self.cloud.workflows
        pages = workflows.get_paginator("list_executions").paginate(stateMachineArn=self.outputs["WorkflowArn"])
        arns = [each["executionArn"] for page in pages for each in page["executions"]]
        return sum(
            event["type"].endswith("StateEntered")
            for arn in arns
            for page in workflows.get_paginator("get_execution_history").paginate(executionArn=arn)
            for event in page["events"]
        )


def _priced(operation: str) -> str:
    if operation.startswith("s3."):
        return BUCKET[operation.partition(".")[2]]
    return next((price for service, price in SERVICES.items() if operation.startswith(service)), "")


def _processor_between(before: Reading, after: Reading) -> Iterator[tuple[str, float]]:
    for pid, (name, seconds) in after.processor.items():
        known = before.processor.get(pid)
        if name != CLOCKWORK:
            yield name, seconds - (known[1] if known else 0)


def _each(total: Mapping[str, float], times: int) -> Spent:
    return {name: amount / times for name, amount in total.items()}
