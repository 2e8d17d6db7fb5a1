"""What a person chooses about a local stack, and what the template is told because of it."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from local.errors import CannotStart
from local.mail_door import Verdicts
from local.sign_in import DESK_CLIENT, PLATFORM_CLIENT
from local.state import StateDir, default_root

ABUSE_ADDRESS = "abuse@shop.example"
NOTICE_SENDER = "notices@shop.example"
SHOP_OF_EXAMPLES = "https://shop.example"
PORT, SMTP_PORT = 8600, 2525
PORT_LIMIT = 65535


def port_from(variable: str, usual: int) -> int:
    value = os.environ.get(variable, "")
    if not value:
        return usual
    if not value.isdigit() or not 0 < int(value) <= PORT_LIMIT:
        raise CannotStart(f"{variable}={value} is not a port.")
    return int(value)


def review_urls(*shops: str) -> str:
    """What the addresses of these shops' reviews look like, as the template's `ReviewUrlPatterns` takes it."""
    return ",".join(f"{shop}/reviews/{{review_id}}" for shop in shops)


@dataclass(frozen=True)
class Settings:
    port: int = PORT
    smtp_port: int = SMTP_PORT
    shop_port: int = 0
    """0: nobody chose one, and `up` looks for it."""
    undo_seconds: int = 10
    mail_verdicts: Verdicts = "pass"
    second_opinion: str = ""
    root: Path = field(default_factory=default_root)

    def __post_init__(self) -> None:
        host = urlsplit(self.second_opinion).hostname
        if self.second_opinion and host not in {"127.0.0.1", "localhost", "::1"}:
            raise CannotStart(f"{self.second_opinion} is not on this machine, and no review leaves it from here.")

    @property
    def state(self) -> StateDir:
        return StateDir(self.root.expanduser().resolve())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def shop_url(self) -> str:
        return f"http://127.0.0.1:{self.shop_port}"

    @property
    def issuer(self) -> str:
        return f"{self.url}/sign-in"

    @property
    def parameters(self) -> dict[str, str]:
        shops = (self.shop_url, f"http://localhost:{self.shop_port}", SHOP_OF_EXAMPLES)
        return {
            "ReviewUrlPatterns": review_urls(*shops),
            "PlatformWebhookUrl": f"{self.shop_url}/webhooks/redress",
            "PublicUrl": self.url,
            "AbuseAddress": ABUSE_ADDRESS,
            "NoticeSender": NOTICE_SENDER,
            "StaffIssuer": self.issuer,
            "StaffAudience": f"{DESK_CLIENT},{PLATFORM_CLIENT}",
            "UndoSeconds": str(self.undo_seconds),
            "SecondOpinionModel": "on-this-machine" if self.second_opinion else "",
            "DeletionProtection": "false",
        }
