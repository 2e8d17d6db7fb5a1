"""The page on which a laptop's issuer asks who one wants to be."""

import html
from collections.abc import Mapping, Sequence
from pathlib import Path

from local.state import ROOT

STYLES = {
    "tokens.css": ROOT / "layers/redress/redress/pages/assets/tokens.css",
    "sign_in.css": Path(__file__).with_name("sign_in.css"),
}
_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in to the local stack</title>
<link rel="stylesheet" href="tokens.css">
<link rel="stylesheet" href="sign_in.css">
<main>
"""


def refusal(text: str) -> str:
    return f"{_HEAD}<p>{html.escape(text)}</p></main></html>"


def choice(asked: Mapping[str, str], roles: Sequence[str]) -> str:
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(asked.get(name, ""))}">'
        for name in ("redirect_uri", "state", "code_challenge")
        if name in asked
    )
    offered = "".join(
        f'<label class="role"><input type="radio" name="role" value="{role}"{chosen}> {role}</label>'
        for role, chosen in zip(roles, (" checked", *("" for _ in roles)), strict=False)
    )
    hint = html.escape(asked.get("login_hint", "")[:64])
    return f"""{_HEAD}<h1>Sign in to the local stack</h1>
<p>This machine only. Nobody is asked for a password here; in production this is your identity provider.</p>
<form method="post" action="authorize">
{kept}
<p><label><span class="name">Your name</span>
<input name="name" value="{hint}" required maxlength="64" autocomplete="username" autofocus></label></p>
<fieldset><legend>Role</legend>{offered}</fieldset>
<p><button>Sign in</button></p>
</form>
</main>
</html>
"""
