import uuid

import django.db.models.deletion
from django.db import migrations, models

CHOICES = [("here", "Here"), ("beside", "Beside")]


class Migration(migrations.Migration):
    """What was planned before there was a call goes on beside another call tool."""

    dependencies = [("consultations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="call_mode",
            field=models.CharField(choices=CHOICES, default="beside", max_length=8),
        ),
        migrations.AlterField(
            model_name="consultation",
            name="call_mode",
            field=models.CharField(choices=CHOICES, default="here", max_length=8),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("at", models.DateTimeField()),
                ("text", models.CharField(max_length=2000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="consultations.participant",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["consultation", "id"], name="message_cursor")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "key"), name="one_message_of_each_key"
                    )
                ],
            },
        ),
    ]
