"""Report links: who the signed-in customer is, said to Redress in the platform's own hand."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

import jwt

from local.shop.config import PlatformSecret
from local.shop.stock import Customer

LIFETIME = timedelta(hours=1)


def link_token(customer: Customer, review_id: str, *, secret: PlatformSecret, now: datetime) -> str:
    claims = {
        "sub": customer.customer_id,
        "review_id": review_id,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "name": customer.name,
        "lang": customer.lang,
    }
    if customer.email:
        claims["email"] = customer.email
    return jwt.encode(claims, secret.key.encode(), algorithm="HS256", headers={"kid": secret.kid})


def report_link(
    redress_url: str, review_id: str, customer: Customer | None, *, secret: PlatformSecret, now: datetime
) -> str:
    """A visitor who is not signed in gets the bare form, which asks for an address."""
    query = {"review": review_id}
    if customer:
        query["link"] = link_token(customer, review_id, secret=secret, now=now)
    return f"{redress_url}/report?{urlencode(query)}"
