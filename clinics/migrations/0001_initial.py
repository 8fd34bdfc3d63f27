import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('time_zone', models.CharField(default='Europe/Moscow', max_length=40, verbose_name='time zone')),
                ('has_curators', models.BooleanField(default=True, verbose_name='curators lead the plans')),
                ('mis_is_master', models.BooleanField(default=False, verbose_name='the schedule is kept in the medical system')),
            ],
            options={
                'verbose_name': 'branch',
            },
        ),
        migrations.CreateModel(
            name='Clinic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('language', models.CharField(default='ru', max_length=2, verbose_name='language of letters')),
                ('currency', models.CharField(default='RUB', max_length=3)),
                ('legal_profile', models.CharField(choices=[('ru', 'Russia'), ('own', 'Own responsibility'), ('demo', 'Demonstration')], default='ru', max_length=8)),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'clinic',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('language', models.CharField(default='ru', max_length=2, verbose_name='language')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Chair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chairs', to='clinics.branch')),
            ],
            options={
                'verbose_name': 'chair',
                'constraints': [models.UniqueConstraint(fields=('branch', 'name'), name='chair_name_once_per_branch')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('text', models.CharField(max_length=200, verbose_name='what changed')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'change',
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='branch',
            name='clinic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='clinics.clinic'),
        ),
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=60)),
                ('minute', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'run of a job',
                'constraints': [models.UniqueConstraint(fields=('job', 'minute'), name='job_runs_once_a_minute')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=40)),
                ('object_type', models.CharField(blank=True, max_length=40)),
                ('object_id', models.BigIntegerField(null=True)),
                ('patient_id', models.BigIntegerField(null=True)),
                ('branch_id', models.BigIntegerField(null=True)),
                ('request_id', models.CharField(blank=True, max_length=40)),
                ('details', models.JSONField(default=dict)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'journal entry',
                'verbose_name_plural': 'journal entries',
                'indexes': [models.Index(fields=['patient_id', '-at'], name='journal_of_patient'), models.Index(fields=['-at'], name='journal_newest')],
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('administrator', 'Administrator'), ('curator', 'Curator'), ('practitioner', 'Practitioner'), ('auditor', 'Quality auditor'), ('marketer', 'Marketer'), ('system', 'System administrator')], max_length=16)),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='role_assignments', to='clinics.branch')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_assignments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'role',
                'constraints': [models.UniqueConstraint(fields=('user', 'role', 'branch'), name='role_once_per_user_and_branch', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'manager', 'administrator', 'curator', 'practitioner', 'auditor', 'marketer', 'system'])), name='role_known')],
            },
        ),
        migrations.CreateModel(
            name='Specialty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('return_interval', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='usual return interval, days')),
                ('course_gap', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='largest gap within a course, days')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='specialties', to='clinics.clinic')),
            ],
            options={
                'verbose_name': 'specialty',
                'verbose_name_plural': 'specialties',
                'constraints': [models.UniqueConstraint(fields=('clinic', 'name'), name='specialty_name_once_per_clinic')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='price')),
                ('price_is_lower_bound', models.BooleanField(default=False, verbose_name='price begins from')),
                ('minutes', models.PositiveSmallIntegerField(default=30, verbose_name='minutes')),
                ('is_active', models.BooleanField(default=True)),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='clinics.clinic')),
                ('specialty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='clinics.specialty')),
            ],
            options={
                'verbose_name': 'service',
                'constraints': [models.UniqueConstraint(fields=('clinic', 'code'), name='service_code_once_per_clinic'), models.CheckConstraint(condition=models.Q(('price__gte', 0), ('price', None), _connector='OR'), name='service_price_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Employee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_key', models.CharField(editable=False, max_length=120)),
                ('is_practitioner', models.BooleanField(default=False, verbose_name='practitioner')),
                ('is_curator', models.BooleanField(default=False, verbose_name='curator')),
                ('is_active', models.BooleanField(default=True)),
                ('branches', models.ManyToManyField(blank=True, related_name='employees', to='clinics.branch')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employees', to='clinics.clinic')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='employee', to=settings.AUTH_USER_MODEL)),
                ('specialty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employees', to='clinics.specialty')),
            ],
            options={
                'verbose_name': 'employee',
                'constraints': [models.UniqueConstraint(fields=('clinic', 'name_key'), name='employee_name_once_per_clinic')],
            },
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField()),
                ('starts', models.TimeField()),
                ('ends', models.TimeField()),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_hours', to='clinics.chair')),
            ],
            options={
                'verbose_name': 'working hours',
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='working_hours_weekday_0_to_6'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='working_hours_end_after_start')],
            },
        ),
        migrations.AddConstraint(
            model_name='branch',
            constraint=models.UniqueConstraint(fields=('clinic', 'name'), name='branch_name_once_per_clinic'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='36fa2862e806780b0ce49500cba6ab83183b2a3a', operation='UPDATE OR DELETE', pgid='pgtrigger_insert_only_fe7e0', table='clinics_journalentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalentry',
            trigger=pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the journal is insert-only';", hash='14a5085a0e504bcb82483ed82af46563b6f03629', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_dcc67', table='clinics_journalentry', when='BEFORE')),
        ),
    ]
