"""The words in these addresses say nothing about what the pages are for."""

app_name = "information"
urlpatterns: list[object] = []
