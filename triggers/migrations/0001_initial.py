import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('clinics', '0001_initial'),
        ('clinics', '__first__'),
        ('patients', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='SendingSwitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(blank=True, choices=[('email', 'e-mail'), ('sms', 'SMS'), ('call', 'call')], max_length=8)),
                ('is_halted', models.BooleanField(default=False)),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sending_switches', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'sending switch',
                'constraints': [models.UniqueConstraint(fields=('clinic', 'channel'), name='sending_switch_per_channel')],
            },
        ),
        migrations.CreateModel(
            name='SendingSwitchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('channel', models.CharField(blank=True, choices=[('email', 'e-mail'), ('sms', 'SMS'), ('call', 'call')], max_length=8)),
                ('is_halted', models.BooleanField(default=False)),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='clinics.clinic')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='triggers.sendingswitch')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Trigger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('name_ru', models.CharField(max_length=120)),
                ('name_en', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('service', 'service'), ('care', 'care'), ('recall', 'invitation to a check-up'), ('advertising', 'advertising')], max_length=12)),
                ('occasion', models.CharField(choices=[('entered_segment', 'entered a segment'), ('first_visit', 'the day after the first visit')], max_length=20)),
                ('segment', models.CharField(blank=True, choices=[('prospect', 'prospect'), ('beginning', 'beginning'), ('regular', 'regular'), ('best', 'best'), ('sleeping', 'sleeping'), ('lapsed', 'lapsed')], max_length=10)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('sms', 'SMS'), ('call', 'call')], default='email', max_length=8)),
                ('fresh_days', models.PositiveSmallIntegerField(default=7, verbose_name='an occasion counts for days')),
                ('valid_days', models.PositiveSmallIntegerField(default=7, verbose_name='a message waits at most, days')),
                ('stops_when_booked', models.BooleanField(default=True, verbose_name='not sent when a visit is booked')),
                ('always_approve', models.BooleanField(default=False, verbose_name='a person approves each list')),
                ('state', models.CharField(choices=[('draft', 'off'), ('on', 'on'), ('paused', 'paused')], default='draft', max_length=8)),
                ('switched_on_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='triggers', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'trigger',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('clinic', 'key'), name='trigger_key_once_per_clinic'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('switched_on_at__isnull', False), _connector='OR'), name='trigger_on_since'), models.CheckConstraint(condition=models.Q(('occasion', 'entered_segment'), ('segment', ''), _connector='XOR'), name='trigger_segment_iff_entered')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurrence', models.CharField(max_length=60)),
                ('segment', models.CharField(blank=True, choices=[('prospect', 'prospect'), ('beginning', 'beginning'), ('regular', 'regular'), ('best', 'best'), ('sleeping', 'sleeping'), ('lapsed', 'lapsed')], max_length=10)),
                ('from_backlog', models.BooleanField(default=False)),
                ('enrolled_at', models.DateTimeField()),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.clinic')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='patients.patient')),
                ('trigger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='triggers.trigger')),
            ],
            options={
                'verbose_name': 'enrolment',
                'indexes': [models.Index(fields=['patient'], name='enrolment_of_patient')],
                'constraints': [models.UniqueConstraint(fields=('trigger', 'patient', 'occurrence'), name='enrolled_once_per_occurrence')],
            },
        ),
        migrations.CreateModel(
            name='Backlog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quota', models.PositiveIntegerField(verbose_name='letters a day')),
                ('state', models.CharField(choices=[('running', 'runs'), ('stopped', 'stopped')], default='running', max_length=8)),
                ('started_at', models.DateTimeField()),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trigger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backlogs', to='triggers.trigger')),
            ],
            options={
                'verbose_name': 'backlog',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('trigger',), name='backlog_one_running_per_trigger'), models.CheckConstraint(condition=models.Q(('quota__gte', 1)), name='backlog_quota_positive')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('open', 'waits for approval'), ('approved', 'approved'), ('declined', 'declined'), ('expired', 'too late')], default='open', max_length=8)),
                ('frozen_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.clinic')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trigger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approval_lists', to='triggers.trigger')),
            ],
            options={
                'verbose_name': 'list to approve',
                'ordering': ['-day', '-number'],
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['clinic', 'day'], name='approval_list_open')],
                'constraints': [models.UniqueConstraint(fields=('trigger', 'day', 'number'), name='approval_list_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'expired']), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='approval_list_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='TriggerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.SlugField(db_index=False, max_length=40)),
                ('name_ru', models.CharField(max_length=120)),
                ('name_en', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('service', 'service'), ('care', 'care'), ('recall', 'invitation to a check-up'), ('advertising', 'advertising')], max_length=12)),
                ('occasion', models.CharField(choices=[('entered_segment', 'entered a segment'), ('first_visit', 'the day after the first visit')], max_length=20)),
                ('segment', models.CharField(blank=True, choices=[('prospect', 'prospect'), ('beginning', 'beginning'), ('regular', 'regular'), ('best', 'best'), ('sleeping', 'sleeping'), ('lapsed', 'lapsed')], max_length=10)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('sms', 'SMS'), ('call', 'call')], default='email', max_length=8)),
                ('fresh_days', models.PositiveSmallIntegerField(default=7, verbose_name='an occasion counts for days')),
                ('valid_days', models.PositiveSmallIntegerField(default=7, verbose_name='a message waits at most, days')),
                ('stops_when_booked', models.BooleanField(default=True, verbose_name='not sent when a visit is booked')),
                ('always_approve', models.BooleanField(default=False, verbose_name='a person approves each list')),
                ('state', models.CharField(choices=[('draft', 'off'), ('on', 'on'), ('paused', 'paused')], default='draft', max_length=8)),
                ('switched_on_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('clinic', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='clinics.clinic')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='triggers.trigger')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TriggerTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=1)),
                ('subject_ru', models.CharField(max_length=150)),
                ('body_ru', models.TextField()),
                ('subject_en', models.CharField(max_length=150)),
                ('body_en', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trigger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='templates', to='triggers.trigger')),
            ],
            options={
                'verbose_name': 'text of a trigger',
                'ordering': ['step', '-version'],
                'constraints': [models.UniqueConstraint(fields=('trigger', 'step', 'version'), name='template_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurrence', models.CharField(help_text='why now: «sleeping:2026-01-14»', max_length=60)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('service', 'service'), ('care', 'care'), ('recall', 'invitation to a check-up'), ('advertising', 'advertising')], max_length=12)),
                ('purpose', models.CharField(choices=[('processing', 'data processing'), ('service', 'service messages'), ('care', 'care'), ('advertising', 'advertising'), ('survey', 'survey')], max_length=12)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('sms', 'SMS'), ('call', 'call')], max_length=8)),
                ('segment', models.CharField(blank=True, choices=[('prospect', 'prospect'), ('beginning', 'beginning'), ('regular', 'regular'), ('best', 'best'), ('sleeping', 'sleeping'), ('lapsed', 'lapsed')], max_length=10)),
                ('client_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False)),
                ('state', models.CharField(choices=[('awaiting', 'waits for approval'), ('scheduled', 'waits to be sent'), ('claimed', 'taken by a sender'), ('sending', 'being sent'), ('accepted', 'sent'), ('delivered', 'delivered'), ('failed', 'failed'), ('unknown', 'not known whether sent'), ('unknown_closed', 'not known, closed by a person'), ('suppressed', 'skipped'), ('expired', 'too late'), ('cancelled', 'cancelled')], default='scheduled', max_length=14)),
                ('reason', models.CharField(blank=True, choices=[('deceased', 'the patient has died'), ('archived', 'the card is archived'), ('awaits_review', 'may be a double card, a person must decide first'), ('do_not_contact', 'asked not to be contacted'), ('booked', 'a visit is already booked'), ('segment_left', 'no longer in the segment'), ('no_guardian', "a child without a guardian's address"), ('no_address', 'no address'), ('dead_address', 'the address is dead'), ('no_consent', 'no consent for this purpose'), ('withdrawn', 'consent withdrawn'), ('channel', 'this channel is not allowed for the purpose'), ('same_day', 'written to this address today already'), ('cap', 'written to this address often enough'), ('expired', 'waited too long'), ('declined', 'declined by a person'), ('text', 'the text could not be filled in'), ('merged', 'the card was joined with another')], max_length=20)),
                ('queued_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('claim', models.UUIDField(editable=False, null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('doubts', models.PositiveSmallIntegerField(default=0, help_text='look-ups that found nothing')),
                ('intent_at', models.DateTimeField(null=True)),
                ('doubted_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('provider_id', models.CharField(blank=True, max_length=120)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField(blank=True)),
                ('approval_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='triggers.approvallist')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.clinic')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='patients.patient')),
                ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='patients.contactpoint')),
                ('trigger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='triggers.trigger')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='triggers.triggertemplate')),
            ],
            options={
                'verbose_name': 'message',
                'indexes': [models.Index(condition=models.Q(('state', 'scheduled')), fields=['due_at', 'id'], name='message_due'), models.Index(condition=models.Q(('state__in', ['claimed', 'sending'])), fields=['lease_until'], name='message_in_hand'), models.Index(condition=models.Q(('state', 'unknown')), fields=['doubted_at'], name='message_unknown'), models.Index(condition=models.Q(('state__in', ['awaiting', 'scheduled'])), fields=['expires_at'], name='message_expiring'), models.Index(fields=['patient', '-id'], name='message_of_patient'), models.Index(fields=['trigger', '-id'], name='message_of_trigger'), models.Index(fields=['clinic', '-id'], name='message_newest'), models.Index(fields=['approval_list'], name='message_of_list'), models.Index(fields=['clinic', 'finished_at'], name='message_finished')],
                'constraints': [models.UniqueConstraint(fields=('trigger', 'patient', 'occurrence', 'step'), name='message_once_per_occurrence'), models.UniqueConstraint(fields=('client_id',), name='message_client_id_once'), models.CheckConstraint(condition=models.Q(('state__in', ['awaiting', 'scheduled', 'claimed', 'sending', 'accepted', 'delivered', 'failed', 'unknown', 'unknown_closed', 'suppressed', 'expired', 'cancelled'])), name='message_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['suppressed', 'expired', 'cancelled']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='message_skipped_says_why'), models.CheckConstraint(condition=models.Q(('state__in', ['suppressed', 'expired', 'cancelled']), ('point__isnull', False), _connector='OR'), name='message_has_an_address'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sending', 'accepted', 'delivered', 'unknown', 'unknown_closed']), _negated=True), ('intent_at__isnull', False), _connector='OR'), name='message_intent_before_act')],
            },
        ),
        migrations.CreateModel(
            name='BacklogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurrence', models.CharField(max_length=60)),
                ('released_on', models.DateField(null=True)),
                ('backlog', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='triggers.backlog')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='patients.patient')),
            ],
            options={
                'verbose_name': 'person of a backlog',
                'indexes': [models.Index(condition=models.Q(('released_on', None)), fields=['backlog', 'id'], name='backlog_entry_waiting'), models.Index(fields=['backlog', 'released_on'], name='backlog_entry_by_day')],
                'constraints': [models.UniqueConstraint(fields=('backlog', 'patient', 'occurrence'), name='backlog_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='DeliveryAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('started', 'started'), ('accepted', 'accepted by the provider'), ('not_called', 'held back: the machine was slow, nothing was sent'), ('temporary', 'temporary refusal'), ('permanent', 'final refusal'), ('unknown', 'no clear answer'), ('not_found', 'the provider knows nothing of it')], default='started', max_length=10)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='triggers.message')),
            ],
            options={
                'verbose_name': 'attempt',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('message', 'number'), name='attempt_number_once')],
            },
        ),
        migrations.CreateModel(
            name='SendingCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('processing', 'data processing'), ('service', 'service messages'), ('care', 'care'), ('advertising', 'advertising'), ('survey', 'survey')], max_length=12)),
                ('sent_at', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='patients.contactpoint')),
            ],
            options={
                'verbose_name': 'sending counter',
                'constraints': [models.UniqueConstraint(fields=('point', 'purpose'), name='sending_counter_per_point_and_purpose')],
            },
        ),
        migrations.CreateModel(
            name='SendingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.CharField(choices=[('ru', 'Russia'), ('own', 'Own responsibility'), ('demo', 'Demonstration')], max_length=8)),
                ('kind', models.CharField(choices=[('service', 'service'), ('care', 'care'), ('recall', 'invitation to a check-up'), ('advertising', 'advertising')], max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('purpose', models.CharField(choices=[('processing', 'data processing'), ('service', 'service messages'), ('care', 'care'), ('advertising', 'advertising'), ('survey', 'survey')], max_length=12, verbose_name='consent needed')),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('email', 'e-mail'), ('sms', 'SMS'), ('call', 'call')], max_length=8), size=None)),
                ('windows', django.contrib.postgres.fields.ArrayField(base_field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=2), size=7)),
                ('cap', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at most')),
                ('cap_days', models.PositiveSmallIntegerField(default=30, verbose_name='within days')),
                ('once_a_day', models.BooleanField(default=True)),
                ('needs_approval', models.BooleanField(default=True, verbose_name='a person approves each list')),
                ('has_warning', models.BooleanField(default=False, verbose_name='carries the contraindication warning')),
                ('has_opt_out', models.BooleanField(default=True, verbose_name='carries the opt-out link')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'sending rule',
                'constraints': [models.UniqueConstraint(fields=('clinic', 'profile', 'kind', 'version'), name='sending_rule_version_once'), models.CheckConstraint(condition=models.Q(('cap_days__gte', 1)), name='sending_rule_period_positive')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sendingrule',
            trigger=pgtrigger.compiler.Trigger(name='never_rewritten', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aaba4688db9e7ed7ec27ef0b904a886a8ff36049', operation='UPDATE OR DELETE', pgid='pgtrigger_never_rewritten_a1069', table='triggers_sendingrule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sendingswitch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "triggers_sendingswitchevent" ("changed_at", "changed_by_id", "channel", "clinic_id", "id", "is_halted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."channel", NEW."clinic_id", NEW."id", NEW."is_halted", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."why"); RETURN NULL;', hash='0f4c54be62d9511c4cddf552805c60d8ea3039c7', operation='INSERT', pgid='pgtrigger_insert_insert_76962', table='triggers_sendingswitch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sendingswitch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "triggers_sendingswitchevent" ("changed_at", "changed_by_id", "channel", "clinic_id", "id", "is_halted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."channel", NEW."clinic_id", NEW."id", NEW."is_halted", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."why"); RETURN NULL;', hash='c204b92a3c6dccdf5a5f195a240d3f53d27a3f90', operation='UPDATE', pgid='pgtrigger_update_update_bc597', table='triggers_sendingswitch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trigger',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "triggers_triggerevent" ("always_approve", "channel", "clinic_id", "fresh_days", "id", "key", "kind", "name_en", "name_ru", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "state", "stops_when_booked", "switched_on_at", "valid_days", "version") VALUES (NEW."always_approve", NEW."channel", NEW."clinic_id", NEW."fresh_days", NEW."id", NEW."key", NEW."kind", NEW."name_en", NEW."name_ru", NEW."occasion", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."segment", NEW."state", NEW."stops_when_booked", NEW."switched_on_at", NEW."valid_days", NEW."version"); RETURN NULL;', hash='551445a83b041bb7926401b6e1b43beefdf96e72', operation='INSERT', pgid='pgtrigger_insert_insert_6ffe2', table='triggers_trigger', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trigger',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "triggers_triggerevent" ("always_approve", "channel", "clinic_id", "fresh_days", "id", "key", "kind", "name_en", "name_ru", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "state", "stops_when_booked", "switched_on_at", "valid_days", "version") VALUES (NEW."always_approve", NEW."channel", NEW."clinic_id", NEW."fresh_days", NEW."id", NEW."key", NEW."kind", NEW."name_en", NEW."name_ru", NEW."occasion", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."segment", NEW."state", NEW."stops_when_booked", NEW."switched_on_at", NEW."valid_days", NEW."version"); RETURN NULL;', hash='faf753b8d3b497580697aa964863e2c827a75cbf', operation='UPDATE', pgid='pgtrigger_update_update_dd589', table='triggers_trigger', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='triggertemplate',
            trigger=pgtrigger.compiler.Trigger(name='never_rewritten', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ab53269e1b7628f6ecb71a1b9267f271fe022520', operation='UPDATE', pgid='pgtrigger_never_rewritten_8aaea', table='triggers_triggertemplate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='moves_along_its_states', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{awaiting:scheduled,awaiting:suppressed,awaiting:expired,awaiting:cancelled,scheduled:claimed,scheduled:suppressed,scheduled:expired,scheduled:cancelled,claimed:scheduled,claimed:sending,claimed:suppressed,claimed:expired,claimed:cancelled,claimed:failed,sending:scheduled,sending:accepted,sending:delivered,sending:failed,sending:unknown,accepted:delivered,accepted:failed,unknown:accepted,unknown:delivered,unknown:failed,unknown:scheduled,unknown:unknown_closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='dc06c8a94693c9aef890b1ec9d1b3c643f544258', operation='UPDATE', pgid='pgtrigger_moves_along_its_states_b321c', table='triggers_message', when='BEFORE')),
        ),
    ]
