"""Read template.yaml, and add to it what the engine leaves out: the HTTP API's routes and authorizers.

AWS makes them from the functions' `HttpApi` events. The engine's SAM transform makes the API and its stage only, so the
same events become plain resources here; everything else goes to the engine as it stands in the file.
"""

from pathlib import Path
from typing import Any

import yaml

Template = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms, which become the long ones."""


def _long_form(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        raise yaml.constructor.ConstructorError(None, None, f"!{name} of an unknown kind", node.start_mark)
    if name in ("Ref", "Condition"):
        return {name: value}
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _long_form)


def read(path: Path) -> Template:
    template: Template = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader with our tags
    return template


def of_type(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    resources: dict[str, dict[str, Any]] = template["Resources"]
    return {name: resource for name, resource in resources.items() if resource["Type"] == kind}


def add_routes(template: Template) -> None:
    for api_id, api in of_type(template, "AWS::Serverless::HttpApi").items():
        auth = api["Properties"].get("Auth", {})
        for name, authorizer in auth.get("Authorizers", {}).items():
            template["Resources"][_authorizer_id(api_id, name)] = _authorizer(api_id, name, authorizer)
        for function, resource in of_type(template, "AWS::Serverless::Function").items():
            events = _http_events(resource, api_id)
            if events:
                template["Resources"][f"{api_id}{function}Integration"] = _integration(api_id, function)
            for name, event in events.items():
                route = _route(api_id, function, event, auth.get("DefaultAuthorizer"))
                template["Resources"][f"{api_id}{function}{name}Route"] = route


def _http_events(function: dict[str, Any], api_id: str) -> dict[str, dict[str, Any]]:
    events: dict[str, Any] = function["Properties"].get("Events", {})
    return {
        name: event["Properties"]
        for name, event in events.items()
        if event["Type"] == "HttpApi" and event["Properties"].get("ApiId") == {"Ref": api_id}
    }


def _authorizer_id(api_id: str, name: str) -> str:
    return f"{api_id}{name}Authorizer"


def _authorizer(api_id: str, name: str, authorizer: dict[str, Any]) -> dict[str, Any]:
    token = authorizer["JwtConfiguration"]
    return {
        "Type": "AWS::ApiGatewayV2::Authorizer",
        "Properties": {
            "ApiId": {"Ref": api_id},
            "Name": name,
            "AuthorizerType": "JWT",
            "IdentitySource": [authorizer.get("IdentitySource", "$request.header.Authorization")],
            "JwtConfiguration": {"Issuer": token["issuer"], "Audience": token["audience"]},
        },
    }


def _integration(api_id: str, function: str) -> dict[str, Any]:
    return {
        "Type": "AWS::ApiGatewayV2::Integration",
        "Properties": {
            "ApiId": {"Ref": api_id},
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": {"Fn::GetAtt": [function, "Arn"]},
            "PayloadFormatVersion": "2.0",
        },
    }


def _route(api_id: str, function: str, event: dict[str, Any], default: str | None) -> dict[str, Any]:
    auth = event.get("Auth", {})
    authorizer = auth.get("Authorizer", default)
    properties: dict[str, Any] = {
        "ApiId": {"Ref": api_id},
        "RouteKey": f"{event['Method'].upper()} {event['Path']}",
        "Target": {"Fn::Join": ["/", ["integrations", {"Ref": f"{api_id}{function}Integration"}]]},
    }
    if authorizer not in (None, "NONE"):
        properties["AuthorizationType"] = "JWT"
        properties["AuthorizerId"] = {"Ref": _authorizer_id(api_id, authorizer)}
        properties["AuthorizationScopes"] = auth.get("AuthorizationScopes", [])
    return {"Type": "AWS::ApiGatewayV2::Route", "Properties": properties}
