"""The HTTP API in the template: the contract's routes, each open to whom it is meant for."""

import re
from pathlib import Path

from local.template import of_type
from tests.architecture.cloud import events_of, functions, template_of

PUBLIC = {
    "POST /v1/reports",
    "GET /v1/reports/{report_id}",
    "GET /v1/decisions/{token}",
    "POST /v1/decisions/{token}/appeals",
    "GET /report",
    "POST /report",
    "GET /status/{token}",
    "POST /status/{token}/reply",
    "GET /decision/{token}",
    "POST /decision/{token}/appeal",
    "GET /assets/{name}",
    "GET /assets/{version}/{folder}/{name}",
    "GET /desk",
    "GET /desk/config.json",
}
PLATFORM = {"PUT /v1/reviews/{review_id}", "DELETE /v1/reviews/{review_id}", "POST /v1/reviews/check"}
STAFF = {
    "GET /v1/cases",
    "GET /v1/cases/{case_id}",
    "GET /v1/cases/{case_id}/reports",
    *(
        f"POST /v1/cases/{{case_id}}/{move}"
        for move in ("claim", "decision", "notes", "skip", "withdraw", "attach", "approve")
    ),
    "DELETE /v1/cases/{case_id}/claim",
    "POST /v1/cases/{case_id}/looking",
    "DELETE /v1/cases/{case_id}/looking",
    "POST /v1/queues/{queue}/next",
    "GET /v1/cases/{case_id}/related",
    "GET /v1/search",
    "POST /v1/cases/{case_id}/decline",
    "POST /v1/cases/{case_id}/reports/{report_id}/unmask",
    "GET /v1/cases/{case_id}/mails/{mail}",
    "POST /v1/cases/{case_id}/mails/{mail}/raw",
    "GET /v1/policy",
    "GET /v1/cases/{case_id}/alike",
    "POST /v1/cases/{case_id}/alike/decision",
    "POST /v1/cases/{case_id}/alike/withdraw",
    "GET /v1/queues",
    "GET /v1/metrics",
}


def routes(root: Path) -> dict[str, str]:
    """Each route of the API and who may call it."""
    found = {}
    for function in functions(root).values():
        for event in events_of(function, "HttpApi"):
            auth = event.get("Auth", {})
            who = "public" if auth.get("Authorizer") == "NONE" else ",".join(auth.get("AuthorizationScopes", ["staff"]))
            found[f"{event['Method']} {event['Path']}"] = who
    return found


def unguarded_routes(root: Path) -> list[str]:
    """The contract's routes, each open to whom it is meant for and to nobody else."""
    wanted = (
        dict.fromkeys(PUBLIC, "public") | dict.fromkeys(PLATFORM, "redress/platform") | dict.fromkeys(STAFF, "staff")
    )
    seen = routes(root)
    found = [
        f"{route} is {seen.get(route, 'missing')}, not {who}" for route, who in wanted.items() if seen.get(route) != who
    ]
    found += [f"{route} is not in the contract" for route in sorted(seen.keys() - wanted.keys())]
    (api,) = of_type(template_of(root), "AWS::Serverless::HttpApi").values()
    auth = api["Properties"]["Auth"]
    if auth.get("DefaultAuthorizer") not in auth["Authorizers"]:
        found.append("a route that says nothing would be open to all")
    for route in PUBLIC:
        if route.startswith("POST") and route not in api["Properties"]["RouteSettings"]:
            found.append(f"{route} has no throttle of its own")
    return found


def doors_without_a_rate_by_address(root: Path) -> list[str]:
    """What the public may send is held off at the edge by who sends it."""
    (acl,) = of_type(template_of(root), "AWS::WAFv2::WebACL").values()
    (counted,) = re.findall(r"'RegexString': '([^']+)'", str(acl))
    sent = [route.partition(" ")[2] for route in sorted(PUBLIC) if route.startswith("POST")]
    return [f"the edge lets any number through to {path}" for path in sent if not re.search(counted, path)]


def talkative_access_logs(root: Path) -> list[str]:
    """Paths carry tokens, and an address is a person's."""
    (api,) = of_type(template_of(root), "AWS::Serverless::HttpApi").values()
    logged = set(re.findall(r"\$context\.([\w.]+)", api["Properties"]["AccessLogSettings"]["Format"]))
    return [f"access logs hold {name}" for name in sorted(logged & {"path", "identity.sourceIp", "identity.userAgent"})]


CHECKS = (unguarded_routes, doors_without_a_rate_by_address, talkative_access_logs)
