"""The walls of the house: relations between models never point to the right."""

from django.apps import apps
from django.db.models import ForeignObject, ManyToManyField

LINE = ["clinics", "patients", "treatment_plans", "triggers", "quality", "analytics"]


def test_no_relation_points_right():
    pointing_right = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for place, app in enumerate(LINE)
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignObject | ManyToManyField) and not field.auto_created
        if field.related_model._meta.app_label in LINE[place + 1 :]
    ]
    assert pointing_right == []
