"""Signed tokens and derived ids: what cannot be guessed, and what comes out the same when it is made again.

A token is `<kid>.<subject>.<mac>`: the purpose is part of what is signed, so that a status token opens no decision.
A new key is put in force by naming it first in the ring; tokens of the keys before it stay good.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from redress.errors import NotFound

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Seal:
    """Our own key ring: `keys` by key id, the first of them signs."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = keys

    def sign(self, purpose: str, subject: str) -> str:
        kid = next(iter(self._keys))
        return f"{kid}.{subject}.{self._mac(kid, purpose, subject)}"

    def subject_of(self, purpose: str, token: str) -> str:
        """What the token names. NotFound for any token that is not ours: whoever guesses learns nothing."""
        kid, _, rest = token.partition(".")
        subject, _, mac = rest.rpartition(".")
        genuine = kid in self._keys and hmac.compare_digest(
            self._mac(kid, purpose, subject).encode(), mac.encode("utf-8", "replace")
        )
        if not genuine:
            raise NotFound("Nothing is here, or the link is not complete.")
        return subject

    def derive(self, purpose: str, *parts: str) -> bytes:
        """Sixteen bytes that the same parts always give, under the oldest key: ids survive a new key."""
        *_, oldest = self._keys.values()
        return hmac.digest(oldest, "\x1f".join(("id", purpose, *parts)).encode(), "sha256")[:16]

    def _mac(self, kid: str, purpose: str, subject: str) -> str:
        signed = f"token\x1f{purpose}\x1f{subject}".encode(
            "utf-8", "surrogatepass"
        )  # a stranger's token may hold anything
        mac = hmac.digest(self._keys[kid], signed, "sha256")[:15]
        return base64.b32encode(mac).decode().lower()


def report_id(derived: bytes) -> str:
    return "rpt_" + base64.b32encode(derived).decode().rstrip("=").lower()


def reference(report_id_: str) -> str:
    """What people read out on the telephone: twelve characters without look-alikes. It finds, it never authorises."""
    number = int.from_bytes(hashlib.sha256(report_id_.encode()).digest()[:8]) >> 4
    letters = "".join(CROCKFORD[(number >> shift) & 31] for shift in range(55, -1, -5))
    return f"R-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def digest_of(address: str) -> str:
    """Stands for an address or account in keys and logs."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:32]
