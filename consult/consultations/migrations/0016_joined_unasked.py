from django.db import migrations, models


class Migration(migrations.Migration):
    """Who joined without being asked for a consent, and so left no record of it."""

    dependencies = (("consultations", "0015_seen_at"),)

    operations = (
        migrations.AddField(
            model_name="participant",
            name="joined_unasked",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="participant",
            name="others_unasked",
            field=models.BooleanField(db_default=False, default=False),
        ),
    )
