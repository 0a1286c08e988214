"""The public words say nothing about what the pages are for."""

from django.urls import path

from ketenwerk.reporting import desk, views

app_name = "reporting"
urlpatterns = [
    path("contact/", views.report, name="report"),
    path("answer/", views.enter, name="mailbox"),
    path("answer/open/", views.open_mailbox, name="open"),
    path("answer/write/", views.write, name="write"),
    path("answer/wipe/", views.wipe, name="wipe"),
    path("answer/close/", views.leave_mailbox, name="leave_mailbox"),
    path("intake/", desk.inbox, name="inbox"),
    path("intake/<uuid:report_id>/", desk.show, name="show"),
]
