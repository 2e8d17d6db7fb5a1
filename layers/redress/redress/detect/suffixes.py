"""What is a domain: read from the public suffix list, which comes with its package and is loaded on first need."""

from functools import cache
from typing import Any

_RESERVED = frozenset({"example", "test", "onion"})  # no public suffixes, yet people write them


@cache
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False)


def is_domain(host: str) -> bool:
    """Somebody could have registered it: at least one label before a suffix that exists."""
    return registrable(host) is not None


def registrable(host: str) -> str | None:
    """The part of a host that somebody registered, such as `shop.co.uk` of `www.shop.co.uk`."""
    labels = host.split(".")
    if labels[-1] in _RESERVED:
        return ".".join(labels[-2:]) if len(labels) > 1 else None
    found: str | None = _suffixes().privatesuffix(host)
    return found
