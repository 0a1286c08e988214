"""Under the addresses of care."""

from django.urls import path

from ketenwerk.care.planning import views

urlpatterns = [
    path("places/action-days/", views.show_list, name="action_days"),
    path("places/action-days/open/", views.begin, name="open_action_day"),
    path("places/action-days/<uuid:day_id>/", views.show, name="action_day"),
    path("places/action-days/<uuid:day_id>/people/", views.add, name="add_people"),
    path("places/action-days/<uuid:day_id>/plan/", views.plan, name="plan_action_day"),
    path("places/action-days/<uuid:day_id>/accept/", views.accept, name="accept_proposals"),
    path("places/action-days/<uuid:day_id>/close/", views.close, name="close_action_day"),
    path(
        "places/action-days/<uuid:day_id>/without/<uuid:service_id>/",
        views.let_fall,
        name="let_place_fall",
    ),
    path("places/action-days/people/<uuid:person_id>/remove/", views.remove, name="remove_person"),
]
