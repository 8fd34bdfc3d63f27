"""The reference page: the OpenAPI document as rows for a template. Our CSP allows no page that draws itself."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    scope: str
    parameters: list[str]
    inputs: list[str]


@dataclass(frozen=True)
class Resource:
    name: str
    operations: list[Operation]
    fields: list[str]


@cache
def resources() -> list[Resource]:
    """In the order of their names. The document is a constant of the running code."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found: dict[str, list[Operation]] = {}
    fields: dict[str, list[str]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            name = operation["tags"][0]
            found.setdefault(name, []).append(_operation(schema, method, path, operation))
            if path.endswith("{id}/") and method == "get":
                fields[name] = _fields(schema, operation["responses"]["200"])
    return [Resource(name, rows, fields.get(name, [])) for name, rows in sorted(found.items())]


def _operation(schema: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Operation:
    parameters = [row["name"] for row in operation.get("parameters", []) if row["in"] != "path"]
    inputs = _fields(schema, operation["requestBody"]) if "requestBody" in operation else []
    return Operation(method.upper(), path, operation["description"].split("`")[1], parameters, inputs)


def _fields(schema: dict[str, Any], holder: dict[str, Any]) -> list[str]:
    content = holder["content"]["application/json"]["schema"]
    name = content["$ref"].rsplit("/", 1)[1] if "$ref" in content else ""
    return list(schema["components"]["schemas"].get(name, content).get("properties", {}))
