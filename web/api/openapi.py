"""The description of the API for programs: an OpenAPI 3.1 document, made from its routes."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping

from pressespiegel import __version__
from pressespiegel.web.api.json_schema import Schema, Schemas, as_markdown
from pressespiegel.web.api.parameters import Parameter
from pressespiegel.web.api.routes import ROUTES, Route
from pressespiegel.web.error_pages import Problem

PROBLEMS: Mapping[str, str] = {
    "400": "A parameter has no value that is allowed; `detail` says which are.",
    "404": "The archive has no article of this id.",
    "429": "Too many requests; `Retry-After` says how many seconds to wait.",
    "503": "There is no archive that can be read, for now.",
}
"""What can be wrong with a request, as problem+json (RFC 9457)."""

ABOUT = """A full-text archive of the German-language press, for reading.

Parameters are those of the pages. Errors are `application/problem+json` (RFC 9457). Parameters
that are not named here are ignored."""


def document(base: str = "/") -> Mapping[str, object]:
    """The OpenAPI document of an application whose pages begin at `base`."""
    schemas = Schemas()
    problem = schemas.of(Problem)
    paths = {f"/api/{route.name}": {"get": _operation(route, schemas, problem)} for route in ROUTES}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pressespiegel",
            "version": __version__,
            "description": as_markdown(ABOUT),
        },
        "servers": [{"url": base.rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": schemas.named},
    }


def summary_of(route: Route) -> tuple[str, str]:
    """What a route is for: in one sentence, and all that is said of it."""
    text = as_markdown(inspect.getdoc(route.answer) or "")
    return text.partition(". ")[0].partition("\n")[0].rstrip("."), text


def _operation(route: Route, schemas: Schemas, problem: Schema) -> Mapping[str, object]:
    summary, description = summary_of(route)
    about_articles = any(each.name == "id" for each in route.parameters)
    return {
        "operationId": route.name,
        "summary": summary,
        "description": description,
        "parameters": [_parameter(each) for each in route.parameters],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {"application/json": {"schema": schemas.of(route.gives)}},
            },
            **dict(_problems(problem, about_articles=about_articles)),
        },
    }


def _parameter(parameter: Parameter) -> Mapping[str, object]:
    described: dict[str, object] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "schema": parameter.schema(),
    }
    if parameter.required:
        described["required"] = True
    return described


def _problems(
    problem: Schema, *, about_articles: bool
) -> Iterable[tuple[str, Mapping[str, object]]]:
    for status, meaning in PROBLEMS.items():
        if status != "404" or about_articles:
            content = {"application/problem+json": {"schema": problem}}
            yield status, {"description": meaning, "content": content}
