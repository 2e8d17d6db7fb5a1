"""Secrets Manager: our own key ring and the platform's. Read when first needed, and again when a key is not known."""

import json
import time
from collections.abc import Callable, Iterator, Mapping

from redress.adapters.clients import client

PATIENCE = 60.0
"""Seconds between two readings: a stranger who names keys that never were does not make us ask for each."""


class KeyRing(Mapping[str, bytes]):
    """Keys by key id, the one that signs first: `{"kid", "key", "previous": {kid: key}}`.

    A warm function meets what a newer one signed with a key that was brought in meanwhile. So an unknown key id has the
    ring read anew: a key is rotated without a restart, and without a minute in which links are refused.
    """

    def __init__(self, secret_id: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._secret_id = secret_id
        self._clock = clock
        self._read()

    def __getitem__(self, kid: str) -> bytes:
        if kid not in self._keys and self._clock() >= self._read_at + PATIENCE:
            self._read()
        return self._keys[kid]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def _read(self) -> None:
        held = json.loads(client("secretsmanager").get_secret_value(SecretId=self._secret_id)["SecretString"])
        self._keys: dict[str, bytes] = {
            kid: key.encode() for kid, key in {held["kid"]: held["key"], **(held.get("previous") or {})}.items()
        }
        self._read_at = self._clock()
