import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """When each side paused the analysis and let it go on; of earlier pauses nothing is known."""

    dependencies = (("consultations", "0016_joined_unasked"),)

    operations = (
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        choices=[("client", "Client"), ("counsellor", "Counsellor")], max_length=10
                    ),
                ),
                ("began", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="consultations.participant",
                    ),
                ),
            ],
            options={"ordering": ("at", "id")},
        ),
    )
