from clinic_crm.lib.text import clean_name, fold, latin_code, person_key


def test_person_key_folds_what_people_write_differently():
    assert person_key("Ковалёва А.С.") == person_key("КОВАЛЕВА  А. С.") == "ковалева а с"
    assert person_key("Соловьева И. П.") == "соловьева и п"


def test_fold_mends_latin_letters_inside_a_cyrillic_word():
    assert fold("Ивaнoв") == "иванов"
    assert fold("Smith") == "smith"


def test_clean_name_keeps_mixed_case_and_mends_the_rest():
    assert clean_name(" РИНАТ\u00a0 ") == "Ринат"
    assert clean_name("ломакин-румянцев") == "Ломакин-Румянцев"
    assert clean_name("де Бройль") == "Де Бройль"
    assert clean_name("Мамед оглы") == "Мамед Оглы"
    assert clean_name("Ерошкин") == "Ерошкин"


def test_latin_code_maps_look_alikes_only_when_all_letters_have_one():
    assert latin_code("В01.065.001") == "B01.065.001"
    assert latin_code(" а16.07.002 ") == "A16.07.002"
    assert latin_code("ТЕР-Щ") == "ТЕР-Щ"
