"""Ids that another system gave to our rows. Patients have cards for that; everything else is kept here."""

from clinics.models import ExternalId


def objects_of(resource: str, source: str, external_id: str) -> list[int]:
    """The id of the row that this system names so: none or one."""
    rows = ExternalId.objects.filter(resource=resource, source=source, external_id=external_id)
    return list(rows.values_list("object_id", flat=True))


def name_object(resource: str, source: str, external_id: str, *, object_id: int) -> None:
    """From now on this system names the row so; a row that is gone gives its name away."""
    ExternalId.objects.update_or_create(
        resource=resource, source=source, external_id=external_id, defaults={"object_id": object_id}
    )
