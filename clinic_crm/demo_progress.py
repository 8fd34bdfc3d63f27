"""While an empty database is being filled with the demo clinic, every page says so.

The demo writes its progress into a file (`settings.HOME / "demo-progress.json"`: done, of, text); `up` makes the
file before the first page can be asked for and removes it when the demo has ended.
"""

import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language


def progress_file() -> Path:
    return settings.HOME / "demo-progress.json"


def write_progress(done: int, of: int, text: str) -> None:
    """Tell how far the demo is; `text` is shown as it is. The reader never sees half a file."""
    file = progress_file()
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps({"done": done, "of": of, "text": text}))
    draft.rename(file)


def read_progress() -> dict | None:
    """The progress, or nothing when no demo is being made."""
    try:
        progress = json.loads(progress_file().read_text())
    except (OSError, ValueError):
        return None
    return progress if isinstance(progress, dict) else None


def end_progress() -> None:
    progress_file().unlink(missing_ok=True)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer with the progress page instead of a half-filled product."""

    def answer(request: HttpRequest) -> HttpResponse:
        progress = read_progress()
        if progress is None:
            return get_response(request)
        share = 100 * progress["done"] // max(progress["of"], 1)
        # The demo tells its steps in the language of the place; a reader of another one gets the number alone.
        step = progress["text"] if get_language() == settings.LANGUAGE_CODE else ""
        context = {"step": step, "share": min(max(share, 0), 100)}
        response = render(request, "demo_progress.html", context, status=503)
        response["Refresh"] = response["Retry-After"] = (
            "2"  # the browser asks again by itself, without a script
        )
        response["Cache-Control"] = "no-store"
        response._has_been_logged = True  # expected: no error line for each look
        return response

    return answer
