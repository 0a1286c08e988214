from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ketenwerk.accounts"
    label = "accounts"
