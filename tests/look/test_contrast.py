"""The tokens keep WCAG AA in both themes: 4.5:1 for text, 3:1 for what only marks."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATUSES = ["green", "amber", "red", "blue", "purple", "brown", "teal", "grey"]
SURFACES = ["bg", "surface", "sunken", "hover"]
TEXT = (
    [(text, surface) for text in ("text", "muted", "link", *STATUSES) for surface in SURFACES]
    + [(status, f"{status}-soft") for status in STATUSES]
    + [("on-primary", "primary"), ("on-primary", "primary-hover")]
    + [("text", "teal-soft"), ("muted", "teal-soft"), ("muted", "grey-soft"), ("link", "teal-soft")]
    + [
        ("rail-text", "rail"),
        ("rail-muted", "rail"),
        ("rail-on-active", "rail-active"),
        ("rail-text", "rail-active"),
    ]
    + [("on-shade-pale", f"shade-{n}") for n in range(1, 6)]
    + [("on-shade-full", f"shade-{n}") for n in range(6, 11)]
)
MARKS = [(f"{status}-solid", surface) for status in STATUSES for surface in ("surface", "sunken")] + [
    ("line-control", "surface"),
    ("line-control", "bg"),
    ("focus", "bg"),
    ("focus", "surface"),
    ("rail-accent", "rail"),
]


def tokens(theme: str) -> dict[str, str]:
    """The hexadecimal tokens of a theme; dark overrides light."""
    text = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    light = text[text.index(":root,") :]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light[: light.index("}")]))
    if theme == "dark":
        dark = text[text.index('[data-bs-theme="dark"] {') :]
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark[: dark.index("}")]))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def too_weak(theme: str, pairs: list[tuple[str, str]], least: float) -> list[str]:
    colours = tokens(theme)
    ratios = {(a, b): contrast(colours[a], colours[b]) for a, b in pairs}
    return [f"{a} on {b}: {ratio:.2f}" for (a, b), ratio in ratios.items() if ratio < least]


def test_contrast_of_black_and_white_is_21():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_pairs_reach_aa(theme):
    assert too_weak(theme, TEXT, 4.5) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out(theme):
    assert too_weak(theme, MARKS, 3) == []
