"""Under the addresses of care."""

from django.urls import path

from ketenwerk.care.searching import views

urlpatterns = [
    path("places/search/", views.search, name="search"),
    path("places/search/missing/", views.count, name="count_unmet"),
]
