"""What the base pages point at, so that the parts stand without the houses behind them."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import include, path


def _nothing(request):
    return HttpResponse()


_web = [path(f"{name}/", _nothing, name=name) for name in ("home", "leave", "work")]
_information = [
    path(f"{name}/", _nothing, name=name)
    for name in ("index", "safety", "search", "share", "signs", "whom")
]
_information.append(path("before/<slug:onward>/", _nothing, name="before"))
_care = [path("find/", _nothing, name="find")]
_statistics = [path("figures/", _nothing, name="figures")]
_reporting = [path(f"{name}/", _nothing, name=name) for name in ("report", "mailbox")]

urlpatterns = i18n_patterns(
    path("", include((_web, "web"))),
    path("", include((_information, "information"))),
    path("", include((_reporting, "reporting"))),
    path("", include((_care, "care"))),
    path("", include((_statistics, "statistics"))),
    path("sign-out/", _nothing, name="account_logout"),
)
