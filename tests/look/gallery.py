"""Every part of the design system on test-only pages, with invented names: what the look's tests open and photograph."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from clinics.lists import FilterForm, Sort, list_page
from clinics.models import User

NAMES = [
    ("Ёлкина Мария Сергеевна", "Имплантация, 2 этап", 0.72, 148_000, "amber", "phone", "Ждёт звонка", 2),
    ("Абрамов Илья Петрович", "Ортодонтия, элайнеры", 0.34, 312_500, "red", "alert-triangle", "Просрочен", 9),
    ("Жукова Анна Викторовна", "Пародонтология", 0.55, 42_300, "green", "check", "Идёт по плану", 6),
    (
        "Петров Константин Олегович",
        "Протезирование на имплантах верхней челюсти",
        0.12,
        498_000,
        "grey",
        "calendar",
        "Нет визита",
        14,
    ),
    ("Щукина Дарья Андреевна", "Лечение каналов 3.6", 0.88, 18_450, "green", "check", "Идёт по плану", 21),
    ("Кузнецов Роман Ильич", "Гигиена, повтор", 0.4, 6_900, "blue", "message", "Ждёт ответа", 4),
    ("Белова Ольга Николаевна", "Имплантация, 1 этап", 0.25, 96_000, "red", "alert-triangle", "Просрочен", 3),
    (
        "Фёдоров Артём Денисович",
        "Ортодонтия, брекеты",
        0.61,
        Decimal("187499.50"),
        "purple",
        "hourglass",
        "Отложен",
        1,
    ),
]
KEYS = ("name", "plan", "share", "sum", "tone", "icon", "state", "days")
POINTS = [12, 14, 13, 17, 16, 19, 22, 21, 24, 23, 27, 31]


class UserFilter(FilterForm):
    q = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"type": "search"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", "—"), ("ru", _("Russian")), ("en", _("English"))]
    )

    def narrow(self, rows):
        if text := self.value("q"):
            rows = rows.filter(last_name__icontains=text)
        if language := self.value("language"):
            rows = rows.filter(language=language)
        return rows


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Full name"), help_text="Фамилия, имя, отчество")
    phone = forms.CharField(label=_("Phone"))
    branch = forms.ChoiceField(label=_("Branch"), choices=[("1", "На Невском"), ("2", "На Лесной")])
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("sms", "SMS"), ("mail", "E-mail")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Пациент согласен получать сообщения", required=False)
    file = forms.FileField(label=_("File"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Tiles, a worklist, charts, tabs and a timeline."""
    messages.success(request, "План согласован, следующий визит записан на 24.11.2026.")
    rows = [
        dict(zip(KEYS, row, strict=True), number=10_234 + 37 * i, chance=27 + i)
        for i, row in enumerate(NAMES)
    ]
    tabs = [
        {"url": "?", "label": "Согласовано, не записан", "count": 217, "is_current": True},
        {"url": "?tab=2", "label": "Нет контакта", "count": 39},
        {"url": "?tab=3", "label": "Отложен", "count": 0},
    ]
    events = [
        {
            "at": "24.11.2026",
            "title": "Визит назначен",
            "text": "Имплантация, врач Смирнова Е. В.",
            "icon": "calendar",
            "tone": "teal",
        },
        {
            "at": "21.11.2026",
            "title": "Звонок: дозвонились",
            "text": "Просила утро.",
            "icon": "phone",
            "tone": "green",
        },
        {
            "at": "14.11.2026",
            "title": "Сообщение не ушло",
            "text": "Вне часов отправки.",
            "icon": "hand-stop",
            "tone": "amber",
        },
    ]
    context = {
        "title": "Планы лечения",
        "rows": rows,
        "tabs": tabs,
        "events": events,
        "points": POINTS,
        "falling": POINTS[::-1],
        "today": date(2026, 11, 21),
        "total": sum(row["sum"] for row in rows),
        "cohorts": COHORTS,
        "funnel": FUNNEL,
        "control": CONTROL,
        "bars": BARS,
        "sankey": SANKEY,
        "heat": HEAT,
    }
    return render(request, "look/board.html", context)


