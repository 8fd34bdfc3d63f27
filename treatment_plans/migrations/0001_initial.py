import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('clinics', '0001_initial'),
        ('clinics', '__first__'),
        ('patients', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RefusalReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decline', 'refusal'), ('defer', 'put off')], max_length=8, verbose_name='for')),
                ('name_ru', models.CharField(max_length=120, verbose_name='in Russian')),
                ('name_en', models.CharField(max_length=120, verbose_name='in English')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'reason of refusal',
                'verbose_name_plural': 'reasons of refusal',
                'ordering': ['kind', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'name_ru'), name='refusal_reason_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['decline', 'defer'])), name='refusal_reason_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='TreatmentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('identified_on', models.DateField(verbose_name='identified on')),
                ('offered_on', models.DateField(blank=True, null=True, verbose_name='offered on')),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('active', 'active'), ('completed', 'completed'), ('closed', 'closed')], default='active', max_length=10, verbose_name='state')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('lines_total', models.PositiveIntegerField(default=0, help_text='without the cancelled ones')),
                ('lines_open', models.PositiveIntegerField(default=0)),
                ('lines_realised', models.PositiveIntegerField(default=0)),
                ('open_sum', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('open_minutes', models.PositiveIntegerField(default=0)),
                ('open_agreed_lines', models.PositiveIntegerField(default=0)),
                ('open_agreed_sum', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('open_agreed_minutes', models.PositiveIntegerField(default=0)),
                ('open_agreed_since', models.DateField(null=True)),
                ('lines_deferred', models.PositiveIntegerField(default=0)),
                ('deferred_until', models.DateField(help_text='the earliest of its deferred lines', null=True)),
                ('declined_sum', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('declined_on', models.DateField(help_text='the latest refusal', null=True)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='treatment_plans', to='clinics.branch')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='treatment_plans', to='clinics.clinic')),
                ('curator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='curated_plans', to='clinics.employee')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='treatment_plans', to='patients.patient')),
                ('practitioner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='identified_plans', to='clinics.employee')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.datasource')),
            ],
            options={
                'verbose_name': 'treatment plan',
                'indexes': [models.Index(condition=models.Q(('state', 'active')), fields=['branch', 'curator'], name='plan_active_of_curator'), models.Index(fields=['patient'], name='plan_of_patient'), models.Index(fields=['identified_on', 'id'], name='plan_newest'), models.Index(condition=models.Q(('closed_on__isnull', False)), fields=['closed_on'], name='plan_closed'), models.Index(condition=models.Q(('declined_on__isnull', False), models.Q(('state', 'active'), _negated=True)), fields=['branch', 'declined_on'], name='plan_declined')],
                'constraints': [models.UniqueConstraint(fields=('clinic', 'source', 'number'), name='plan_number_once_per_source', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('state', 'active')), models.Q(models.Q(('state', 'active'), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='plan_closed_iff_closed_on'), models.CheckConstraint(condition=models.Q(('state__in', ['active', 'completed', 'closed'])), name='plan_state_known')],
            },
        ),
        migrations.CreateModel(
            name='PlanItemVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('known_at', models.DateTimeField(help_text='when we learnt this version')),
                ('known_to', models.DateTimeField()),
                ('service_name', models.CharField(max_length=300, verbose_name='service')),
                ('tooth', models.CharField(blank=True, max_length=20, verbose_name='tooth')),
                ('minutes', models.PositiveSmallIntegerField(default=30, verbose_name='minutes')),
                ('status', models.CharField(choices=[('identified', 'identified'), ('agreed', 'agreed'), ('scheduled', 'scheduled'), ('realised', 'realised'), ('declined', 'declined'), ('deferred', 'deferred'), ('cancelled', 'cancelled')], default='identified', max_length=10, verbose_name='state')),
                ('price', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='price')),
                ('agreed_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='agreed price')),
                ('actual_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='actual price')),
                ('identified_on', models.DateField(verbose_name='identified on')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed on')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='promised for')),
                ('realised_on', models.DateField(blank=True, null=True, verbose_name='realised on')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='declined, deferred or cancelled on')),
                ('deferred_until', models.DateField(blank=True, null=True, verbose_name='deferred until')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason in words')),
                ('planitem_id', models.BigIntegerField()),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.clinic')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.service')),
                ('refusal_reason', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='treatment_plans.refusalreason', verbose_name='reason')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='treatment_plans.treatmentplan')),
            ],
            options={
                'verbose_name': 'past version of a plan line',
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('known_at', models.DateTimeField(help_text='when we learnt this version')),
                ('service_name', models.CharField(max_length=300, verbose_name='service')),
                ('tooth', models.CharField(blank=True, max_length=20, verbose_name='tooth')),
                ('minutes', models.PositiveSmallIntegerField(default=30, verbose_name='minutes')),
                ('status', models.CharField(choices=[('identified', 'identified'), ('agreed', 'agreed'), ('scheduled', 'scheduled'), ('realised', 'realised'), ('declined', 'declined'), ('deferred', 'deferred'), ('cancelled', 'cancelled')], default='identified', max_length=10, verbose_name='state')),
                ('price', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='price')),
                ('agreed_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='agreed price')),
                ('actual_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='actual price')),
                ('identified_on', models.DateField(verbose_name='identified on')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed on')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='promised for')),
                ('realised_on', models.DateField(blank=True, null=True, verbose_name='realised on')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='declined, deferred or cancelled on')),
                ('deferred_until', models.DateField(blank=True, null=True, verbose_name='deferred until')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason in words')),
                ('external_key', models.CharField(blank=True, max_length=200, null=True)),
                ('awaits_review', models.CharField(blank=True, help_text='reason code; empty = reviewed', max_length=60)),
                ('booking', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='plan_items', to='patients.visit')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.clinic')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.service')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.datasource')),
                ('refusal_reason', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='treatment_plans.refusalreason', verbose_name='reason')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='treatment_plans.treatmentplan')),
            ],
            options={
                'verbose_name': 'plan line',
                'indexes': [models.Index(condition=models.Q(('awaits_review', ''), _negated=True), fields=['clinic'], name='plan_item_to_review'), models.Index(condition=models.Q(('status', 'scheduled')), fields=['booking'], name='plan_item_scheduled')],
                'constraints': [models.UniqueConstraint(fields=('source', 'external_key'), name='plan_item_once_per_source'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='plan_item_price_not_negative'), models.CheckConstraint(condition=models.Q(('status__in', ['identified', 'agreed', 'scheduled', 'realised', 'declined', 'deferred', 'cancelled'])), name='plan_item_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'realised'), _negated=True), ('realised_on__isnull', False), models.Q(('awaits_review', ''), _negated=True), _connector='OR'), name='plan_item_realised_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['agreed', 'scheduled']), _negated=True), ('agreed_on__isnull', False), models.Q(('awaits_review', ''), _negated=True), _connector='OR'), name='plan_item_agreed_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['declined', 'deferred', 'cancelled']), _negated=True), ('ended_on__isnull', False), models.Q(('awaits_review', ''), _negated=True), _connector='OR'), name='plan_item_ended_has_day')],
            },
        ),
        migrations.CreateModel(
            name='PlanEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan_version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('from_status', models.CharField(blank=True, choices=[('identified', 'identified'), ('agreed', 'agreed'), ('scheduled', 'scheduled'), ('realised', 'realised'), ('declined', 'declined'), ('deferred', 'deferred'), ('cancelled', 'cancelled')], max_length=10)),
                ('to_status', models.CharField(blank=True, choices=[('identified', 'identified'), ('agreed', 'agreed'), ('scheduled', 'scheduled'), ('realised', 'realised'), ('declined', 'declined'), ('deferred', 'deferred'), ('cancelled', 'cancelled')], max_length=10)),
                ('correction', models.CharField(blank=True, choices=[('not_agreed', 'was not agreed'), ('not_realised', 'was not done'), ('reopened', 'opened again')], max_length=12)),
                ('rule', models.CharField(blank=True, help_text='the automatic rule that moved it', max_length=40)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='treatment_plans.planitem')),
                ('refusal_reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='treatment_plans.refusalreason')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='treatment_plans.treatmentplan')),
            ],
            options={
                'verbose_name': 'move of a plan line',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['plan', '-at'], name='plan_event_of_plan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('by__isnull', False), models.Q(('rule', ''), _negated=True), _connector='OR'), name='plan_event_by_person_or_rule')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planitem',
            trigger=pgtrigger.compiler.Trigger(name='keep_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                IF (OLD.service_id, OLD.service_name, OLD.tooth, OLD.minutes, OLD.status, OLD.price, OLD.agreed_price, OLD.actual_price, OLD.identified_on, OLD.agreed_on, OLD.promised_on, OLD.realised_on, OLD.ended_on, OLD.deferred_until, OLD.refusal_reason_id, OLD.reason) IS DISTINCT FROM (NEW.service_id, NEW.service_name, NEW.tooth, NEW.minutes, NEW.status, NEW.price, NEW.agreed_price, NEW.actual_price, NEW.identified_on, NEW.agreed_on, NEW.promised_on, NEW.realised_on, NEW.ended_on, NEW.deferred_until, NEW.refusal_reason_id, NEW.reason) THEN\n                    IF NEW.known_at = OLD.known_at THEN\n                        NEW.known_at := greatest(now(), OLD.known_at);\n                    END IF;\n                    INSERT INTO treatment_plans_planitemversion (planitem_id, clinic_id, plan_id, service_id, service_name, tooth, minutes, status, price, agreed_price, actual_price, identified_on, agreed_on, promised_on, realised_on, ended_on, deferred_until, refusal_reason_id, reason, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.plan_id, OLD.service_id, OLD.service_name, OLD.tooth, OLD.minutes, OLD.status, OLD.price, OLD.agreed_price, OLD.actual_price, OLD.identified_on, OLD.agreed_on, OLD.promised_on, OLD.realised_on, OLD.ended_on, OLD.deferred_until, OLD.refusal_reason_id, OLD.reason, OLD.known_at, NEW.known_at;\n                END IF;\n                RETURN NEW;\n            ', hash='524bd224a08f595b1c3b63035698c3e1fc2bed96', operation='UPDATE', pgid='pgtrigger_keep_version_a3e03', table='treatment_plans_planitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planitem',
            trigger=pgtrigger.compiler.Trigger(name='keep_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO treatment_plans_planitemversion (planitem_id, clinic_id, plan_id, service_id, service_name, tooth, minutes, status, price, agreed_price, actual_price, identified_on, agreed_on, promised_on, realised_on, ended_on, deferred_until, refusal_reason_id, reason, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.plan_id, OLD.service_id, OLD.service_name, OLD.tooth, OLD.minutes, OLD.status, OLD.price, OLD.agreed_price, OLD.actual_price, OLD.identified_on, OLD.agreed_on, OLD.promised_on, OLD.realised_on, OLD.ended_on, OLD.deferred_until, OLD.refusal_reason_id, OLD.reason, OLD.known_at, greatest(now(), OLD.known_at); RETURN OLD;', hash='655120a6e868e729f1ba1b1b0c47aa6bd68dbc91', operation='DELETE', pgid='pgtrigger_keep_deleted_67851', table='treatment_plans_planitem', when='BEFORE')),
        ),
    ]
