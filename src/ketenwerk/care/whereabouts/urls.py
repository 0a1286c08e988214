from django.urls import path

from ketenwerk.care.whereabouts import views

urlpatterns = [
    path("places/<uuid:service_id>/where/", views.address, name="address"),
    path("places/<uuid:service_id>/where/keep/", views.keep, name="keep_address"),
    path("places/<uuid:service_id>/where/forget/", views.forget, name="forget_address"),
    path("places/<uuid:service_id>/where/ask/", views.ask, name="ask_address"),
    path("places/where/<uuid:reveal_id>/agree/", views.agree, name="agree_to_reveal"),
    path("places/where/<uuid:reveal_id>/tell/", views.tell, name="tell_address"),
]
