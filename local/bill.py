"""Add the desk's libraries to the bill of materials: they ship in the layer, and no Python tool sees them.

Needs nothing but the standard library, like `local.vendoring`: `make build` runs it before there is an environment.
"""

import json
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def libraries(root: Path = ROOT) -> list[dict[str, Any]]:
    wanted = json.loads((root / "desk/package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((root / "desk/package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [_component(name, locked[f"node_modules/{name}"]) for name in sorted(wanted)]


def _component(name: str, locked: dict[str, Any]) -> dict[str, Any]:
    reference = f"pkg:npm/{name}@{locked['version']}"
    digest = b64decode(locked["integrity"].removeprefix("sha512-")).hex()
    return {
        "type": "library",
        "bom-ref": reference,
        "name": name,
        "version": locked["version"],
        "purl": reference,
        "hashes": [{"alg": "SHA-512", "content": digest}],
        **({"licenses": [{"license": {"id": locked["license"]}}]} if "license" in locked else {}),
    }


def add(path: Path, root: Path = ROOT) -> int:
    bill = json.loads(path.read_text(encoding="utf-8"))
    added = libraries(root)
    known = {each["bom-ref"] for each in added}
    bill["components"] = [each for each in bill["components"] if each["bom-ref"] not in known] + added
    path.write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8")
    return len(bill["components"])


if __name__ == "__main__":
    bill_path = Path(sys.argv[1])
    print(f"{bill_path} names {add(bill_path)} packages")
