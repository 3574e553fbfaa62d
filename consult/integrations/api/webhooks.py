"""`/api/v1/practice/webhooks/`: addresses that are told what happened."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.accounts.authentication import signed_in
from consult.accounts.errors import Conflict
from consult.accounts.permissions import IsAdministrator
from consult.integrations.addresses import AddressRefused
from consult.integrations.http_delivery import secret_of
from consult.integrations.models import Delivery, Endpoint, Event
from consult.integrations.services import webhooks

EVENTS = [(event.value, event.value) for event in Event if event is not Event.TEST]
SHOWN = 20
"""Deliveries of one address in a list."""


class WebhookSerializer(serializers.ModelSerializer[Endpoint]):
    """An address and what it is told."""

    events = serializers.ListField(child=serializers.ChoiceField(choices=EVENTS), allow_empty=False)

    class Meta:
        model = Endpoint
        fields = ("id", "url", "events", "active", "created_at")
        read_only_fields: tuple[str, ...] = ("id", "created_at")


class ChangedWebhookSerializer(WebhookSerializer):
    """The address itself stays: another one is another webhook, with another secret."""

    class Meta(WebhookSerializer.Meta):
        read_only_fields = ("id", "url", "created_at")


class SecretSerializer(serializers.Serializer[Any]):
    """What an address's messages are signed with."""

    secret = serializers.CharField(read_only=True)


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """One message and how far it came."""

    class Meta:
        model = Delivery
        fields = (
            *("id", "event", "state", "attempts", "answered", "problem", "created_at", "next_at"),
        )


class WebhooksView(APIView):
    """The practice's addresses."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=WebhookSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return them in the order they were added."""
        return Response(WebhookSerializer(_endpoints_of(request), many=True).data)

    @extend_schema(request=WebhookSerializer, responses={201: WebhookSerializer})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add one. 400 for an address that may not be called, 409 when there are too many."""
        form = WebhookSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        actor, wish = signed_in(request), form.validated_data
        if not webhooks.room_for_another(actor.own_practice):
            raise Conflict(_("There are as many webhooks as a practice can have."), code="too_many")
        try:
            endpoint = webhooks.add_endpoint(actor, wish["url"], wish["events"])
        except AddressRefused as error:
            raise serializers.ValidationError({"url": [refused_words(error.reason)]}) from error
        return Response(WebhookSerializer(endpoint).data, status=status.HTTP_201_CREATED)


class WebhookView(APIView):
    """One address."""

    permission_classes = (IsAdministrator,)

    @extend_schema(
        request=ChangedWebhookSerializer(partial=True), responses=ChangedWebhookSerializer
    )
    def patch(self, request: Request, pk: uuid.UUID) -> Response:
        """Choose its events, or switch it off and on."""
        endpoint = _endpoint(request, pk)
        form = ChangedWebhookSerializer(endpoint, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        changed = webhooks.change_endpoint(
            signed_in(request),
            endpoint,
            events=form.validated_data.get("events", endpoint.events),
            active=form.validated_data.get("active", endpoint.active),
        )
        return Response(WebhookSerializer(changed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: uuid.UUID) -> Response:
        """Forget it, and what was on its way to it."""
        webhooks.remove_endpoint(signed_in(request), _endpoint(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SecretView(APIView):
    """The secret of one address."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=SecretSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return it."""
        return _secret(_endpoint(request, pk))

    @extend_schema(request=None, responses=SecretSerializer)
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Make another one; the one before signs nothing any more."""
        return _secret(webhooks.renew_secret(signed_in(request), _endpoint(request, pk)))


class DeliveriesView(APIView):
    """What an address was told lately."""

    permission_classes = (IsAdministrator,)

    @extend_schema(responses=DeliverySerializer(many=True))
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return the latest messages, the newest first."""
        latest = _endpoint(request, pk).deliveries.all()[:SHOWN]
        return Response(DeliverySerializer(latest, many=True).data)

    @extend_schema(request=None, responses={201: DeliverySerializer})
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Send a message that tells nothing, to try the address. 409 while it is switched off."""
        endpoint = _endpoint(request, pk)
        if not endpoint.active:
            raise Conflict(_("This webhook is switched off."), code="switched_off")
        told = webhooks.send_test(endpoint)
        return Response(DeliverySerializer(told).data, status=status.HTTP_201_CREATED)


def refused_words(reason: str) -> str:
    """Return why an address may not be called, and what to do."""
    return {
        "not_https": _("Use an address that begins with https://."),
        "unknown_host": _("There is no server of this name."),
        "not_public": _("This address does not lie on the public internet."),
    }.get(reason, _("This is not an address that can be called."))


def _secret(endpoint: Endpoint) -> Response:
    return Response({"secret": secret_of(endpoint)})


def _endpoints_of(request: Request) -> QuerySet[Endpoint]:
    return Endpoint.objects.filter(practice=signed_in(request).own_practice)


def _endpoint(request: Request, pk: uuid.UUID) -> Endpoint:
    return get_object_or_404(_endpoints_of(request), pk=pk)
