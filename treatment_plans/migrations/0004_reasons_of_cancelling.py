from django.db import migrations

USUAL = [
    ("Показания изменились", "The indications have changed"),
    ("Заменено другим лечением", "Replaced by other treatment"),
    ("Внесено по ошибке", "Entered by mistake"),
    ("Другое", "Other"),
]


def add(apps, schema_editor):
    reason = apps.get_model("treatment_plans", "RefusalReason")
    rows = [reason(kind="cancel", name_ru=russian, name_en=english) for russian, english in USUAL]
    chosen = reason(
        kind="decline",
        name_ru="Выбран другой вариант",
        name_en="Another alternative was chosen",
        code="alternative",
    )
    reason.objects.bulk_create([*rows, chosen], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("treatment_plans", "0003_lines_offers_rules")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
