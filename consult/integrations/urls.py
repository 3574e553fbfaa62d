"""The URLs of a practice's keys and webhooks."""

from __future__ import annotations

from django.urls import URLPattern, path

from consult.integrations.api import keys, webhooks

api: list[URLPattern] = [
    path("practice/keys/", keys.KeysView.as_view()),
    path("practice/keys/<slug:prefix>/", keys.KeyView.as_view()),
    path("practice/webhooks/", webhooks.WebhooksView.as_view()),
    path("practice/webhooks/<uuid:pk>/", webhooks.WebhookView.as_view()),
    path("practice/webhooks/<uuid:pk>/secret/", webhooks.SecretView.as_view()),
    path("practice/webhooks/<uuid:pk>/deliveries/", webhooks.DeliveriesView.as_view()),
]
