"""Under the addresses of care."""

from django.urls import path

from ketenwerk.care.help_points import views

urlpatterns = [
    path("help-points/", views.show_list, name="help_points"),
    path("help-points/add/", views.add, name="add_help_point"),
    path("help-points/<uuid:point_id>/", views.change, name="change_help_point"),
    path("help-points/<uuid:point_id>/checked/", views.check, name="check_help_point"),
    path("help-points/<uuid:point_id>/show/", views.show, name="show_help_point"),
    path("help-points/<uuid:point_id>/hide/", views.hide, name="hide_help_point"),
]
