import json

import pytest

from clinic_crm.lib.phones import parse_phone, parse_phones


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("+7 930 766-12-92", ["+79307661292"]),
        ("9482806692", ["+79482806692"]),
        ("8-707-734-40-32", ["+77077344032"]),
        ("8965 7992563", ["+79657992563"]),
        ("8-963-670-76-01 - дом.", ["+79636707601"]),
        ("+7(926)1234567 Мама", ["+79261234567"]),
        ("87471278522 ; +375 44 280-72-34", ["+77471278522", "+375442807234"]),
        ("998973759257 / 8 (992) 777-46-01", ["+998973759257", "+79927774601"]),
        ("89161234567 89031234567", ["+79161234567", "+79031234567"]),
        ("8 916 123 45 67, моб. 8 916 123 45 67", ["+79161234567"]),
        ("'+79547515336", ["+79547515336"]),
        ("79123456789.0", ["+79123456789"]),
        ("+7 301 123-45-67 доб. 12", ["+73011234567"]),
        ("＋７９１２３４５６７８９", ["+79123456789"]),
        ("+7 (000) 000-00-00", []),
        ("89", []),
        ("7.30112E+10", []),
        ("без телефона", []),
        ("", []),
    ],
)
def test_phones_written_by_people(written, numbers):
    assert list(parse_phones(written)) == numbers


@pytest.mark.third_party_data
def test_phones_agree_with_the_reference_vectors(third_party_data):
    vectors = json.loads((third_party_data / "phones" / "vectors.json").read_text())
    wrong = [
        (v["input"], parse_phone(v["input"], v["default_region"]), v["e164"], v["valid"])
        for v in vectors
        if (parse_phone(v["input"], v["default_region"]) == v["e164"]) != v["valid"] and v["e164"] is not None
    ]
    assert wrong == []
