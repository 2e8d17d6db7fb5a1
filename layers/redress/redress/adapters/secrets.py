"""Secrets Manager: our own key ring and the platform's, read once for each process."""

import json

from redress.adapters.clients import client


def keys_of(secret_id: str) -> dict[str, bytes]:
    """Keys by key id, the one that signs first: `{"kid", "key", "previous": {kid: key}}`."""
    held = json.loads(client("secretsmanager").get_secret_value(SecretId=secret_id)["SecretString"])
    previous = held.get("previous") or {}
    return {kid: key.encode() for kid, key in {held["kid"]: held["key"], **previous}.items()}
