from django.urls import path

from treatment_plans.views import lines, load, plans, queue, review

app_name = "plans"
urlpatterns = [
    path("plans/", plans.plan_list, name="list"),
    path("plans/queue/", queue.queue, name="queue"),
    path("plans/load/", load.load, name="load"),
    path("plans/load/rows/", load.load_cell, name="load-cell"),
    path("plans/review/", review.review_list, name="review"),
    path("plans/review/<int:pk>/", review.decide, name="decide"),
    path("plans/new/<int:patient_pk>/", plans.create, name="create"),
    path("plans/<int:pk>/", plans.detail, name="detail"),
    path("plans/<int:pk>/lines/", plans.add_line, name="add-line"),
    path("plans/<int:pk>/answer/", plans.answer, name="answer"),
    path("plans/<int:pk>/offer/", plans.offer, name="offer"),
    path("plans/<int:pk>/curator/", plans.give_curator, name="curator"),
    path("plans/<int:pk>/touch/", queue.touch, name="touch"),
    path("plans/lines/<int:pk>/", lines.line, name="line"),
]
