import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_crm.lib.keyboard import other_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"),
        ("Bdfyjd B B", "Иванов И И"),
        (";erjd", "жуков"),
        ("'qpty", "эйзен"),
        ("`krby", "ёлкин"),
        ("шмфт", "ivan"),
        ('шмфт"ьфшдюкг', "ivan@mail.ru"),
        ("иванов ivan", ""),
        ("+7 921 123-45-67", ""),
        ("", ""),
    ],
)
def test_other_layout(typed, meant):
    assert other_layout(typed) == meant


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=3))
def test_a_russian_word_typed_in_latin_comes_back(word):
    keys = other_layout(word)
    back = other_layout(keys) if any(letter.isalpha() and letter.isascii() for letter in keys) else word
    assert back == word
