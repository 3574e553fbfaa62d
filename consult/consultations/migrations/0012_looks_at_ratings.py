from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0011_keyed_markers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='access',
            name='act',
            field=models.CharField(choices=[('watched', 'Watched'), ('viewed', 'Viewed'), ('read', 'Read'), ('rating', 'Rating'), ('compared', 'Compared'), ('pdf', 'Pdf'), ('csv', 'Csv'), ('json', 'Json'), ('xlsx', 'Xlsx'), ('copied', 'Copied'), ('shared', 'Shared'), ('taken_back', 'Taken Back')], max_length=12),
        ),
    ]
