"""The desk's libraries: exactly what was locked, fetched once, and a word of help where that is not possible."""

import base64
import hashlib
import io
import json
import tarfile
import urllib.error
from pathlib import Path

import pytest

from local.errors import CannotStart
from local.state import ROOT
from local.vendoring import FOR_TESTS, SHIPPED, registry_of, vendor

REGISTRY = "https://registry.example/npm/"


def archive(**files: bytes) -> bytes:
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w:gz") as packed:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return output.getvalue()


LIBRARY = archive(
    **{"dist/a.mjs": b'import{x}from"other";\n//# sourceMappingURL=a.map', "LICENSE": b"free", "evil.js": b"no"}
)
FOR_A_TEST = archive(**{"axe.js": b"axe"})


class Registry:
    def __init__(self, **packages: bytes) -> None:
        self.packages = packages
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        return self.packages[url.rpartition("/")[2].partition("-")[0]]


@pytest.fixture
def registry() -> Registry:
    return Registry(lib=LIBRARY, axe=FOR_A_TEST)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    def lock(content: bytes, version: str) -> dict[str, str]:
        digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
        return {"version": version, "integrity": f"sha512-{digest}"}

    package = {
        "dependencies": {"@scope/lib": "1.2.3"},
        "devDependencies": {"axe": "4.0.0"},
        "files taken": {"@scope/lib": {"dist/a.mjs": "a.js", "LICENSE": "a.LICENSE"}, "axe": {"axe.js": "axe.js"}},
        "imports renamed": {"other": "./other.js"},
    }
    locked = {"node_modules/@scope/lib": lock(LIBRARY, "1.2.3"), "node_modules/axe": lock(FOR_A_TEST, "4.0.0")}
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/package.json").write_text(json.dumps(package))
    (tmp_path / "desk/package-lock.json").write_text(json.dumps({"packages": locked}))
    return tmp_path


def test_what_is_locked_is_fetched_and_only_the_files_we_take_are_kept(project: Path, registry: Registry) -> None:
    assert vendor(project, registry, REGISTRY) == ["@scope/lib 1.2.3", "axe 4.0.0"]
    assert registry.asked == [f"{REGISTRY}@scope/lib/-/lib-1.2.3.tgz", f"{REGISTRY}axe/-/axe-4.0.0.tgz"]
    assert sorted(path.name for path in (project / SHIPPED).iterdir()) == [".fetched", "a.LICENSE", "a.js"]
    assert (project / FOR_TESTS / "axe.js").read_bytes() == b"axe"


def test_bare_names_become_paths_and_no_map_is_named(project: Path, registry: Registry) -> None:
    vendor(project, registry, REGISTRY)
    assert (project / SHIPPED / "a.js").read_text() == 'import{x}from"./other.js";\n'


def test_nothing_is_fetched_twice(project: Path, registry: Registry) -> None:
    vendor(project, registry, REGISTRY)
    assert vendor(project, registry, REGISTRY) == []
    assert len(registry.asked) == 2


def test_another_version_is_fetched_anew(project: Path, registry: Registry) -> None:
    vendor(project, registry, REGISTRY)
    package = json.loads((project / "desk/package.json").read_text())
    package["files taken"]["axe"] = {"axe.js": "renamed.js"}
    (project / "desk/package.json").write_text(json.dumps(package))
    assert vendor(project, registry, REGISTRY) == ["axe 4.0.0"]
    assert not (project / FOR_TESTS / "axe.js").exists()


def test_an_archive_that_is_not_the_locked_one_is_not_unpacked(project: Path, registry: Registry) -> None:
    registry.packages["lib"] = archive(**{"dist/a.mjs": b"evil"})
    with pytest.raises(CannotStart, match=r"is not what desk/package-lock\.json locks"):
        vendor(project, registry, REGISTRY)
    assert not (project / SHIPPED).exists()


def test_a_package_that_is_not_locked_is_refused(project: Path, registry: Registry) -> None:
    (project / "desk/package-lock.json").write_text(json.dumps({"packages": {}}))
    with pytest.raises(CannotStart, match=r"does not lock @scope/lib 1\.2\.3"):
        vendor(project, registry, REGISTRY)


def test_a_file_that_the_package_lacks_is_named(project: Path, registry: Registry) -> None:
    package = json.loads((project / "desk/package.json").read_text())
    package["files taken"]["axe"] = {"missing.js": "x.js"}
    (project / "desk/package.json").write_text(json.dumps(package))
    with pytest.raises(CannotStart, match=r"axe 4\.0\.0 has no file missing\.js"):
        vendor(project, registry, REGISTRY)


def test_without_a_registry_it_says_what_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise urllib.error.URLError("nobody answers")

    monkeypatch.setattr("urllib.request.urlopen", nobody)
    with pytest.raises(CannotStart, match=r"nobody answers(.|\n)*npm_config_registry"):
        vendor(project, registry="https://registry.example")


@pytest.mark.parametrize(
    "env,settings,expected",
    [
        ({}, None, "https://registry.npmjs.org/"),
        ({}, "fund=false\nregistry = https://npm.example/all/\n", "https://npm.example/all/"),
        ({"npm_config_registry": "https://env.example"}, "registry=https://npm.example", "https://env.example/"),
    ],
)
def test_the_registry_is_the_one_that_npm_would_ask(
    tmp_path: Path, env: dict[str, str], settings: str | None, expected: str
) -> None:
    if settings is not None:
        (tmp_path / ".npmrc").write_text(settings)
    assert registry_of(env, tmp_path) == expected


def test_every_library_we_ship_comes_with_its_licence() -> None:
    package = json.loads((ROOT / "desk/package.json").read_text())
    for name in {**package["dependencies"], **package["devDependencies"]}:
        assert any(taken.endswith(".LICENSE") for taken in package["files taken"][name].values()), name
    assert "resolved" not in (ROOT / "desk/package-lock.json").read_text()
