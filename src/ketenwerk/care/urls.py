from django.urls import path

from ketenwerk.care import views

app_name = "care"
urlpatterns = [
    path("places/", views.services, name="services"),
    path("places/<uuid:service_id>/", views.count, name="count"),
]
