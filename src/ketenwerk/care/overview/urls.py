from django.urls import path

from ketenwerk.care.overview import views

urlpatterns = [
    path("places/region/<slug:code>/", views.overview, name="overview"),
    path("places/region/<slug:code>/pdf/", views.as_pdf, name="overview_pdf"),
]
