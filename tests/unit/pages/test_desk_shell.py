"""The desk's shell: nothing inline, nothing from elsewhere, everything under the name of its content."""

import gzip
import json
import re
from pathlib import Path

import pytest

from redress.errors import NotFound
from redress.pages.desk_shell import (
    HOME,
    STYLE,
    SignIn,
    content_policy,
    desk_asset,
    desk_assets,
    desk_config,
    desk_page,
)
from tests.unit.pages.conftest import Site

SIGN_IN = SignIn(
    issuer="https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc",
    client_id="desk-client",
    token_origin="https://redress.auth.eu-west-1.amazoncognito.com",
    review_urls=("https://shop.example/reviews/{review_id}", "https://shop.example/r/{review_id}"),
)
OURS = sorted((HOME / "desk").glob("*.js"))


def test_the_shell_has_no_script_and_no_style_of_its_own(site: Site) -> None:
    page = site.get("/desk")
    assert page.status == 200
    for tag, named in page.page.tags:
        assert "style" not in named
        assert not any(name.startswith("on") for name in named)
        if tag == "script":
            assert re.fullmatch(r"/assets/[0-9a-f]{12}/desk/main\.js", named["src"])
    assert re.search(r"<script[^>]*></script>", page.body)


def test_everything_that_the_shell_names_is_there(site: Site) -> None:
    named = re.findall(r'(?:href|src)="([^"]+)"', site.get("/desk").body)
    assert len(named) > 10
    for path in named:
        answer = site.get(path)
        assert answer.status == 200, path
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_colours_come_before_what_uses_them_in_one_sheet() -> None:
    sheet = desk_assets().files[STYLE]
    assert 0 <= sheet.index("--paper:") < sheet.index('[data-theme="dark"]') < sheet.index("var(--paper)")
    assert [name for name in desk_assets().files if name.startswith("desk/") and name.endswith(".css")] == [STYLE]


def test_each_theme_has_every_colour_that_the_system_would_choose() -> None:
    tokens, _, themes = desk_assets().files[STYLE].partition(":root[data-theme")
    dark = set(re.findall(r"--[\w-]+: [^;]+;", tokens.partition("prefers-color-scheme: dark")[2]))
    assert dark
    assert dark <= set(re.findall(r"--[\w-]+: [^;]+;", themes.partition('data-theme="dark"')[2]))


@pytest.mark.parametrize(
    "path",
    ["0123456789ab/desk/main.js", "{}/desk/none.js", "{}/texts/en.yaml", "{}/desk/..", "{}/vendor/preact.LICENSE"],
)
def test_nothing_else_lies_there(site: Site, path: str) -> None:
    assert site.get(f"/assets/{path.format(desk_assets().version)}").status == 404


def test_the_policy_lets_run_what_is_ours_and_lets_speak_to_the_issuer_alone() -> None:
    said = content_policy(SIGN_IN)
    rules = dict(rule.split(" ", 1) for rule in said.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["connect-src"] == f"'self' https://cognito-idp.eu-west-1.amazonaws.com {SIGN_IN.token_origin}"
    assert rules["img-src"] == "'self' https://shop.example"
    assert rules["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in said


@pytest.mark.parametrize(
    "url", ["", "nonsense", "javascript:alert(1)", "https://a; script-src *", "https://[", "ftp://x.example"]
)
def test_an_address_that_is_none_adds_nothing_to_the_policy(url: str) -> None:
    assert content_policy(SIGN_IN._replace(issuer=url, token_origin="", review_urls=(url,))) == content_policy(
        SignIn("", "", "", ())
    )


def test_where_to_sign_in_is_told_and_nothing_more() -> None:
    told = json.loads(desk_config(SIGN_IN).body or "")
    assert told == {"issuer": SIGN_IN.issuer, "client_id": "desk-client", "photo_origins": ["https://shop.example"]}


def test_another_content_has_another_address(tmp_path: Path) -> None:
    for folder in ("desk", "vendor"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tokens.css").write_text("")
    (tmp_path / "desk/main.js").write_text("1")
    first = desk_assets(tmp_path).version
    desk_assets.cache_clear()
    (tmp_path / "desk/main.js").write_text("2")
    assert desk_assets(tmp_path).version != first
    with pytest.raises(NotFound):
        desk_asset(first, "desk", "main.js")


def test_modules_are_announced_with_all_that_they_import() -> None:
    announced = {path.rpartition("/")[2] for path in desk_assets().modules}
    assert {"main.js", "shell.js", "preact.js", "oauth4webapi.js"} <= announced


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_module_is_small_and_never_makes_markup_of_words(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 200
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|dangerouslySet|document\.write|\beval\(|new Function|style=\"", source
    )
    for imported in re.findall(r"""from ["'](.+?)["']""", source):
        assert imported in desk_imports(), imported


def desk_imports() -> set[str]:
    files = desk_assets(HOME).files
    return {f"./{name[5:]}" for name in files if name.startswith("desk/")} | {
        f"../{name}" for name in files if name.startswith("vendor/")
    }


def test_the_shell_is_small_on_the_way() -> None:
    assert len(gzip.compress((desk_page(SIGN_IN).body or "").encode())) < 2_500
