"""The public words say nothing about what the pages are for."""

from django.urls import path

from ketenwerk.reporting import desk, papers, telling, uploads, views
from ketenwerk.reporting.handling import views as handling
from ketenwerk.reporting.together import views as together

app_name = "reporting"
urlpatterns = [
    path("contact/", telling.report, name="report"),
    path("contact/practice/", telling.practise, name="practice"),
    path("contact/paper/", views.paper, name="paper"),
    path("answer/", views.enter, name="mailbox"),
    path("answer/open/", views.open_mailbox, name="open"),
    path("answer/add/", uploads.attach, name="attach"),
    path("answer/write/", views.write, name="write"),
    path("answer/helped/", views.say_whether_it_helped, name="helped"),
    path("answer/wipe/", views.wipe, name="wipe"),
    path("answer/close/", views.leave_mailbox, name="leave_mailbox"),
    path("intake/", desk.inbox, name="inbox"),
    path("intake/<uuid:report_id>/", desk.show, name="show"),
    path("intake/<uuid:report_id>/take/", handling.take, name="take"),
    path("intake/<uuid:report_id>/note/", handling.note, name="note"),
    path("intake/<uuid:report_id>/hand-over/", handling.hand_over, name="hand_over"),
    path("intake/<uuid:report_id>/close/", handling.close, name="close"),
    path("intake/<uuid:report_id>/alike/", handling.alike, name="alike"),
    path("intake/<uuid:report_id>/together/", together.together, name="together"),
    path("intake/<uuid:report_id>/take-out/", handling.take_out, name="take_out"),
    path("intake/offered/<uuid:handover_id>/", handling.handover, name="handover"),
    path("intake/files/<uuid:attachment_id>/", papers.attachment, name="attachment"),
    path("intake/files/<uuid:attachment_id>/original/", papers.original, name="original"),
    path("intake/originals/<uuid:opening_id>/agree/", papers.agree, name="agree"),
    path("intake/originals/<uuid:opening_id>/open/", papers.open_original, name="open_original"),
]
