from django.urls import path

from ketenwerk.statistics import views

app_name = "statistics"
urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/figures.csv", views.as_file, name="csv"),
]
