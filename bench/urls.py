"""The addresses of the program, and an empty page beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ketenwerk import urls
from ketenwerk.organisations.doors import public


@public
def empty(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse("")


urlpatterns = [path("empty/", empty), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
