"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AccountsConfig(AppConfig):
    """Users, practices and policy."""

    name = "consult.accounts"
    verbose_name = gettext_lazy("Accounts")

    def ready(self) -> None:
        """Connect the receivers."""
        from consult.accounts import receivers  # noqa: F401
