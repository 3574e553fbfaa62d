"""The operators' pages: their names and their menu.

Part of `consult.settings`, which takes all names from here.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy


def _link(title: Any, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}")}


_TEAL = {
    "50": "oklch(97.7% .012 203)",
    "100": "oklch(94.5% .025 203)",
    "200": "oklch(90% .042 203)",
    "300": "oklch(83% .065 203)",
    "400": "oklch(74% .09 203)",
    "500": "oklch(63% .1 203)",
    "600": "oklch(49.5% .085 203)",
    "700": "oklch(43% .074 203)",
    "800": "oklch(37% .06 203)",
    "900": "oklch(31% .05 203)",
    "950": "oklch(22% .036 203)",
}
"""The product's own accent, from nearly white to nearly black."""

UNFOLD = {
    "COLORS": {"primary": _TEAL},
    "SITE_TITLE": gettext_lazy("Operations"),
    "SITE_HEADER": "Consult",
    "SITE_SUBHEADER": gettext_lazy("Operations"),
    "SITE_URL": None,
    "SHOW_VIEW_ON_SITE": False,
    "SIDEBAR": {
        "navigation": [
            {
                "title": gettext_lazy("People"),
                "items": [
                    _link(gettext_lazy("Practices"), "home_work", "accounts_practice_changelist"),
                    _link(gettext_lazy("Accounts"), "person", "accounts_user_changelist"),
                    _link(gettext_lazy("Audit"), "fact_check", "accounts_auditentry_changelist"),
                ],
            },
            {
                "title": gettext_lazy("Service"),
                "items": [
                    _link(gettext_lazy("Background tasks"), "schedule", "tasks"),
                    _link(
                        gettext_lazy("Failed tasks"), "error", "operations_deadletter_changelist"
                    ),
                    _link(
                        gettext_lazy("Practice reports"),
                        "mail",
                        "operations_practiceletter_changelist",
                    ),
                    _link(gettext_lazy("Models"), "neurology", "models"),
                ],
            },
        ],
    },
}
