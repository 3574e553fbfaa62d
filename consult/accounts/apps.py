"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, practices and policy."""

    name = "consult.accounts"
