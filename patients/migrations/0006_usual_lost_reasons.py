from django.db import migrations

REASONS = (
    ("Дорого", "Too expensive"),
    ("Нет удобного времени", "No suitable time"),
    ("Далеко", "Too far away"),
    ("Выбрал другую клинику", "Chose another clinic"),
    ("Не дозвонились", "Could not be reached"),
    ("Такой услуги нет", "We do not offer this"),
    ("Передумал", "Changed their mind"),
    ("Ошибка или реклама", "Wrong number or advertising"),
)


def add(apps, schema_editor):
    model = apps.get_model("patients", "LostReason")
    model.objects.bulk_create(
        [model(name_ru=russian, name_en=english) for russian, english in REASONS], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("patients", "0005_inquiries_endings_requests")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
