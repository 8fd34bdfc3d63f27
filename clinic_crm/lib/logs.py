"""Log lines as JSON without personal data: ids stay, texts that may carry a name, a phone or a query string go."""

import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

EventDict = MutableMapping[str, Any]

# What libraries add of their own: messages of exceptions, results, arguments, the visitor's address.
_DROPPED = ("error", "exception", "reason", "result", "args", "kwargs", "ip", "user_agent")
_EMAIL = re.compile(r"[^\s\"'<>()=,;]+@[^\s\"'<>()=,;]+\.\w+")
_PHONE = re.compile(r"\+\d[\d\s()\-]{8,}\d|(?<![\w\-])[78]\d{10}(?![\w\-])")
_QUERY = re.compile(r"(?<=\S)\?\S*")


def mask(text: str) -> str:
    """The text without e-mail addresses, phone numbers and query strings."""
    return _PHONE.sub("…", _EMAIL.sub("…", _QUERY.sub("", text)))


def drop_personal(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Processor: libraries' free texts are dropped, the rest is masked."""
    for key in _DROPPED:
        event.pop(key, None)
    for key in ("event", "request"):
        if isinstance(event.get(key), str):
            event[key] = mask(event[key])
    return event


def trace_without_values(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Processor: an exception as its types and places. Its message is left out, because it quotes values («Key (phone)=…»)."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error_type"] = type(error).__name__
        event["trace"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


def plain_message(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Processor for lines of other libraries: Celery quotes the exception in its message, so only the task's name stays."""
    task = event.pop("positional_args", ())
    task = task[0] if isinstance(task, tuple) and len(task) == 1 else task
    record = event.get("_record")
    if record is not None and record.name == "celery.app.trace" and isinstance(task, dict):
        event["event"] = f"task {task.get('name')} {task.get('description', 'ended')}"
    return event


SHARED: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure() -> None:
    """Let structlog's own loggers pass through the standard library's handlers, so there is one way out."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_config(style: str) -> dict[str, Any]:
    """The LOGGING dictionary. `style` is "json" (one object a line) or "text" (for a person at the terminal)."""
    renderers = {
        "json": structlog.processors.JSONRenderer(ensure_ascii=False),
        "text": structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0),
    }
    if style not in renderers:
        raise ValueError(f"LOG_FORMAT must be json or text, not {style!r}")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    plain_message,
                    trace_without_values,
                    drop_personal,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderers[style],
                ],
                "foreign_pre_chain": SHARED,
                "pass_foreign_args": True,
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["out"], "level": "INFO"},
        "loggers": {
            # Both write the address with its query string; the request log says the same without it.
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},
            "django": {"handlers": [], "level": "INFO", "propagate": True},
        },
    }
