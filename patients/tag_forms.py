"""Forms of tags."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.text import clean
from patients.models import Tag


class TagForm(forms.Form):
    """A tag by its name: an existing one, or a new one."""

    name = forms.CharField(
        label=_("Tag"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a word."))
        return name


class TagEditForm(forms.ModelForm):
    """The name and the colour of a tag; the name of another tag means that the two become one."""

    class Meta:
        model = Tag
        fields = ["name", "tone"]

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a word."))
        return name

    def validate_constraints(self) -> None:
        """A taken name joins the tags, so it is no error (`services.tags.rename_tag`)."""
