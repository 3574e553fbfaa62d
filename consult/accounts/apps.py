"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, practices and policy."""

    name = "consult.accounts"

    def ready(self) -> None:
        """Connect the receivers."""
        from consult.accounts import receivers  # noqa: F401
