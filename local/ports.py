"""Ports that nobody chose: found once, and kept with the state, since addresses that were handed out have them in."""

import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from local.errors import CannotStart
from local.state import StateDir

LOOPBACK = "127.0.0.1"
SHOP_PORT = 8610
EPHEMERAL = 32_768
"""From here on systems give ports to clients: one of them may have ours just when we start again."""


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_from(first: int) -> int:
    """The first free port from there on."""
    for port in range(first, EPHEMERAL):
        if is_free(port):
            return port
    raise CannotStart(f"No port from {first} to {EPHEMERAL - 1} is free.")


def shop_port(state: StateDir, say: Callable[[str], None]) -> int:
    """Where the shop was with this state, or its usual port, or, where another program has that, the next free one."""
    before = urlsplit(str((state.recall("up") or {}).get("shop_url", ""))).port
    if before:
        return before
    port = free_from(SHOP_PORT)
    if port != SHOP_PORT:
        say(f"Port {SHOP_PORT} is in use. The demo shop is at {port} instead, and stays there with this state.")
    return port
