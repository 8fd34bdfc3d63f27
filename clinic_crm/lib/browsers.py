"""What a browser says of itself, shortened to what a person recognises; and where a request came from."""

import ipaddress
from collections.abc import Mapping

BROWSERS = [
    ("YaBrowser", "Yandex"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
]  # in this order: most of them also call themselves Chrome or Safari
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
]


def device_of(user_agent: str) -> str:
    """`Chrome, Windows`; what is not known is left out, and nothing known is the beginning of the header itself."""
    found = [next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or user_agent[:60]


def address_of(meta: Mapping[str, str], trusted_proxies: int) -> str | None:
    """The client's address: the connection's own, or, behind our proxies, the one that the outermost of them saw."""
    claimed = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    chain = [*claimed, meta.get("REMOTE_ADDR", "")]
    candidate = chain[-1 - trusted_proxies] if len(chain) > trusted_proxies else chain[0]
    try:
        return str(ipaddress.ip_address(candidate))
    except ValueError:
        return None
