"""The resources of the API: a plain registry that each app fills in `AppConfig.ready()`.

A resource is named by its dotted path and imported with the URLs, so that workers and commands never pay for it.
"""

RESOURCES: dict[str, str] = {}


def register(name: str, view: str) -> None:
    """`/api/v1/<name>/` is served by the viewset at this dotted path."""
    RESOURCES[name] = view
