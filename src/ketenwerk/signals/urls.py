from django.urls import path

from ketenwerk.signals import views

app_name = "signals"
urlpatterns = [
    path("signals/", views.show_list, name="list"),
    path("signals/from-report/<uuid:report_id>/", views.raise_signal, name="raise"),
    path("signals/<uuid:signal_id>/", views.show, name="show"),
    path("signals/<uuid:signal_id>/answer/", views.answer, name="answer"),
    path("signals/<uuid:signal_id>/decide/", views.decide, name="decide"),
]
