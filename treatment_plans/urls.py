from django.urls import path

from treatment_plans.views import lines, load, offers, plans, queue, review, settings

app_name = "plans"
urlpatterns = [
    path("plans/", plans.plan_list, name="list"),
    path("plans/queue/", queue.queue, name="queue"),
    path("plans/load/", load.load, name="load"),
    path("plans/load/<slug:by>/<int:key>/<slug:week>/", load.load_cell, name="load-cell"),
    path("plans/review/", review.review_list, name="review"),
    path("plans/review/<int:pk>/", review.decide, name="decide"),
    path("plans/new/<int:patient_pk>/", plans.create, name="create"),
    path("plans/<int:pk>/", plans.detail, name="detail"),
    path("plans/<int:pk>/lines/", plans.add_line, name="add-line"),
    path("plans/<int:pk>/answer/", plans.answer, name="answer"),
    path("plans/<int:pk>/services/", plans.services, name="services"),
    path("plans/<int:pk>/alternative/", plans.alternative, name="alternative"),
    path("plans/<int:pk>/choose/<int:variant_pk>/", plans.choose, name="choose"),
    path("plans/<int:pk>/offer/", offers.make, name="offer"),
    path("plans/offers/<int:pk>/", offers.offer_page, name="offer-page"),
    path("plans/offers/<int:pk>/pdf/", offers.pdf, name="offer-pdf"),
    path("plans/offers/<int:pk>/against/<int:other_pk>/", offers.compare, name="offer-difference"),
    path("plans/settings/", settings.settings, name="settings"),
    path("plans/<int:pk>/curator/", plans.give_curator, name="curator"),
    path("plans/<int:pk>/touch/", queue.touch, name="touch"),
    path("plans/lines/<int:pk>/", lines.line, name="line"),
    path("plans/lines/<int:pk>/undo/<int:event_pk>/", lines.undo, name="undo"),
]
