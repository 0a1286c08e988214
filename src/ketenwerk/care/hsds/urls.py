from django.urls import path

from ketenwerk.care.hsds import api

app_name = "hsds"
urlpatterns = [
    path("", api.about, name="about"),
    path("openapi.json", api.openapi, name="openapi"),
    path("services", api.services, name="services"),
    path("services/<str:hsds_id>", api.service, name="service"),
    path("service_at_locations", api.places, name="places"),
    path("service_at_locations/<str:hsds_id>", api.place, name="place"),
    path("organizations", api.organisations, name="organisations"),
    path("organizations/<str:hsds_id>", api.organisation, name="organisation"),
    path("taxonomies", api.taxonomies, name="taxonomies"),
    path("taxonomies/<str:hsds_id>", api.taxonomy, name="taxonomy"),
    path("taxonomy_terms", api.taxonomy_terms, name="terms"),
    path("taxonomy_terms/<str:hsds_id>", api.taxonomy_term, name="term"),
]
