"""The tiny template language: fills places, and can do nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.letters import Footer, compose_letter
from triggers.package import TRIGGERS
from triggers.texts import FIELDS, TextError, clean_value, parse, render

VALUES = {"name": "Анна Сергеевна", "clinic": "Ромашка"}
ANY_TEXT = st.text(max_size=200)


def test_place_is_filled():
    assert render("{{ name }}, это {{clinic}}.", VALUES) == "Анна Сергеевна, это Ромашка."


def test_empty_value_takes_the_fallback():
    assert render('{{ branch | "наша клиника" }}', VALUES) == "наша клиника"


def test_empty_value_without_fallback_is_refused():
    with pytest.raises(TextError):
        render("{{ branch }}", VALUES)


@pytest.mark.parametrize(
    "source",
    [
        "{{ diagnosis }}",
        "{{ name.__class__ }}",
        "{{ name|upper }}",
        "{% if name %}",
        "{# x #}",
        "{{ name",
        "name }}",
        "{name}",
        "{{ name() }}",
        '{{ name | "{{ clinic }}" }}',
        "${7*7} {{7*7}}",
    ],
)
def test_everything_but_an_allowed_field_is_refused(source):
    with pytest.raises(TextError):
        parse(source)


@pytest.mark.parametrize("value", ["", "   ", None, "None", "{{ clinic }}", "a{b", "\n\t\x00"])
def test_value_that_could_pass_for_a_hole_counts_as_empty(value):
    assert clean_value(value) == ""


@given(st.dictionaries(st.sampled_from(FIELDS), ANY_TEXT))
def test_no_value_can_leave_braces_lines_or_none_in_a_subject(values):
    subject = render(" ".join(f'{{{{ {field} | "-" }}}}' for field in FIELDS), values)
    assert not set("{}\n\r\0") & set(subject)
    assert "None" not in subject.split(" ") or any("None" in value for value in values.values())


@given(ANY_TEXT, st.dictionaries(st.sampled_from(FIELDS), ANY_TEXT))
def test_any_source_is_refused_or_leaves_no_brace(source, values):
    try:
        text = render(source, values)
    except TextError:
        return
    assert not set("{}") & set(text)


@given(ANY_TEXT.filter(lambda text: not set("{}") & set(text)))
def test_text_without_places_is_itself(source):
    assert render(source, {}) == source


HOSTILE = [
    {
        "name": "Анна " * 60,
        "first_name": "Анна",
        "clinic": "Клиника «Улыбка»",
        "clinic_phone": "8 (495) 000-00-00",
    },
    {"name": "", "first_name": "", "clinic": "К", "clinic_phone": ""},
    {"name": "<script>alert(1)</script>", "clinic": "К", "clinic_phone": "'; DROP TABLE"},
]


@pytest.mark.parametrize("box", TRIGGERS, ids=lambda box: box.key)
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("values", HOSTILE, ids=["long", "empty", "hostile"])
def test_packaged_letter_can_be_filled_for_anybody(box, language, values):
    subject, body = (box.subject_ru, box.body_ru) if language == "ru" else (box.subject_en, box.body_en)
    footer = Footer("К", "+74950000000", has_warning=True, opt_out_url="https://c.example/u/x/")
    letter = "\n".join(compose_letter(subject, body, values=values, footer=footer, language=language))
    assert not set("{}") & set(letter)
    assert letter.endswith("https://c.example/u/x/")


MEDICAL = (
    "диагноз",
    "лечени",
    "кариес",
    "имплант",
    "анализ",
    "болезн",
    "diagnos",
    "treatment",
    "disease",
    "врач",
    "зуб",
)


@pytest.mark.parametrize("box", TRIGGERS, ids=lambda box: box.key)
def test_packaged_letter_names_no_medical_fact(box):
    text = " ".join([box.subject_ru, box.body_ru, box.subject_en, box.body_en]).lower()
    assert [word for word in MEDICAL if word in text] == []
