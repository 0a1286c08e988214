"""The addresses of sign-in, under allauth's own names. What is not listed here does not exist."""

from allauth.account import views as account
from allauth.socialaccount import views as organisation
from django.urls import include, path, re_path

from ketenwerk.accounts import oidc, views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("signed-out/", views.signed_out, name="account_signed_out"),
    path("session-ended/", views.session_ended, name="account_session_ended"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("no-account/", views.no_account, name="account_signup"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/none/", views.no_password, name="account_set_password"),
    path("password/forgotten/", views.password_forgotten, name="account_reset_password"),
    path(
        "password/link/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/link/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("factors/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path(
        "organisation/cancelled/",
        organisation.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("<slug:provider_id>/callback/", oidc.callback, name="openid_connect_callback"),
]
