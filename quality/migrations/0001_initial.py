import django.core.validators
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
    ]

    operations = [
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_ru', models.CharField(max_length=300, verbose_name='text, Russian')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='text, English')),
                ('hint_ru', models.CharField(blank=True, max_length=400, verbose_name='guidance, Russian')),
                ('hint_en', models.CharField(blank=True, max_length=400, verbose_name='guidance, English')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('yes_no', 'yes or no'), ('yes_no_na', 'yes, no or not applicable')], default='yes_no', max_length=12)),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight')),
                ('is_critical', models.BooleanField(default=False, verbose_name='critical')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['standard', 'position'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weight__gte', 1)), name='criterion_weighs_something'), models.CheckConstraint(condition=models.Q(('kind__in', ['yes_no', 'yes_no_na'])), name='criterion_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField()),
                ('floor', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('seed_hash', models.CharField(max_length=64)),
                ('committed_at', models.DateTimeField()),
                ('is_retrospective', models.BooleanField(default=False)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('drawn_at', models.DateTimeField(blank=True, null=True)),
                ('case_list', models.TextField(blank=True)),
                ('case_list_digest', models.CharField(blank=True, max_length=64)),
                ('case_count', models.PositiveIntegerField(default=0)),
                ('unattributed', models.PositiveIntegerField(default=0, help_text='cases without a performer, left out')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'round',
                'ordering': ['-starts_on', '-pk'],
                'indexes': [models.Index(condition=models.Q(('drawn_at', None)), fields=['ends_on'], name='round_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='round_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('case_list_digest', ''), ('drawn_at', None), ('seed', '')), models.Q(('drawn_at__isnull', False), models.Q(('seed', ''), _negated=True), models.Q(('case_list_digest', ''), _negated=True)), _connector='OR'), name='round_seed_revealed_iff_drawn'), models.CheckConstraint(condition=models.Q(('floor__gte', 1), ('percent__gte', 1), ('percent__lte', 100)), name='round_share_sane')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted')], default='draft', max_length=10)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='score, %')),
                ('failed_critical', models.BooleanField(default=False)),
                ('note', models.TextField(blank=True, verbose_name='summary for the employee')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'review',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted'])), name='review_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('score', None), ('state', 'draft'), ('submitted_at', None)), models.Q(models.Q(('state', 'draft'), _negated=True), ('score__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='review_scored_iff_submitted'), models.CheckConstraint(condition=models.Q(('score', None), models.Q(('score__gte', 0), ('score__lte', 100)), _connector='OR'), name='review_score_is_percent'), models.CheckConstraint(condition=models.Q(('failed_critical', False), ('score', 0), _connector='OR'), name='review_critical_failure_scores_zero')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('na', 'not applicable')], max_length=3)),
                ('comment', models.CharField(blank=True, max_length=500, verbose_name='what exactly')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='quality.criterion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='quality.review')),
            ],
            options={
                'verbose_name': 'answer',
                'ordering': ['review', 'criterion__position'],
                'constraints': [models.UniqueConstraint(fields=('review', 'criterion'), name='answer_once_per_criterion'), models.CheckConstraint(condition=models.Q(('value__in', ['yes', 'no', 'na'])), name='answer_value_known')],
            },
        ),
        migrations.CreateModel(
            name='RoundSeed',
            fields=[
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='secret', serialize=False, to='quality.round')),
                ('value', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'seed not yet revealed',
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_id', models.BigIntegerField()),
                ('rank', models.PositiveIntegerField()),
                ('of_cases', models.PositiveIntegerField(help_text='how many cases the performer had in the round')),
                ('hmac', models.CharField(max_length=64)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.branch')),
                ('performer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='clinics.employee')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='quality.round')),
            ],
            options={
                'verbose_name': 'drawn case',
                'indexes': [models.Index(fields=['performer', 'round'], name='sample_of_performer'), models.Index(fields=['branch', 'round'], name='sample_of_branch')],
                'constraints': [models.UniqueConstraint(fields=('round', 'case_id'), name='sample_case_once_per_round'), models.UniqueConstraint(fields=('round', 'performer', 'rank'), name='sample_rank_once'), models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='sample_rank_from_one')],
            },
        ),
        migrations.AddField(
            model_name='review',
            name='sample',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='quality.sample'),
        ),
        migrations.CreateModel(
            name='SamplingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_kind', models.CharField(max_length=40, verbose_name='what is checked')),
                ('percent', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name="share of each person's cases, %")),
                ('floor', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='at least, cases per person')),
                ('period', models.CharField(choices=[('week', 'week, from Monday')], default='week', max_length=8)),
                ('is_active', models.BooleanField(default=True, verbose_name='draws by itself')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sampling_rules', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'sampling rule',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('clinic', 'case_kind'), name='rule_one_active_per_kind'), models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 100)), name='rule_percent_1_to_100'), models.CheckConstraint(condition=models.Q(('floor__gte', 1)), name='rule_floor_positive')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='rule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='quality.samplingrule'),
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_ru', models.CharField(max_length=300, verbose_name='text, Russian')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='text, English')),
                ('hint_ru', models.CharField(blank=True, max_length=400, verbose_name='guidance, Russian')),
                ('hint_en', models.CharField(blank=True, max_length=400, verbose_name='guidance, English')),
                ('key', models.SlugField(max_length=40)),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('case_kind', models.CharField(max_length=40)),
                ('created_at', models.DateTimeField()),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'standard',
                'constraints': [models.UniqueConstraint(fields=('clinic', 'key', 'version'), name='standard_version_once')],
            },
        ),
        migrations.AddField(
            model_name='samplingrule',
            name='standard',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='quality.standard', verbose_name='standard'),
        ),
        migrations.AddField(
            model_name='round',
            name='standard',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.standard'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='standard',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='quality.standard'),
        ),
        migrations.CreateModel(
            name='Deviation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_critical', models.BooleanField()),
                ('found_at', models.DateTimeField()),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='deviation', to='quality.answer')),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.branch')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clinics.clinic')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deviations', to='quality.criterion')),
                ('performer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deviations', to='clinics.employee')),
            ],
            options={
                'verbose_name': 'deviation',
                'indexes': [models.Index(fields=['performer', 'criterion', '-found_at'], name='deviation_of_performer')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answer',
            trigger=pgtrigger.compiler.Trigger(name='answer_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM quality_review WHERE id IN (NEW.review_id, OLD.review_id) AND state <> 'draft'\n    ) THEN\n        RAISE EXCEPTION 'answer_kept: the review has been submitted'\n            USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN coalesce(NEW, OLD);\n", hash='9a8e34122a745067fdc130651063516c73827e71', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_answer_kept_a7c10', table='quality_answer', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('sample',), name='review_one_per_sample'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='reviewer_not_performer', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM quality_sample s JOIN clinics_employee e ON e.id = s.performer_id\n        WHERE s.id = NEW.sample_id AND e.user_id = NEW.reviewer_id\n    ) THEN\n        RAISE EXCEPTION 'reviewer_is_not_performer' USING ERRCODE = 'integrity_constraint_violation';\n    END IF;\n    RETURN NEW;\n", hash='a2bcc14cfd84671e7a24279bc9dec31c29dacd28', operation='INSERT OR UPDATE', pgid='pgtrigger_reviewer_not_performer_f044e', table='quality_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='standard',
            trigger=pgtrigger.compiler.Trigger(name='standard_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."frozen_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b0d9032ae98fa06e0b58ebed6e55ab48a0f1c5b1', operation='UPDATE OR DELETE', pgid='pgtrigger_standard_frozen_fdae8', table='quality_standard', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('rule', 'starts_on'), name='round_one_seed_per_rule_and_period'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='commitment_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."rule_id" IS DISTINCT FROM (NEW."rule_id") OR OLD."standard_id" IS DISTINCT FROM (NEW."standard_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."floor" IS DISTINCT FROM (NEW."floor") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."seed_hash" IS DISTINCT FROM (NEW."seed_hash") OR OLD."committed_at" IS DISTINCT FROM (NEW."committed_at") OR OLD."is_retrospective" IS DISTINCT FROM (NEW."is_retrospective"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d305c66954d44ffb3fa1a7a875764ff7bcf8b1bf', operation='UPDATE', pgid='pgtrigger_commitment_kept_89db5', table='quality_round', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='draw_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."drawn_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='47b4b74c308d421b2f28a42d8cac507274cf1a2e', operation='UPDATE OR DELETE', pgid='pgtrigger_draw_kept_062a9', table='quality_round', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('standard', 'position'), name='criterion_position_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='criterion_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT FROM quality_standard\n                        WHERE id IN (NEW.standard_id, OLD.standard_id) AND frozen_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'criterion_frozen: the standard has been used'\n                            USING ERRCODE = 'integrity_constraint_violation';\n                    END IF;\n                    RETURN coalesce(NEW, OLD);\n                ", hash='346132d66142beb459fcd321831210c7bdf7f89b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_criterion_frozen_7d4e5', table='quality_criterion', when='BEFORE')),
        ),
    ]
