"""Fetch the few libraries that the desk's pages load, so that nothing is asked of another host when they run.

`desk/package.json` says which and which of their files, `desk/package-lock.json` which exact content. They come from
the npm registry, are checked against the lock and unpacked. No Node, no bundler: the standard library alone.
"""

import base64
import hashlib
import http.client
import io
import json
import os
import re
import shutil
import sys
import tarfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from local.errors import CannotStart

ROOT = Path(__file__).resolve().parents[1]
PUBLIC_REGISTRY = "https://registry.npmjs.org/"
SHIPPED = Path("layers/redress/redress/pages/assets/vendor")
FOR_TESTS = Path("tests/browser/vendor")
STAMP = ".fetched"
LARGEST = 20 * 1024 * 1024
SECONDS = 60
SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)

Fetch = Callable[[str], bytes]


class Wanted(NamedTuple):
    """A package at one version, with its files by the names that they get here."""

    name: str
    version: str
    integrity: str
    files: dict[str, str]


def vendor(root: Path = ROOT, fetch: Fetch | None = None, registry: str | None = None) -> list[str]:
    """Fetch what is not there yet; returns what was fetched."""
    package, locked = _read(root / "desk/package.json"), _read(root / "desk/package-lock.json")["packages"]
    renamed = package["imports renamed"]
    fetched = []
    for folder, kind in ((SHIPPED, "dependencies"), (FOR_TESTS, "devDependencies")):
        wanted = list(_wanted(package, kind, locked))
        stamp = hashlib.sha256(json.dumps([wanted, renamed]).encode()).hexdigest()
        target = root / folder
        if _stamp_of(target) == stamp:
            continue
        contents: dict[str, bytes] = {}
        for each in wanted:
            archive = (fetch or _fetched)(address(each, registry or registry_of(os.environ, Path.home())))
            contents |= _unpacked(each, archive)
            fetched.append(f"{each.name} {each.version}")
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for name, content in contents.items():
            (target / name).write_bytes(_at_home(content, renamed) if name.endswith(".js") else content)
        (target / STAMP).write_text(stamp)
    return fetched


def registry_of(env: os._Environ[str] | dict[str, str], home: Path) -> str:
    """Where npm itself would look: the environment, then the person's own settings, then the public registry."""
    said = env.get("npm_config_registry") or env.get("NPM_CONFIG_REGISTRY") or ""
    settings = home / ".npmrc"
    if not said and settings.is_file():
        for line in settings.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition("=")
            if name.strip() == "registry":
                said = value.strip().strip("\"'")
    return (said or PUBLIC_REGISTRY).rstrip("/") + "/"


def address(wanted: Wanted, registry: str) -> str:
    return f"{registry}{wanted.name}/-/{wanted.name.rpartition('/')[2]}-{wanted.version}.tgz"


def _wanted(package: dict[str, Any], kind: str, locked: dict[str, Any]) -> Iterator[Wanted]:
    for name, version in package[kind].items():
        lock = locked.get(f"node_modules/{name}", {})
        if lock.get("version") != version or not str(lock.get("integrity", "")).startswith("sha512-"):
            raise CannotStart(
                f"desk/package-lock.json does not lock {name} {version}. Renew it: npm install --prefix desk"
            )
        yield Wanted(name, version, lock["integrity"], package["files taken"][name])


def _unpacked(wanted: Wanted, archive: bytes) -> dict[str, bytes]:
    """The files we take, out of an archive that is exactly the one that was locked."""
    digest = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if f"sha512-{digest}" != wanted.integrity:
        raise CannotStart(
            f"What came for {wanted.name} {wanted.version} is not what desk/package-lock.json locks; it was not used."
        )
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as packed:
        for inside, outside in wanted.files.items():
            held = f"package/{inside}" in packed.getnames()
            member = packed.extractfile(f"package/{inside}") if held else None
            if member is None:
                raise CannotStart(f"{wanted.name} {wanted.version} has no file {inside}.")
            found[outside] = member.read()
    return found


def _at_home(content: bytes, renamed: dict[str, str]) -> bytes:
    """A browser finds a module by its path: bare names become paths. Maps are not taken along, so none is named."""
    for name, path in renamed.items():
        content = content.replace(f'from"{name}"'.encode(), f'from"{path}"'.encode())
    return SOURCE_MAP.sub(b"", content)


def _fetched(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - the registry's own address
            content: bytes = answer.read(LARGEST)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as unreachable:
        raise CannotStart(
            f"{url} could not be fetched ({unreachable}).\nThe desk's pages need it once. Is an npm registry reachable "
            "from here? Another one is named by npm_config_registry=https://… or by ~/.npmrc."
        ) from None
    return content


def _stamp_of(folder: Path) -> str:
    stamp = folder / STAMP
    return stamp.read_text() if stamp.is_file() else ""


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def main() -> int:
    try:
        fetched = vendor()
    except CannotStart as refused:
        print(refused, file=sys.stderr)
        return 1
    if fetched:
        print(f"Fetched for the desk's pages: {', '.join(fetched)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