@login_required
def users(request: HttpRequest) -> HttpResponse:
    """A real list over a real table."""
    form = UserFilter(request.GET)
    sorts = {"name": Sort("last_name"), "login": Sort("username")}
    page = list_page(
        request.GET, form.narrow(User.objects.all()), form=form, sorts=sorts, default="name", size=5
    )
    return render(request, "look/users.html", {"title": "Люди", "page": page})


@login_required
def form_page(request: HttpRequest) -> HttpResponse:
    """A form; a POST shows its errors with 422."""
    form = SampleForm(request.POST or None)
    return render(
        request,
        "look/form.html",
        {"title": "Новый пациент", "form": form},
        status=422 if form.errors else 200,
    )


COHORTS = [
    SimpleNamespace(
        name=name, size=size, shares=[1.0, 0.89 - i * 0.02, 0.67, 0.51, 0.4, 0.31, 0.22, 0.13][: 8 - i]
    )
    for i, (name, size) in enumerate(
        [("Апр 2026", 154), ("Май 2026", 153), ("Июн 2026", 101), ("Июл 2026", 143)]
    )
]
FUNNEL = {
    "series": [
        {
            "type": "funnel",
            "data": [
                {"name": "Первичный приём", "value": 1840},
                {"name": "План составлен", "value": 1422},
                {"name": "План согласован", "value": 1011},
                {"name": "Лечение начато", "value": 874},
            ],
        }
    ]
}
CONTROL = {
    "xAxis": {"type": "category", "data": [f"{n}.11" for n in range(1, 21)]},
    "yAxis": {"type": "value", "scale": True},
    "series": [
        {
            "name": "Минут до звонка",
            "type": "line",
            "data": [106, 98, 95, 103, 104, 108, 97, 91, 99, 99, 98, 104, 97, 107, 92, 95, 103, 126, 101, 99],
            "markLine": {
                "data": [
                    {"yAxis": 124.3, "name": "ВКГ", "lineStyle": {"color": "token:red-solid"}},
                    {"yAxis": 101.2, "name": "Среднее", "lineStyle": {"color": "token:grey-solid"}},
                ],
            },
        }
    ],
}
BARS = {
    "legend": {},
    "xAxis": {"type": "category", "data": ["Июл", "Авг", "Сен", "Окт", "Ноя"]},
    "yAxis": {"type": "value"},
    "series": [
        {"name": "Определено", "type": "bar", "data": [812_000, 934_500, 1_020_000, 990_000, 1_104_000]},
        {"name": "Согласовано", "type": "bar", "data": [512_000, 634_500, 720_000, 690_000, 804_000]},
    ],
}
SANKEY = {
    "series": [
        {
            "type": "sankey",
            "data": [{"name": n} for n in ("Активные", "Спящие", "Потерянные", "Активные в октябре")],
            "links": [
                {"source": "Активные", "target": "Активные в октябре", "value": 800},
                {"source": "Спящие", "target": "Активные в октябре", "value": 60},
                {"source": "Активные", "target": "Потерянные", "value": 30},
            ],
        }
    ]
}
HEAT = {
    "xAxis": {"type": "category", "data": [str(hour) for hour in range(9, 21)]},
    "yAxis": {"type": "category", "data": ["Пн", "Вт", "Ср", "Чт", "Пт"]},
    "visualMap": {
        "min": 0,
        "max": 10,
        "show": False,
        "inRange": {"color": ["token:shade-1", "token:shade-10"]},
    },
    "series": [
        {"type": "heatmap", "data": [[x, y, (x * 3 + y * 5) % 11] for x in range(12) for y in range(5)]}
    ],
}

urlpatterns = [
    path("", include("clinic_crm.urls")),
    path("gallery/board/", board, name="gallery-board"),
    path("gallery/users/", users, name="gallery-users"),
    path("gallery/form/", form_page, name="gallery-form"),
    path("gallery/404/", TemplateView.as_view(template_name="404.html")),
    path("gallery/403/", TemplateView.as_view(template_name="403.html")),
    path("gallery/500/", TemplateView.as_view(template_name="500.html")),
]
