"""Django with one empty page and nothing else: no middleware, no database."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ketenwerk.foundation.serving import Served


def empty(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse("", headers={"Content-Length": "0"})


urlpatterns = [path("empty/", empty), path("static/nothing", empty)]

del os.environ["DJANGO_SETTINGS_MODULE"]
settings.configure(
    ROOT_URLCONF="bench.bare", ALLOWED_HOSTS=["*"], MIDDLEWARE=[], INSTALLED_APPS=[]
)
application = Served(get_wsgi_application(), at_most=lambda _: 0, lane=lambda _: "")
