"""Have the reports of the first measures built anew: their gaps have no kind, their shares no doubt.

No reading has ever been deleted by age before this version, so nothing is lost by it.
"""

from django.db import migrations


def build_anew(apps, schema_editor):
    """Take the reports back; the sweep sends every one of them to the workers."""
    reports = apps.get_model("reports", "Report").objects.filter(
        state="ready", data__measures_version="1"
    )
    consultations = apps.get_model("consultations", "Consultation").objects
    consultations.filter(pk__in=reports.values("consultation_id")).update(report_state="building")
    reports.delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("consultations", "0001_initial")]

    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop, elidable=True)]
