"""Every address, house by house. The language stands in front, so nothing needs to be remembered."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

# What machines read has no language in its address.
urlpatterns = [
    path("hsds/", include("ketenwerk.care.hsds.urls")),
    *i18n_patterns(
        path("account/", include("ketenwerk.accounts.urls")),
        path("", include("ketenwerk.web.urls")),
        path("", include("ketenwerk.information.urls")),
        path("", include("ketenwerk.reporting.urls")),
        path("", include("ketenwerk.signals.urls")),
        path("", include("ketenwerk.casework.urls")),
        path("", include("ketenwerk.care.urls")),
        path("", include("ketenwerk.statistics.urls")),
    ),
]

handler400 = "ketenwerk.web.problems.bad_request"
handler403 = "ketenwerk.web.problems.forbidden"
handler404 = "ketenwerk.web.problems.not_found"
handler500 = "ketenwerk.web.problems.broken"
