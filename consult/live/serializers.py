"""JSON forms of the live path: the wire's messages for the OpenAPI schema, and its cursors."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from consult.clock import LATEST_MS
from consult.consultations.models import Participant, Reading
from consult.consultations.models.message import LONGEST


class TicketSerializer(serializers.Serializer[Any]):
    """What opens a socket."""

    ticket = serializers.CharField()
    path = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="seconds")


class CursorSerializer(serializers.Serializer[Any]):
    """Where to read on: after a position in one stream, or after a reading id in all."""

    stream = serializers.UUIDField(required=False, default=None)
    after = serializers.IntegerField(min_value=0, default=0)
    after_id = serializers.IntegerField(min_value=0, default=0)


class ReadingSerializer(serializers.Serializer[Any]):
    """`wire.Reading`."""

    type = serializers.ChoiceField(choices=["reading"])
    id = serializers.IntegerField()
    participant = serializers.UUIDField()
    stream = serializers.UUIDField()
    position = serializers.IntegerField()
    seq = serializers.IntegerField()
    captured_at = serializers.IntegerField(help_text="Unix milliseconds")
    received_at = serializers.IntegerField(help_text="Unix milliseconds")
    status = serializers.ChoiceField(choices=Reading.Status.choices)
    reason = serializers.CharField(allow_blank=True)
    box = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    probabilities = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    valence = serializers.FloatField(allow_null=True)


class StreamSerializer(serializers.Serializer[Any]):
    """One connection of a camera."""

    id = serializers.UUIDField()
    participant = serializers.UUIDField()
    stored = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class ReadingsSerializer(serializers.Serializer[Any]):
    """A page of readings."""

    streams = StreamSerializer(many=True)
    results = ReadingSerializer(many=True)
    more = serializers.BooleanField()


class SummarySerializer(serializers.Serializer[Any]):
    """`wire.Summary`."""

    type = serializers.ChoiceField(choices=["summary"])
    participant = serializers.UUIDField()
    at = serializers.IntegerField(help_text="Unix milliseconds")
    probabilities = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    valence = serializers.FloatField(allow_null=True)
    arousal = serializers.FloatField(allow_null=True)
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    coverage = serializers.FloatField()
    readings = serializers.IntegerField()
    camera_on_s = serializers.FloatField()
    insufficient = serializers.ChoiceField(
        choices=["coverage", "readings"],
        allow_null=True,
        help_text="what a report of the same readings would withhold its index for",
    )


class MarkerFormSerializer(serializers.Serializer[Any]):
    """A new marker; `key` makes sending it twice harmless."""

    key = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=500, allow_blank=True, default="")
    at = serializers.IntegerField(
        required=False, min_value=0, max_value=LATEST_MS, help_text="Unix milliseconds"
    )


class MarkerWordsSerializer(serializers.Serializer[Any]):
    """Other words for a marker; none are an answer, too."""

    text = serializers.CharField(max_length=500, allow_blank=True)


class MarkerSerializer(serializers.Serializer[Any]):
    """`wire.Marker`."""

    type = serializers.ChoiceField(choices=["marker"])
    id = serializers.UUIDField()
    at = serializers.IntegerField(help_text="Unix milliseconds")
    text = serializers.CharField(allow_blank=True)


class ChatCursorSerializer(serializers.Serializer[Any]):
    """Where to read the chat on."""

    after = serializers.IntegerField(min_value=0, default=0)


class MessageFormSerializer(serializers.Serializer[Any]):
    """A new message; `key` makes sending it twice harmless."""

    key = serializers.UUIDField()
    text = serializers.CharField(max_length=LONGEST)


class MessageSerializer(serializers.Serializer[Any]):
    """A message of the chat."""

    id = serializers.IntegerField()
    key = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Participant.Role.choices)
    at = serializers.IntegerField(help_text="Unix milliseconds")
    text = serializers.CharField()


class MessagesSerializer(serializers.Serializer[Any]):
    """A page of the chat."""

    results = MessageSerializer(many=True)
    more = serializers.BooleanField()
