"""The vendored files are the published ones, byte for byte, and carry no address of where they came from."""

import hashlib
import json
import re
from pathlib import Path

from django.conf import settings

VENDOR = Path(settings.BASE_DIR) / "static/vendor"
ROWS = json.loads((VENDOR / "VERSIONS.json").read_text())


def test_every_file_has_the_recorded_hash():
    found = {row["file"]: hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() for row in ROWS}
    assert found == {row["file"]: row["sha256"] for row in ROWS}


def test_every_script_style_and_font_is_recorded_and_licensed():
    files = {
        p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.suffix in {".js", ".css", ".woff2"}
    }
    assert files - {row["file"] for row in ROWS} == {"echarts/entry.js"}
    assert {p.name for p in VENDOR.iterdir() if p.is_dir() and not list(p.glob("LICENSE*"))} == set()


def test_no_file_names_a_source_map():
    named = [p.name for p in VENDOR.rglob("*.*s") if "sourceMappingURL" in p.read_text(errors="ignore")]
    assert named == []


def test_every_icon_that_a_template_or_registration_names_is_in_the_sprite():
    base = Path(settings.BASE_DIR)
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (base / "static/icons.svg").read_text()))
    templates = [*base.glob("templates/**/*.html"), *base.glob("*/templates/**/*.html")]
    named = {name for p in templates for name in re.findall(r'{% icon "([\w-]+)"', p.read_text())}
    assert named - sprite == set()
