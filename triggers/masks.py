"""Contacts as people without a need to know them see them."""


def mask_contact(value: str) -> str:
    """`anna@mail.ru` → `a•••@mail.ru`; `+79161234567` → `+7916•••67`."""
    name, at, domain = value.partition("@")
    if at:
        return f"{name[:1]}•••@{domain}"
    return f"{value[:5]}•••{value[-2:]}"
