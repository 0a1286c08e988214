from django.urls import path

from ketenwerk.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("leave/", views.leave, name="leave"),
    path("try/", views.try_out, name="try"),
    path("work/", views.work, name="work"),
    path("organisation/", views.organisation, name="organisation"),
    path("region/<slug:code>/", views.region, name="region"),
]
