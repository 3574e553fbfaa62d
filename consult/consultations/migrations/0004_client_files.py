"""A file for every client's name that a counsellor has used."""

from django.db import migrations


def make_files(apps, schema_editor):
    """Give each consultation of one counsellor with one name the same file.

    The name is the client's own word where they gave one when joining: somebody who was called
    Erin once and Erin K. later has two files, and the counsellor may rename one of them.
    """
    Participant = apps.get_model("consultations", "Participant")
    Consultation = apps.get_model("consultations", "Consultation")
    Client = apps.get_model("consultations", "Client")
    people = Participant.objects.filter(role="client").order_by("consultation__created_at", "pk")
    rows = people.values_list(
        "consultation", "consultation__practice", "consultation__counsellor", "name"
    )
    files = {}
    for consultation, practice, counsellor, name in rows.iterator():
        name = " ".join(name.split())
        if not name:
            continue
        whose = (counsellor, name.casefold())
        if whose not in files:
            files[whose] = Client.objects.create(
                practice_id=practice, counsellor_id=counsellor, name=name, name_key=whose[1]
            ).pk
        Consultation.objects.filter(pk=consultation).update(client=files[whose])


class Migration(migrations.Migration):

    dependencies = [("consultations", "0003_clients")]

    operations = [migrations.RunPython(make_files, migrations.RunPython.noop)]
