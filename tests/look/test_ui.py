"""The template tags write what the design system promises; whatever people typed is escaped."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from clinics.templatetags import ui


def rendered(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_icon_is_hidden_unless_it_is_named():
    assert rendered('{% icon "phone" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#phone"/></svg>'
    )
    assert rendered('{% icon "phone" label="Call" size="small" %}') == (
        '<svg class="icon icon-small" role="img" aria-label="Call"><use href="/static/icons.svg#phone"/></svg>'
    )


def test_badge_escapes_its_words_and_knows_its_tones():
    assert (
        rendered("{% badge text tone %}", text="<b>", tone="red")
        == '<span class="badge badge-red">&lt;b&gt;</span>'
    )
    assert rendered("{% badge text tone %}", text="x", tone='"x') == '<span class="badge badge-grey">x</span>'


def test_avatar_keeps_its_colour():
    assert rendered("{% avatar name %}", name="Ёлкина Мария") == rendered(
        "{% avatar name %}", name="Ёлкина Мария"
    )
    assert ">ЁМ</span>" in rendered("{% avatar name %}", name="Ёлкина Мария")


@pytest.mark.parametrize(
    ("share", "width"), [(None, 0), (0, 0), (0.001, 5), (0.72, 70), (0.73, 75), (1, 100), (1.4, 100), (-1, 0)]
)
def test_progress_width_is_a_step_of_five(share, width):
    assert ui.step5(share) == width


@pytest.mark.parametrize(
    ("share", "css"), [(None, ""), (0, "shade-1"), (0.1, "shade-1"), (0.11, "shade-2"), (1, "shade-10")]
)
def test_shade_of_a_share(share, css):
    assert ui.shade(share) == css


def test_sparkline_fills_its_box_and_needs_two_points():
    assert 'class="line" d="M0.0 30.0 L50.0 17.0 L100.0 4.0"' in ui.sparkline([1, 2, 3])
    assert 'd="M0.0 30.0 L100.0 30.0"' in ui.sparkline([7, 7])
    assert ui.sparkline([1]) == ""


def test_query_string_replaces_and_removes():
    request = RequestFactory().get("/", {"a": "1", "b": "2", "after": "x"})
    assert rendered('{% query_string a="3" b=None %}', request=request) == "?a=3"


def test_chart_carries_its_data_as_a_table():
    option = {
        "xAxis": {"data": ["Jan", "Feb"]},
        "series": [{"name": "Sum", "type": "bar", "data": [1500, {"value": 2.5}]}],
    }
    assert ui.chart("c", option, "Sums")["heads"] == ["Sum"]
    assert [(name, len(cells)) for name, cells in ui.chart("c", option, "Sums")["table"]] == [
        ("Jan", 1),
        ("Feb", 1),
    ]
    funnel = {
        "series": [
            {"type": "funnel", "data": [{"name": "First", "value": 5}, {"name": "Second", "value": 3}]}
        ]
    }
    assert ui.chart("c", funnel, "Funnel")["table"] == [("First", ["5"]), ("Second", ["3"])]


def test_chart_option_cannot_close_its_script():
    html = rendered('{% chart "c" option "x" %}', option={"series": [], "title": {"text": "</script><b>"}})
    assert "</script><b>" not in html


def test_a_field_names_its_help_and_its_errors():
    class Sample(forms.Form):
        name = forms.CharField(help_text="As in the passport")

    html = Sample({"name": ""}).as_div()
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'class="field field-invalid"' in html


def test_no_template_or_script_breaks_the_policy(settings):
    """No style attribute, no inline script or handler, in any template of the product."""
    import re

    forbidden = re.compile(
        r"""\sstyle\s*=|<style|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*["']|javascript:"""
    )
    found = [
        (path.name, match.group())
        for path in settings.BASE_DIR.glob("**/templates/**/*.html")
        if not {"var", ".venv"} & set(path.parts) and (match := forbidden.search(path.read_text()))
    ]
    assert found == []
