from django.db import migrations, models


class Migration(migrations.Migration):
    """When a client was last seen waiting for an appointment."""

    dependencies = (("consultations", "0014_looks_in_lists"),)

    operations = (
        migrations.AddField(
            model_name="participant",
            name="seen_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    )
