from django.db import migrations

USUAL = {
    "decline": [
        ("Дорого", "Too expensive"),
        ("Боится лечения", "Afraid of the treatment"),
        ("Лечится в другой клинике", "Is treated elsewhere"),
        ("Не видит необходимости", "Sees no need"),
        ("Не доверяет диагнозу", "Doubts the diagnosis"),
        ("Переехал", "Moved away"),
        ("Другое", "Other"),
    ],
    "defer": [
        ("Копит деньги", "Is saving up"),
        ("Нет времени", "No time"),
        ("Болезнь или беременность", "Illness or pregnancy"),
        ("Отъезд", "Is away"),
        ("Советуется с семьёй", "Asks the family"),
        ("Другое", "Other"),
    ],
}


def add(apps, schema_editor):
    reason = apps.get_model("treatment_plans", "RefusalReason")
    reason.objects.bulk_create(
        [
            reason(kind=kind, name_ru=russian, name_en=english)
            for kind, names in USUAL.items()
            for russian, english in names
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("treatment_plans", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
