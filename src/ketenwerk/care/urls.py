from django.urls import path

from ketenwerk.care import finder, views
from ketenwerk.care.directory import urls as directory
from ketenwerk.care.help_points import urls as help_points
from ketenwerk.care.overview import urls as overview
from ketenwerk.care.planning import urls as planning
from ketenwerk.care.searching import urls as searching
from ketenwerk.care.whereabouts import urls as whereabouts

app_name = "care"
urlpatterns = [
    path("find/", finder.find, name="find"),
    path("places/", views.services, name="services"),
    path("places/<uuid:service_id>/", views.count, name="count"),
    *directory.urlpatterns,
    *searching.urlpatterns,
    *overview.urlpatterns,
    *whereabouts.urlpatterns,
    *planning.urlpatterns,
    *help_points.urlpatterns,
]
