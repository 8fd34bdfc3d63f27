from django.urls import path

from triggers.views import approval, backlog, letters, messages, public, rules, triggers

app_name = "triggers"
urlpatterns = [
    path("triggers/", triggers.trigger_list, name="list"),
    path("triggers/stop/", triggers.halt, name="halt"),
    path("triggers/<int:pk>/", triggers.trigger_detail, name="detail"),
    path("triggers/<int:pk>/switch/", triggers.trigger_switch, name="switch"),
    path("triggers/<int:pk>/backlog/", backlog.backlog, name="backlog"),
    path("triggers/<int:pk>/backlog/stop/", backlog.backlog_stop, name="backlog-stop"),
    path("settings/rules/", rules.rule_list, name="rules"),
    path("settings/rules/<slug:kind>/", rules.rule_page, name="rule"),
    path("approvals/", approval.approval_lists, name="approvals"),
    path("approvals/<int:pk>/", approval.approval_detail, name="approval"),
    path("approvals/<int:pk>/decide/", approval.approval_decide, name="approval-decide"),
    path("messages/", messages.message_log, name="messages"),
    path("messages/unknown/", messages.unknown_queue, name="unknown"),
    path("messages/<int:pk>/", messages.message_detail, name="message"),
    path("messages/<int:pk>/close/", messages.unknown_close, name="unknown-close"),
    path("letters/", letters.letter_list, name="letters"),
    path("letters/<str:name>/", letters.letter, name="letter"),
    path("u/<str:token>/", public.unsubscribe_page, name="unsubscribe"),
]
