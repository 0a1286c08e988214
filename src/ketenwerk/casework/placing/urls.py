from django.urls import path

from ketenwerk.casework.placing import views

urlpatterns = [
    path("tracks/<uuid:track_id>/place/stop/", views.stop, name="stop_search"),
    path("searches/<uuid:search_id>/", views.search, name="search"),
    path("referrals/<uuid:referral_id>/", views.referral, name="referral"),
    path("referrals/<uuid:referral_id>/accept/", views.accept, name="accept"),
    path("referrals/<uuid:referral_id>/refuse/", views.refuse, name="refuse"),
    path("referrals/<uuid:referral_id>/question/", views.question, name="question"),
    path("referrals/<uuid:referral_id>/addition/", views.addition, name="addition"),
    path("referrals/<uuid:referral_id>/intake/", views.intake, name="intake"),
    path("referrals/<uuid:referral_id>/arrived/", views.arrived, name="arrived"),
    path("referrals/<uuid:referral_id>/confirm/", views.confirm, name="confirm"),
    path("referrals/<uuid:referral_id>/withdraw/", views.withdraw, name="withdraw"),
]
