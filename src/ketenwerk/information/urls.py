"""The words in these addresses say nothing about what the pages are for."""

from django.urls import path

from ketenwerk.information import checking, searching, views

app_name = "information"
urlpatterns = [
    path("read/", views.index, name="index"),
    path("read/<slug:page>/", views.page, name="page"),
    path("safety/", views.safety, name="safety"),
    path("before/<slug:onward>/", views.before, name="before"),
    path("help/", views.whom, name="whom"),
    path("help/<slug:situation>/", views.situation, name="situation"),
    path("numbers/", views.channels, name="channels"),
    path("share/", views.share, name="share"),
    path("block/<slug:situation>/", views.block, name="block"),
    path("signs/", checking.signs, name="signs"),
    path("search/", searching.search, name="search"),
]
