from django.urls import path

from ketenwerk.care.directory import views

urlpatterns = [
    path("places/<uuid:service_id>/entry/", views.entry, name="entry"),
]
