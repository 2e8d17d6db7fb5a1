"""The same sources make the same archives, so that a start without a change deploys nothing."""

import io
import zipfile
from pathlib import Path

from local.packaging import archive, layer_archive, package
from local.state import ROOT
from local.template import of_type, read


def names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def a_layer(folder: Path, says: str = "hello") -> Path:
    (folder / "ours").mkdir(parents=True)
    (folder / "ours" / "__init__.py").write_text(f"said = {says!r}\n")
    (folder / "ours" / "words.yaml").write_text("a: 1\n")
    (folder / "requirements.txt").write_text("pydantic\n")
    (folder / "Makefile").write_text("build:\n")
    return folder


def test_a_layer_brings_its_packages_and_their_data_under_python(tmp_path: Path) -> None:
    found = names(layer_archive(a_layer(tmp_path)))

    assert {"python/ours/__init__.py", "python/ours/words.yaml", "python/requirements.txt"} <= set(found)
    assert not any("Makefile" in name for name in found)


def test_code_is_compiled_once_not_in_each_worker(tmp_path: Path) -> None:
    assert any(name.endswith(".pyc") for name in names(layer_archive(a_layer(tmp_path))))


def test_a_layer_of_requirements_only_is_an_empty_layer(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("phonenumbers\n")

    assert names(layer_archive(tmp_path)) == ["python/requirements.txt"]


def test_the_same_sources_make_the_same_archive(tmp_path: Path) -> None:
    one, two = (layer_archive(a_layer(tmp_path / name)) for name in ("one", "two"))

    assert one == two


def test_another_word_makes_another_archive(tmp_path: Path) -> None:
    one, two = (layer_archive(a_layer(tmp_path / says, says)) for says in ("hello", "goodbye"))

    assert one != two


def test_caches_stay_out(tmp_path: Path) -> None:
    folder = a_layer(tmp_path)
    (folder / "ours" / "__pycache__").mkdir()
    (folder / "ours" / "__pycache__" / "old.pyc").write_bytes(b"old")

    assert not any("old" in name for name in names(archive(folder)))


def test_the_real_template_is_pointed_at_its_archives() -> None:
    template = read(ROOT / "template.yaml")

    archives = package(template, ROOT)

    for function in of_type(template, "AWS::Serverless::Function").values():
        assert function["Properties"]["CodeUri"]["Key"] in archives
    for machine in of_type(template, "AWS::Serverless::StateMachine").values():
        assert machine["Properties"]["Definition"]["StartAt"]
