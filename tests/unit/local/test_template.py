"""What the engine leaves out of an HTTP API is added from the template's own events."""

from pathlib import Path
from typing import Any

import pytest

from local.template import add_routes, of_type, read

ROOT = Path(__file__).parents[3]

SMALL = """
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Staff
        Authorizers:
          Staff:
            IdentitySource: $request.header.Authorization
            JwtConfiguration: {issuer: !Ref Issuer, audience: [!Ref Audience]}
  Desk:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt Role.Arn
      Events:
        Open: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /open, Auth: {Authorizer: NONE}}}
        Shut: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: POST, Path: "/shut/{id}"}}
        Scoped: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: PUT, Path: /s, Auth: {AuthorizationScopes: [a]}}}
        Elsewhere: {Type: HttpApi, Properties: {ApiId: !Ref Other, Method: PUT, Path: /x}}
        Hourly: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}
"""


@pytest.fixture
def resources(tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "template.yaml"
    path.write_text(SMALL)
    template = read(path)
    add_routes(template)
    found: dict[str, Any] = template["Resources"]
    return found


def test_short_forms_become_long_ones(resources: dict[str, Any]) -> None:
    assert resources["Desk"]["Properties"]["Role"] == {"Fn::GetAtt": ["Role", "Arn"]}


def test_each_http_event_of_the_api_becomes_a_route(resources: dict[str, Any]) -> None:
    routes = of_type({"Resources": resources}, "AWS::ApiGatewayV2::Route").values()

    assert [route["Properties"]["RouteKey"] for route in routes] == ["GET /open", "POST /shut/{id}", "PUT /s"]


def test_a_route_is_guarded_unless_it_says_otherwise(resources: dict[str, Any]) -> None:
    opened, shut = (resources[f"ApiDesk{name}Route"]["Properties"] for name in ("Open", "Shut"))

    assert "AuthorizationType" not in opened
    assert shut["AuthorizationType"] == "JWT"
    assert shut["AuthorizerId"] == {"Ref": "ApiStaffAuthorizer"}


def test_a_scope_is_asked_where_the_event_asks_it(resources: dict[str, Any]) -> None:
    assert resources["ApiDeskScopedRoute"]["Properties"]["AuthorizationScopes"] == ["a"]


def test_the_authorizer_takes_its_issuer_from_the_template(resources: dict[str, Any]) -> None:
    token = resources["ApiStaffAuthorizer"]["Properties"]["JwtConfiguration"]

    assert token == {"Issuer": {"Ref": "Issuer"}, "Audience": [{"Ref": "Audience"}]}


def test_every_http_event_of_the_real_template_becomes_a_route() -> None:
    template = read(ROOT / "template.yaml")
    events = [
        event
        for function in of_type(template, "AWS::Serverless::Function").values()
        for event in function["Properties"].get("Events", {}).values()
        if event["Type"] == "HttpApi"
    ]

    add_routes(template)

    assert len(of_type(template, "AWS::ApiGatewayV2::Route")) == len(events) > 20
