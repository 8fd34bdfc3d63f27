"""The form of the import page: it validates; the service writes."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from clinics.access import Person, reach_of
from clinics.models import Branch
from patients.imports.run import LARGEST_FILE, TEXT_FILES

MOST_FILES = 20
MEGABYTE = 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; each is checked as one."""

    widget = ManyFiles
    default_validators = [FileExtensionValidator([name.lstrip(".") for name in TEXT_FILES])]

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(count)s files at a time."), params={"count": MOST_FILES})
        cleaned = [super(ManyFilesField, self).clean(file, initial) for file in files]
        for file in cleaned:
            if file.size > LARGEST_FILE:
                raise forms.ValidationError(
                    _("%(name)s is larger than %(limit)s MB."),
                    params={"name": file.name, "limit": LARGEST_FILE // MEGABYTE},
                )
        return cleaned


class UploadForm(forms.Form):
    """What to import, and where rows go that name no branch."""

    files = ManyFilesField(
        label=_("Files"),
        help_text=_(
            "Patients, visits, plans, price list, CRM contacts: .csv, .tsv or .txt as your system exports them. "
            "Choose all of them at once."
        ),
        widget=ManyFiles(attrs={"multiple": True, "accept": ",".join(TEXT_FILES)}),
    )
    branch = forms.ModelChoiceField(
        Branch.objects.none(),
        label=_("Branch"),
        empty_label=None,
        help_text=_("Where rows go that name no branch."),
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = reach_of(user, "imports", "C")
        rows = Branch.objects.order_by("pk")
        self.fields["branch"].queryset = rows if reach.everywhere else rows.filter(pk__in=reach.branches)  # type: ignore[attr-defined]
