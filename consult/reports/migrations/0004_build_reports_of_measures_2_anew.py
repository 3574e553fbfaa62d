"""Have reports of measures 2 built anew: they have no turning points.

Those whose readings are gone stay as they are: there is nothing to build them of.
"""

from django.db import migrations


def build_anew(apps, schema_editor):
    """Take the reports back; the sweep sends every one of them to the workers."""
    reports = apps.get_model("reports", "Report").objects.filter(
        state="ready", data__measures_version="2", readings_deleted_at=None
    )
    consultations = apps.get_model("consultations", "Consultation").objects
    consultations.filter(pk__in=reports.values("consultation_id")).update(report_state="building")
    reports.delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_readings_deleted_at"), ("consultations", "0001_initial")]

    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop, elidable=True)]
