"""A variant of the template for deploys that take over bit by bit and go back when an alarm rings.

SAM's aliases are not in template.yaml itself: SAM publishes a version for new code, but not for a parameter's new
value, and an alias would go on with the old one, unseen. Here each variant carries a stamp of its own, so that every
deploy is a new version of every function. A deploy without it takes the aliases away again.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from local.errors import CannotStart
from local.state import ROOT
from local.template import Template, of_type, read

ALIAS = "live"
PACES = (
    "Canary10Percent5Minutes",
    "Canary10Percent10Minutes",
    "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute",
    "Linear10PercentEvery10Minutes",
)
TURN_BACK = ("DoorFails", "TriageFails", "WorkflowFails")
VARIANT = "template.rollout.json"


def gradual(template: Template, pace: str, stamp: str) -> Template:
    if pace not in PACES:
        raise CannotStart(f"{pace} is no pace of a rollout. Choose one of {', '.join(PACES)}.")
    alarms = of_type(template, "AWS::CloudWatch::Alarm")
    everywhere = template["Globals"]["Function"]
    everywhere["AutoPublishAlias"] = ALIAS
    everywhere["AutoPublishAliasAllProperties"] = True
    everywhere["Environment"]["Variables"]["RELEASE"] = stamp
    everywhere["DeploymentPreference"] = {
        "Type": pace,
        "Alarms": [alarms[name]["Properties"]["AlarmName"] for name in TURN_BACK],
    }
    functions = of_type(template, "AWS::Serverless::Function").keys()
    for machine in of_type(template, "AWS::Serverless::StateMachine").values():
        substitutions: dict[str, Any] = machine["Properties"]["DefinitionSubstitutions"]
        for name, value in substitutions.items():
            if isinstance(value, dict) and value.get("Fn::GetAtt", [""])[0] in functions:
                substitutions[name] = {"Ref": f"{value['Fn::GetAtt'][0]}.Alias"}
    return template


def write(pace: str, root: Path = ROOT) -> Path:
    path = root / VARIANT  # beside template.yaml, whose paths are relative
    variant = gradual(read(root / "template.yaml"), pace, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    path.write_text(json.dumps(variant, indent=1, default=str) + "\n", encoding="utf-8")
    return path


def main(arguments: Sequence[str]) -> int:
    try:
        print(f"Wrote {write(' '.join(arguments)).name}")
    except CannotStart as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
