from django.conf import settings

from clinics.models import User


def choose_language(user: User, language: str) -> None:
    """Keep the language of the login; a language that the product does not speak changes nothing."""
    if language in dict(settings.LANGUAGES) and user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)
