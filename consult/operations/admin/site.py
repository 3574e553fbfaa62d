"""The site: who may enter, what the browser may run there, and the pages without a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from unfold.sites import UnfoldAdminSite

from analyzer import weights
from consult.accounts.models import User
from consult.operations import task_monitor

SCRIPTED = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}
"""unfold's pages are made with Alpine, which evaluates attributes, and set styles in the markup.
Only these pages get this, and what clients or counsellors write is not shown on any of them."""


class OperatorSite(UnfoldAdminSite):  # type: ignore[misc]
    """Only operators enter: superusers. They sign in where all do, with the same second factor."""

    site_title = gettext_lazy("Operations")
    site_header = gettext_lazy("Operations")
    index_title = gettext_lazy("Operations")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether this is an operator."""
        return is_operator(request.user)

    def admin_view(
        self, view: Callable[..., HttpResponseBase], cacheable: bool = False
    ) -> Callable[..., HttpResponseBase]:
        """Return the view with what its pages need to run."""
        guarded = super().admin_view(view, cacheable)
        return csp_update(SCRIPTED)(guarded)

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send to the product's own sign-in; 403 for who is signed in and no operator."""
        if request.user.is_authenticated and not is_operator(request.user):
            raise PermissionDenied
        return redirect("/sign-in?" + urlencode({"next": request.GET.get("next", "/admin/")}))

    def extra_urls(self) -> list[URLPattern]:
        """Add the pages that show no table."""
        return [
            path("tasks/", self.admin_view(self.tasks_page), name="tasks"),
            path("models/", self.admin_view(self.models_page), name="models"),
        ]

    def _search_apps(self, app_list: list[dict[str, Any]], term: str) -> list[dict[str, Any]]:
        """Return what is found as mappings: unfold caches it, and the cache takes JSON alone."""
        return [
            {name: str(one) if isinstance(one, Promise) else one for name, one in found.items()}
            for found in map(asdict, super()._search_apps(app_list, term))
        ]

    def tasks_page(self, request: HttpRequest) -> HttpResponse:
        """Show what waits, and when each periodic task was last done."""
        now = timezone.now()
        rows = [
            [
                one.name,
                one.rhythm,
                timezone.localtime(one.done_at).strftime("%Y-%m-%d %H:%M:%S")
                if one.done_at
                else _("not known"),
                "" if one.done_at is None else _("late") if one.late else _("on time"),
            ]
            for one in task_monitor.planned(now)
        ]
        queue = task_monitor.queue()
        return self._page(
            request,
            "operations/tasks.html",
            _("Background tasks"),
            queue=queue,
            table={
                "headers": [_("Task"), _("Planned"), _("Last done"), _("State")],
                "rows": rows,
            },
        )

    def models_page(self, request: HttpRequest) -> HttpResponse:
        """Show the models of the manifest, and which of them serves."""
        served = weights.model().name
        rows = [
            [
                one.name,
                _("in use") if one.name == served else "",
                one.version,
                one.architecture,
                f"{one.uncertain_below:.2f}",
                one.sha256[:12],
            ]
            for one in map(
                weights.model, weights.manifest(weights.MODELS / weights.MANIFEST)["models"]
            )
        ]
        return self._page(
            request,
            "operations/models.html",
            _("Models"),
            table={
                "headers": [
                    _("Model"),
                    "",
                    _("Version"),
                    _("Architecture"),
                    _("Uncertain below"),
                    "SHA-256",
                ],
                "rows": rows,
            },
        )

    def _page(
        self, request: HttpRequest, template: str, title: str, **context: Any
    ) -> TemplateResponse:
        return TemplateResponse(
            request, template, {**self.each_context(request), "title": title, **context}
        )


def is_operator(user: User | AnonymousUser | Any) -> bool:
    """Tell whether this is somebody who runs the service."""
    return isinstance(user, User) and user.is_active and user.is_staff and user.is_superuser


site = OperatorSite()
