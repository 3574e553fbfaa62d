"""Hold every consultation to the days that its client said yes to."""

from django.db import migrations, models


def keep_promises(apps, schema_editor):
    """Nobody could change a practice's days before: what holds now is what was said."""
    Consultation = apps.get_model("consultations", "Consultation")
    agreed = Consultation.objects.filter(participants__consents__decision="granted")
    for practice in apps.get_model("accounts", "Practice").objects.all():
        keys = agreed.filter(practice=practice).values("pk")
        Consultation.objects.filter(pk__in=keys).update(promised_days=practice.retention_days)


class Migration(migrations.Migration):

    dependencies = [("consultations", "0007_accesses_and_sharing")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="promised_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(keep_promises, migrations.RunPython.noop),
    ]
