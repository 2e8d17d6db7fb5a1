"""Package the template's functions and layers for the machine that runs them: this one.

Handlers run on the engine's Python, which is this environment's, so the layers' dependencies are there already; a layer
brings our own package only. `sam build` packages for the cloud.
"""

import hashlib
import io
import py_compile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import yaml

from local.template import Template, of_type

BUCKET = "redress-local-deploy"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same sources make the same archive, and so no update


def package(template: Template, root: Path) -> dict[str, bytes]:
    """Point the template at archives instead of folders; returns the archives by their key."""
    archives: dict[str, bytes] = {}

    def put(content: bytes) -> dict[str, str]:
        key = f"{hashlib.sha256(content).hexdigest()}.zip"
        archives[key] = content
        return {"Bucket": BUCKET, "Key": key}

    default = template.get("Globals", {}).get("Function", {}).get("CodeUri")
    for function in of_type(template, "AWS::Serverless::Function").values():
        properties = function["Properties"]
        properties["CodeUri"] = put(archive(root / properties.get("CodeUri", default)))
    template.get("Globals", {}).get("Function", {}).pop("CodeUri", None)
    for layer in of_type(template, "AWS::Serverless::LayerVersion").values():
        layer["Properties"]["ContentUri"] = put(layer_archive(root / layer["Properties"]["ContentUri"]))
        layer.pop("Metadata", None)
    for machine in of_type(template, "AWS::Serverless::StateMachine").values():
        properties = machine["Properties"]
        properties["Definition"] = _definition(root / properties.pop("DefinitionUri"))
    return archives


def _definition(path: Path) -> dict[str, Any]:
    definition: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return definition


def archive(folder: Path) -> bytes:
    return _zipped(_sources(folder, folder))


def layer_archive(folder: Path) -> bytes:
    """The packages in a layer's folder; one that holds requirements only becomes an empty layer."""
    packages = [found.parent for found in sorted(folder.glob("*/__init__.py"))]
    files = [("python/requirements.txt", (folder / "requirements.txt").read_bytes())]
    for found in packages:
        files += [(f"python/{name}", content) for name, content in _sources(found, folder)]
    return _zipped(files)


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in files:
            file.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def _sources(folder: Path, base: Path) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(base)
            if path.is_dir() or "__pycache__" in name.parts:
                continue
            yield name.as_posix(), path.read_bytes()
            if path.suffix == ".py":
                yield _compiled(path, name, Path(scratch) / "compiled")


def _compiled(path: Path, name: Path, output: Path) -> tuple[str, bytes]:
    """Each new worker process unpacks its code afresh and would compile it afresh."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(path), str(output), dfile=name.as_posix(), doraise=True, invalidation_mode=mode)
    return cache_from_source(name.as_posix()), output.read_bytes()
