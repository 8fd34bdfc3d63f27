"""What was meant when the keyboard stood on the other layout: «bdfyjd» is «иванов», «шмфт» is «ivan»."""

import re

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?~"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю.ёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"

_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(
    _RUSSIAN_KEYS + '"', _LATIN_KEYS + "@"
)  # Shift+2 is " on one layout, @ on the other
_LATIN = re.compile("[A-Za-z]")
_RUSSIAN = re.compile("[А-Яа-яЁё]")


def other_layout(text: str) -> str:
    """The same keys on the other layout; empty where the text mixes both alphabets or has letters of neither."""
    latin, russian = bool(_LATIN.search(text)), bool(_RUSSIAN.search(text))
    if latin == russian:
        return ""
    return text.translate(_TO_RUSSIAN if latin else _TO_LATIN)
