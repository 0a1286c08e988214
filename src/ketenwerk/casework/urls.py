from django.urls import path

from ketenwerk.casework import views
from ketenwerk.casework.placing import urls as placing

app_name = "casework"
urlpatterns = [
    path("cases/", views.show_list, name="list"),
    path("cases/open/<uuid:signal_id>/", views.open_case, name="open"),
    path("cases/<uuid:case_id>/", views.show, name="show"),
    path("cases/<uuid:case_id>/close/", views.close, name="close"),
    path("cases/<uuid:case_id>/task/", views.add_task, name="add_task"),
    path("tasks/<uuid:task_id>/", views.task, name="task"),
    path("tasks/<uuid:task_id>/done/", views.finish_task, name="finish_task"),
    path("tracks/<uuid:track_id>/", views.track, name="track"),
    path("tracks/<uuid:track_id>/next-step/", views.set_next_step, name="set_next_step"),
    path("tracks/<uuid:track_id>/close/", views.close_track, name="close_track"),
    path("tracks/<uuid:track_id>/place/", views.find_place, name="find_place"),
    path("tracks/<uuid:track_id>/place/ask/", views.ask, name="ask"),
    *placing.urlpatterns,
]
