from django.urls import path

from quality.views import people, reviews, rounds

app_name = "quality"
urlpatterns = [
    path("quality/", reviews.home, name="home"),
    path("quality/queue/", reviews.queue, name="queue"),
    path("quality/next/", reviews.take_next, name="next"),
    path("quality/cases/<int:pk>/", reviews.case, name="case"),
    path("quality/cases/<int:pk>/save/", reviews.save, name="save"),
    path("quality/cases/<int:pk>/submit/", reviews.submit, name="submit"),
    path("quality/people/", people.people, name="people"),
    path("quality/people/<int:pk>/", people.person, name="person"),
    path("quality/mine/", people.mine, name="mine"),
    path("quality/rounds/", rounds.rounds, name="rounds"),
    path("quality/rounds/draw/", rounds.draw_past, name="draw-past"),
    path("quality/rounds/set-up/", rounds.set_up, name="set-up"),
    path("quality/rounds/<int:pk>/", rounds.round_page, name="round"),
    path("quality/rounds/<int:pk>/cases.tsv", rounds.case_list, name="case-list"),
    path("quality/rules/<int:pk>/", rounds.rule, name="rule"),
    path("quality/standards/", rounds.standards, name="standards"),
]
