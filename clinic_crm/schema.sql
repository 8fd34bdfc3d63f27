-- Written by `make schema` from the migrations, with PostgreSQL 18.
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
                    DECLARE
                        _pgh_context_id UUID;
                        _pgh_context_metadata JSONB;
                    BEGIN
                        BEGIN
                            SELECT INTO _pgh_context_id
                                CURRENT_SETTING('pghistory.context_id');
                            SELECT INTO _pgh_context_metadata
                                CURRENT_SETTING('pghistory.context_metadata');
                            EXCEPTION WHEN OTHERS THEN
                        END;
                        IF _pgh_context_id IS NOT NULL AND _pgh_context_metadata IS NOT NULL THEN
                            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                                VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
                                ON CONFLICT (id) DO UPDATE
                                    SET metadata = EXCLUDED.metadata,
                                        updated_at = EXCLUDED.updated_at
                                    WHERE pghistory_context.metadata != EXCLUDED.metadata;
                            RETURN _pgh_context_id;
                        ELSE
                            RETURN NULL;
                        END IF;
                    END;
                $$;
CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;
CREATE TABLE public.clinics_journalentry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(40) NOT NULL,
    object_type character varying(40) NOT NULL,
    object_id bigint,
    patient_id bigint,
    branch_id bigint,
    request_id character varying(40) NOT NULL,
    details jsonb NOT NULL,
    actor_id bigint
);
CREATE FUNCTION public.clinics_journal_digest(previous bytea, entry public.clinics_journalentry) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT sha256(previous || convert_to(jsonb_build_array(
        entry.id, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), entry.actor_id, entry.verb,
        entry.object_type, entry.object_id, entry.patient_id, entry.branch_id, entry.request_id, entry.details
    )::text, 'UTF8'))
$$;
CREATE FUNCTION public.clinics_journal_seal_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    last_position bigint;
    last_hash bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(727020);
    SELECT position, hash INTO last_position, last_hash FROM clinics_journalseal ORDER BY position DESC LIMIT 1;
    INSERT INTO clinics_journalseal (position, entry_id, hash) VALUES
        (coalesce(last_position, 0) + 1, NEW.id, clinics_journal_digest(coalesce(last_hash, ''::bytea), NEW));
    RETURN NULL;
END
$$;
CREATE FUNCTION public.pgtrigger_amount_follows_delete_ff48b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF current_setting('clinic_crm.amounts', true) = 'kept by the writer' THEN RETURN NULL; END IF;
    UPDATE patients_visit v SET amount = s.total, known_at = greatest(v.known_at, s.known_at)
    FROM (SELECT t.visit_id, coalesce(sum(c.amount), 0) AS total, max(t.known_at) AS known_at
          FROM (SELECT visit_id, max(known_at) AS known_at FROM (SELECT visit_id, now() AS known_at FROM old_rows) x GROUP BY visit_id) t
          LEFT JOIN patients_charge c ON c.visit_id = t.visit_id GROUP BY t.visit_id) s
    WHERE v.id = s.visit_id AND v.amount <> s.total;
    RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_amount_follows_insert_5cd65() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF current_setting('clinic_crm.amounts', true) = 'kept by the writer' THEN RETURN NULL; END IF;
    UPDATE patients_visit v SET amount = s.total, known_at = greatest(v.known_at, s.known_at)
    FROM (SELECT t.visit_id, coalesce(sum(c.amount), 0) AS total, max(t.known_at) AS known_at
          FROM (SELECT visit_id, max(known_at) AS known_at FROM (SELECT visit_id, known_at FROM new_rows) x GROUP BY visit_id) t
          LEFT JOIN patients_charge c ON c.visit_id = t.visit_id GROUP BY t.visit_id) s
    WHERE v.id = s.visit_id AND v.amount <> s.total;
    RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_amount_follows_update_69773() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF current_setting('clinic_crm.amounts', true) = 'kept by the writer' THEN RETURN NULL; END IF;
    UPDATE patients_visit v SET amount = s.total, known_at = greatest(v.known_at, s.known_at)
    FROM (SELECT t.visit_id, coalesce(sum(c.amount), 0) AS total, max(t.known_at) AS known_at
          FROM (SELECT visit_id, max(known_at) AS known_at FROM (SELECT visit_id, known_at FROM old_rows UNION ALL SELECT visit_id, known_at FROM new_rows) x GROUP BY visit_id) t
          LEFT JOIN patients_charge c ON c.visit_id = t.visit_id GROUP BY t.visit_id) s
    WHERE v.id = s.visit_id AND v.amount <> s.total;
    RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_amount_is_of_charges_225bd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF (SELECT v.amount <> coalesce((SELECT sum(c.amount) FROM patients_charge c WHERE c.visit_id = v.id), 0)
                        FROM patients_visit v WHERE v.id = NEW.id) THEN
                        RAISE EXCEPTION 'visit % has an amount that is not the sum of its charges', NEW.id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_amount_is_of_charges';
                    END IF;
                    RETURN NULL;
                
                END;
            $$;
CREATE FUNCTION public.pgtrigger_answer_kept_a7c10() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF EXISTS (
        SELECT FROM quality_review WHERE id IN (NEW.review_id, OLD.review_id) AND state <> 'draft'
    ) THEN
        RAISE EXCEPTION 'answer_kept: the review has been submitted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
                END;
            $$;
CREATE FUNCTION public.pgtrigger_commitment_kept_89db5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_criterion_frozen_7d4e5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF EXISTS (
                        SELECT FROM quality_standard
                        WHERE id IN (NEW.standard_id, OLD.standard_id) AND frozen_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'criterion_frozen: the standard has been used'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN coalesce(NEW, OLD);
                
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_0b520() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "patients_patientcontactevent" ("id", "label", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_id", "rank") VALUES (OLD."id", OLD."label", OLD."patient_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."point_id", OLD."rank"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_9898d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "patients_patientevent" ("acquisition", "archived_at", "awaits_review", "birth_date", "branch_id", "call_from", "call_until", "clinic_id", "comment", "created_at", "curator_id", "deceased_on", "do_not_contact", "first_name", "id", "last_name", "opening_balance", "opening_balance_on", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_on", "sex") VALUES (OLD."acquisition", OLD."archived_at", OLD."awaits_review", OLD."birth_date", OLD."branch_id", OLD."call_from", OLD."call_until", OLD."clinic_id", OLD."comment", OLD."created_at", OLD."curator_id", OLD."deceased_on", OLD."do_not_contact", OLD."first_name", OLD."id", OLD."last_name", OLD."opening_balance", OLD."opening_balance_on", OLD."patronymic", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."registered_on", OLD."sex"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_delete_delete_f7cd9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "patients_followupevent" ("assignee_id", "attempts", "branch_id", "clinic_id", "closed_at", "closed_by_id", "created_at", "due_on", "id", "kind", "note", "origin", "outcome", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (OLD."assignee_id", OLD."attempts", OLD."branch_id", OLD."clinic_id", OLD."closed_at", OLD."closed_by_id", OLD."created_at", OLD."due_on", OLD."id", OLD."kind", OLD."note", OLD."origin", OLD."outcome", OLD."patient_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."reason", OLD."state"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_draw_kept_062a9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_6ffe2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "triggers_triggerevent" ("always_approve", "channel", "clinic_id", "fresh_days", "id", "key", "kind", "name_en", "name_ru", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "state", "stops_when_booked", "switched_on_at", "valid_days", "version") VALUES (NEW."always_approve", NEW."channel", NEW."clinic_id", NEW."fresh_days", NEW."id", NEW."key", NEW."kind", NEW."name_en", NEW."name_ru", NEW."occasion", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."segment", NEW."state", NEW."stops_when_booked", NEW."switched_on_at", NEW."valid_days", NEW."version"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_76962() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "triggers_sendingswitchevent" ("changed_at", "changed_by_id", "channel", "clinic_id", "id", "is_halted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."channel", NEW."clinic_id", NEW."id", NEW."is_halted", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_insert_cd782() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "patients_patientcontactevent" ("id", "label", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_id", "rank") VALUES (NEW."id", NEW."label", NEW."patient_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."point_id", NEW."rank"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_3335d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_5ff6a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_insert_only_fe7e0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_deleted_0a2af() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO patients_visitversion (visit_id, clinic_id, patient_id, booked_on, branch_id, practitioner_id, specialty_id, chair_id, service_id, status, cancel_reason, day, starts_at, minutes, amount, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.patient_id, OLD.booked_on, OLD.branch_id, OLD.practitioner_id, OLD.specialty_id, OLD.chair_id, OLD.service_id, OLD.status, OLD.cancel_reason, OLD.day, OLD.starts_at, OLD.minutes, OLD.amount, OLD.known_at, greatest(now(), OLD.known_at); RETURN OLD;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_deleted_67851() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO treatment_plans_planitemversion (planitem_id, clinic_id, plan_id, variant_id, service_id, service_name, tooth, quantity, phase, priority, identified_by_id, performer_id, minutes, sessions, sessions_done, status, price, discount, agreed_price, actual_price, identified_on, agreed_on, promised_on, realised_on, ended_on, deferred_until, refusal_reason_id, reason, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.plan_id, OLD.variant_id, OLD.service_id, OLD.service_name, OLD.tooth, OLD.quantity, OLD.phase, OLD.priority, OLD.identified_by_id, OLD.performer_id, OLD.minutes, OLD.sessions, OLD.sessions_done, OLD.status, OLD.price, OLD.discount, OLD.agreed_price, OLD.actual_price, OLD.identified_on, OLD.agreed_on, OLD.promised_on, OLD.realised_on, OLD.ended_on, OLD.deferred_until, OLD.refusal_reason_id, OLD.reason, OLD.known_at, greatest(now(), OLD.known_at); RETURN OLD;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_deleted_92093() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO patients_chargeversion (charge_id, clinic_id, visit_id, service_id, service_name, quantity, price, discount, amount, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.visit_id, OLD.service_id, OLD.service_name, OLD.quantity, OLD.price, OLD.discount, OLD.amount, OLD.known_at, greatest(now(), OLD.known_at); RETURN OLD;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_deleted_9e805() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO patients_paymentversion (payment_id, clinic_id, patient_id, visit_id, branch_id, kind, method, paid_on, amount, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.patient_id, OLD.visit_id, OLD.branch_id, OLD.kind, OLD.method, OLD.paid_on, OLD.amount, OLD.known_at, greatest(now(), OLD.known_at); RETURN OLD;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_price_93034() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE today date; known record;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    SELECT (now() AT TIME ZONE coalesce(min(time_zone), 'Europe/Moscow'))::date INTO today FROM (
        SELECT time_zone FROM clinics_branch WHERE clinic_id = NEW.clinic_id ORDER BY id LIMIT 1) first;
    SELECT price, is_lower_bound INTO known FROM clinics_serviceprice
        WHERE service_id = NEW.id AND valid_from <= today ORDER BY valid_from DESC, id DESC LIMIT 1;
    IF (FOUND OR NEW.price IS NOT NULL)
       AND (known.price, known.is_lower_bound) IS DISTINCT FROM (NEW.price, NEW.price_is_lower_bound) THEN
        INSERT INTO clinics_serviceprice (service_id, valid_from, price, is_lower_bound, made_at)
        VALUES (NEW.id, today, NEW.price, NEW.price_is_lower_bound, now());
    END IF;
    RETURN NEW;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_version_3c5e7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                IF (OLD.branch_id, OLD.practitioner_id, OLD.specialty_id, OLD.chair_id, OLD.service_id, OLD.status, OLD.cancel_reason, OLD.day, OLD.starts_at, OLD.minutes, OLD.amount) IS DISTINCT FROM (NEW.branch_id, NEW.practitioner_id, NEW.specialty_id, NEW.chair_id, NEW.service_id, NEW.status, NEW.cancel_reason, NEW.day, NEW.starts_at, NEW.minutes, NEW.amount) THEN
                    IF NEW.known_at = OLD.known_at THEN
                        NEW.known_at := greatest(now(), OLD.known_at);
                    END IF;
                    INSERT INTO patients_visitversion (visit_id, clinic_id, patient_id, booked_on, branch_id, practitioner_id, specialty_id, chair_id, service_id, status, cancel_reason, day, starts_at, minutes, amount, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.patient_id, OLD.booked_on, OLD.branch_id, OLD.practitioner_id, OLD.specialty_id, OLD.chair_id, OLD.service_id, OLD.status, OLD.cancel_reason, OLD.day, OLD.starts_at, OLD.minutes, OLD.amount, OLD.known_at, NEW.known_at;
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_version_47601() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                IF (OLD.service_id, OLD.service_name, OLD.quantity, OLD.price, OLD.discount, OLD.amount) IS DISTINCT FROM (NEW.service_id, NEW.service_name, NEW.quantity, NEW.price, NEW.discount, NEW.amount) THEN
                    IF NEW.known_at = OLD.known_at THEN
                        NEW.known_at := greatest(now(), OLD.known_at);
                    END IF;
                    INSERT INTO patients_chargeversion (charge_id, clinic_id, visit_id, service_id, service_name, quantity, price, discount, amount, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.visit_id, OLD.service_id, OLD.service_name, OLD.quantity, OLD.price, OLD.discount, OLD.amount, OLD.known_at, NEW.known_at;
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_version_7600b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                IF (OLD.branch_id, OLD.kind, OLD.method, OLD.paid_on, OLD.amount) IS DISTINCT FROM (NEW.branch_id, NEW.kind, NEW.method, NEW.paid_on, NEW.amount) THEN
                    IF NEW.known_at = OLD.known_at THEN
                        NEW.known_at := greatest(now(), OLD.known_at);
                    END IF;
                    INSERT INTO patients_paymentversion (payment_id, clinic_id, patient_id, visit_id, branch_id, kind, method, paid_on, amount, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.patient_id, OLD.visit_id, OLD.branch_id, OLD.kind, OLD.method, OLD.paid_on, OLD.amount, OLD.known_at, NEW.known_at;
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_keep_version_a3e03() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                IF (OLD.variant_id, OLD.service_id, OLD.service_name, OLD.tooth, OLD.quantity, OLD.phase, OLD.priority, OLD.identified_by_id, OLD.performer_id, OLD.minutes, OLD.sessions, OLD.sessions_done, OLD.status, OLD.price, OLD.discount, OLD.agreed_price, OLD.actual_price, OLD.identified_on, OLD.agreed_on, OLD.promised_on, OLD.realised_on, OLD.ended_on, OLD.deferred_until, OLD.refusal_reason_id, OLD.reason) IS DISTINCT FROM (NEW.variant_id, NEW.service_id, NEW.service_name, NEW.tooth, NEW.quantity, NEW.phase, NEW.priority, NEW.identified_by_id, NEW.performer_id, NEW.minutes, NEW.sessions, NEW.sessions_done, NEW.status, NEW.price, NEW.discount, NEW.agreed_price, NEW.actual_price, NEW.identified_on, NEW.agreed_on, NEW.promised_on, NEW.realised_on, NEW.ended_on, NEW.deferred_until, NEW.refusal_reason_id, NEW.reason) THEN
                    IF NEW.known_at = OLD.known_at THEN
                        NEW.known_at := greatest(now(), OLD.known_at);
                    END IF;
                    INSERT INTO treatment_plans_planitemversion (planitem_id, clinic_id, plan_id, variant_id, service_id, service_name, tooth, quantity, phase, priority, identified_by_id, performer_id, minutes, sessions, sessions_done, status, price, discount, agreed_price, actual_price, identified_on, agreed_on, promised_on, realised_on, ended_on, deferred_until, refusal_reason_id, reason, known_at, known_to) SELECT OLD.id, OLD.clinic_id, OLD.plan_id, OLD.variant_id, OLD.service_id, OLD.service_name, OLD.tooth, OLD.quantity, OLD.phase, OLD.priority, OLD.identified_by_id, OLD.performer_id, OLD.minutes, OLD.sessions, OLD.sessions_done, OLD.status, OLD.price, OLD.discount, OLD.agreed_price, OLD.actual_price, OLD.identified_on, OLD.agreed_on, OLD.promised_on, OLD.realised_on, OLD.ended_on, OLD.deferred_until, OLD.refusal_reason_id, OLD.reason, OLD.known_at, NEW.known_at;
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_moves_along_its_states_b321c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE _is_valid_transition BOOLEAN;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    SELECT CONCAT(OLD."state", ':', NEW."state") = ANY('{awaiting:scheduled,awaiting:suppressed,awaiting:expired,awaiting:cancelled,scheduled:claimed,scheduled:suppressed,scheduled:expired,scheduled:cancelled,claimed:scheduled,claimed:sending,claimed:suppressed,claimed:expired,claimed:cancelled,claimed:failed,sending:scheduled,sending:accepted,sending:delivered,sending:failed,sending:unknown,accepted:delivered,accepted:failed,unknown:accepted,unknown:delivered,unknown:failed,unknown:scheduled,unknown:unknown_closed}'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION 'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_never_changed_ac47e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_never_emptied_dcc67() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'the journal is insert-only';
                END;
            $$;
CREATE FUNCTION public.pgtrigger_never_rewritten_8aaea() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_never_rewritten_a1069() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_no_circle_e0af9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF (SELECT a.plan_id <> b.plan_id FROM treatment_plans_planitem a, treatment_plans_planitem b
                        WHERE a.id = NEW.item_id AND b.id = NEW.needs_id)
                    OR EXISTS (
                        WITH RECURSIVE before (id) AS (
                            SELECT NEW.needs_id
                            UNION SELECT p.needs_id FROM treatment_plans_prerequisite p JOIN before b ON p.item_id = b.id
                        ) SELECT FROM before WHERE id = NEW.item_id
                    ) THEN
                        RAISE EXCEPTION 'line % cannot wait for line %', NEW.item_id, NEW.needs_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prerequisite_without_circle';
                    END IF;
                    RETURN NULL;
                
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_035ff() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_07e74() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_0d0b9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_1b89a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_1d4b5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_26c56() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_38358() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_3cca6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_45e1e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_56317() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_59eaa() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_69c98() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_72023() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_82b75() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_832c5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_8c481() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_99dee() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_a3b02() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_c6abb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_c7abd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_c97fc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_cb5b7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_cb5db() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_d9b7b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_dca7e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_e67d2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_ef77b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_note_writer_f4330() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                PERFORM pg_advisory_xact_lock_shared(
                    727010, (floor(extract(epoch FROM now())) - 1577836800)::int);
                RETURN NULL;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_reviewer_not_performer_f044e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF EXISTS (
        SELECT FROM quality_sample s JOIN clinics_employee e ON e.id = s.performer_id
        WHERE s.id = NEW.sample_id AND e.user_id = NEW.reviewer_id
    ) THEN
        RAISE EXCEPTION 'reviewer_is_not_performer' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_12b19() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_household%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_22188() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_tag%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD; was.key := NULL;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_248f3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_serviceprice%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_25404() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_service%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_355ab() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_workinghours%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_3907c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_specialty%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_41781() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_duplicatepair%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_48827() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_visit%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_4cfce() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_leadtimelink%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_5036b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_consent%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_523e8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_employee%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_5a8dd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_lostreason%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_7ac24() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_holiday%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_93122() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_charge%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_9b837() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_change%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_a25eb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_clinic%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_a2e40() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_branch%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_a3a91() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_patient%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD; was.name_key := NULL;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_a892e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_refundrequest%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_b05ac() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_guardianship%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_b36d9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_campaign%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_b8650() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_followup%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_b885d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_inquiry%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_cf07c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_householdmember%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_deb6d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_dayhours%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_df05a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was clinics_chair%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_e4f6d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_mergerecord%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_stamp_change_e6679() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE was patients_payment%ROWTYPE;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                was := OLD;
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            
                END;
            $$;
CREATE FUNCTION public.pgtrigger_standard_frozen_fdae8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_delete_22ab9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_campaign SET version = version + 1
            WHERE id IN (SELECT campaign_id FROM past) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_delete_41c58() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM past) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_delete_88e36() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM past) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_delete_ecb45() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM past) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_insert_b3f1d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM fresh) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_insert_c6394() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM fresh) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_insert_d6188() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_campaign SET version = version + 1
            WHERE id IN (SELECT campaign_id FROM fresh) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_insert_f5da0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM fresh) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_update_1b1b5() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM ((TABLE fresh EXCEPT TABLE past) UNION (TABLE past EXCEPT TABLE fresh)) d) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_update_afd91() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM ((TABLE fresh EXCEPT TABLE past) UNION (TABLE past EXCEPT TABLE fresh)) d) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_update_b8c93() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_patient SET version = version + 1
            WHERE id IN (SELECT patient_id FROM ((TABLE fresh EXCEPT TABLE past) UNION (TABLE past EXCEPT TABLE fresh)) d) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_touch_update_de5e7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE top bigint;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE patients_campaign SET version = version + 1
            WHERE id IN (SELECT campaign_id FROM ((TABLE fresh EXCEPT TABLE past) UNION (TABLE past EXCEPT TABLE fresh)) d) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_01e43() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "patients_patientcontactevent" ("id", "label", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point_id", "rank") VALUES (NEW."id", NEW."label", NEW."patient_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."point_id", NEW."rank"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_546ce() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "patients_patientevent" ("acquisition", "archived_at", "awaits_review", "birth_date", "branch_id", "call_from", "call_until", "clinic_id", "comment", "created_at", "curator_id", "deceased_on", "do_not_contact", "first_name", "id", "last_name", "opening_balance", "opening_balance_on", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_on", "sex") VALUES (OLD."acquisition", OLD."archived_at", OLD."awaits_review", OLD."birth_date", OLD."branch_id", OLD."call_from", OLD."call_until", OLD."clinic_id", OLD."comment", OLD."created_at", OLD."curator_id", OLD."deceased_on", OLD."do_not_contact", OLD."first_name", OLD."id", OLD."last_name", OLD."opening_balance", OLD."opening_balance_on", OLD."patronymic", _pgh_attach_context(), NOW(), 'update', OLD."id", OLD."registered_on", OLD."sex"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_a2013() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "patients_followupevent" ("assignee_id", "attempts", "branch_id", "clinic_id", "closed_at", "closed_by_id", "created_at", "due_on", "id", "kind", "note", "origin", "outcome", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."assignee_id", NEW."attempts", NEW."branch_id", NEW."clinic_id", NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."due_on", NEW."id", NEW."kind", NEW."note", NEW."origin", NEW."outcome", NEW."patient_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."reason", NEW."state"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_bc597() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "triggers_sendingswitchevent" ("changed_at", "changed_by_id", "channel", "clinic_id", "id", "is_halted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."channel", NEW."clinic_id", NEW."id", NEW."is_halted", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."why"); RETURN NULL;
                END;
            $$;
CREATE FUNCTION public.pgtrigger_update_update_dd589() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "triggers_triggerevent" ("always_approve", "channel", "clinic_id", "fresh_days", "id", "key", "kind", "name_en", "name_ru", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment", "state", "stops_when_booked", "switched_on_at", "valid_days", "version") VALUES (NEW."always_approve", NEW."channel", NEW."clinic_id", NEW."fresh_days", NEW."id", NEW."key", NEW."kind", NEW."name_en", NEW."name_ru", NEW."occasion", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."segment", NEW."state", NEW."stops_when_booked", NEW."switched_on_at", NEW."valid_days", NEW."version"); RETURN NULL;
                END;
            $$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cache_entry (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE TABLE public.clinics_apirequestkey (
    id bigint NOT NULL,
    key character varying(100) NOT NULL,
    digest character varying(64) NOT NULL,
    object_id bigint,
    at timestamp with time zone NOT NULL,
    token_id bigint NOT NULL
);
ALTER TABLE public.clinics_apirequestkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_apirequestkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_apitoken (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    prefix character varying(12) NOT NULL,
    key_hash character varying(64) NOT NULL,
    scopes character varying(40)[] NOT NULL,
    every_branch boolean NOT NULL,
    source character varying(40) NOT NULL,
    per_minute integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    minute timestamp with time zone,
    used integer NOT NULL,
    login_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    networks character varying(50)[] DEFAULT '{}'::character varying(50)[] NOT NULL,
    CONSTRAINT api_token_has_scopes CHECK ((NOT (scopes = '{}'::character varying(40)[]))),
    CONSTRAINT api_token_rate_positive CHECK ((per_minute >= 1)),
    CONSTRAINT clinics_apitoken_per_minute_check CHECK ((per_minute >= 0)),
    CONSTRAINT clinics_apitoken_used_check CHECK ((used >= 0))
);
CREATE TABLE public.clinics_apitoken_branches (
    id bigint NOT NULL,
    apitoken_id bigint NOT NULL,
    branch_id bigint NOT NULL
);
ALTER TABLE public.clinics_apitoken_branches ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_apitoken_branches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.clinics_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_branch (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    address character varying(250) NOT NULL,
    phone character varying(20) NOT NULL,
    time_zone character varying(40) NOT NULL,
    has_curators boolean NOT NULL,
    mis_is_master boolean NOT NULL,
    clinic_id bigint NOT NULL,
    works_on_holidays boolean NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT clinics_branch_version_check CHECK ((version >= 0))
);
ALTER TABLE public.clinics_branch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_branch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_chair (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    branch_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT clinics_chair_version_check CHECK ((version >= 0))
);
ALTER TABLE public.clinics_chair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_chair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_change (
    id bigint NOT NULL,
    day date NOT NULL,
    text character varying(200) NOT NULL,
    made_by_id bigint,
    clinic_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_change_version_check CHECK ((version >= 0))
);
ALTER TABLE public.clinics_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_clinic (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    phone character varying(20) NOT NULL,
    language character varying(2) NOT NULL,
    currency character varying(3) NOT NULL,
    legal_profile character varying(8) NOT NULL,
    is_demo boolean NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    legal_confirmed_at timestamp with time zone,
    setup_skipped character varying(40)[] NOT NULL,
    CONSTRAINT clinics_clinic_version_check CHECK ((version >= 0))
);
ALTER TABLE public.clinics_clinic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_clinic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_dayhours (
    id bigint NOT NULL,
    day date NOT NULL,
    starts time without time zone,
    ends time without time zone,
    note character varying(120) NOT NULL,
    branch_id bigint,
    employee_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_dayhours_version_check CHECK ((version >= 0)),
    CONSTRAINT day_hours_end_after_start CHECK ((((ends IS NULL) AND (starts IS NULL)) OR ((ends IS NOT NULL) AND (starts IS NOT NULL) AND ((ends > starts) OR (ends = '00:00:00'::time without time zone))))),
    CONSTRAINT day_hours_of_somebody CHECK (((branch_id IS NOT NULL) OR (employee_id IS NOT NULL)))
);
ALTER TABLE public.clinics_dayhours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_dayhours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_discountlimit (
    id bigint NOT NULL,
    role character varying(16) NOT NULL,
    percent numeric(5,2) NOT NULL,
    clinic_id bigint NOT NULL,
    CONSTRAINT discount_limit_is_a_share CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric))),
    CONSTRAINT discount_limit_role_known CHECK (((role)::text = ANY ((ARRAY['owner'::character varying, 'manager'::character varying, 'administrator'::character varying, 'curator'::character varying, 'practitioner'::character varying, 'auditor'::character varying, 'marketer'::character varying, 'system'::character varying])::text[])))
);
ALTER TABLE public.clinics_discountlimit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_discountlimit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_employee (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    is_practitioner boolean NOT NULL,
    is_curator boolean NOT NULL,
    is_active boolean NOT NULL,
    clinic_id bigint NOT NULL,
    user_id bigint,
    specialty_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_employee_version_check CHECK ((version >= 0))
);
CREATE TABLE public.clinics_employee_branches (
    id bigint NOT NULL,
    employee_id bigint NOT NULL,
    branch_id bigint NOT NULL
);
ALTER TABLE public.clinics_employee_branches ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_employee_branches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.clinics_employee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_employee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_exportrequest (
    id bigint NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    obj character varying(40) NOT NULL,
    resource character varying(200) NOT NULL,
    file character varying(80) NOT NULL,
    format character varying(4) NOT NULL,
    path character varying(500) NOT NULL,
    ids bigint[] NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    fetched_at timestamp with time zone,
    decided_by_id bigint,
    requested_by_id bigint NOT NULL,
    CONSTRAINT export_approver_is_not_the_author CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = requested_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT export_decided_by_somebody CHECK ((((decided_by_id IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT export_fetched_after_approval CHECK (((fetched_at IS NULL) OR ((state)::text = 'fetched'::text)))
);
ALTER TABLE public.clinics_exportrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_exportrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_externalid (
    id bigint NOT NULL,
    resource character varying(40) NOT NULL,
    source character varying(40) NOT NULL,
    external_id character varying(200) NOT NULL,
    object_id bigint NOT NULL
);
ALTER TABLE public.clinics_externalid ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_externalid_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_failedlogin (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    login character varying(150) NOT NULL,
    address inet
);
ALTER TABLE public.clinics_failedlogin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_failedlogin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_holiday (
    id bigint NOT NULL,
    day date NOT NULL,
    name character varying(120) NOT NULL,
    works_as smallint,
    clinic_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_holiday_version_check CHECK ((version >= 0)),
    CONSTRAINT clinics_holiday_works_as_check CHECK ((works_as >= 0)),
    CONSTRAINT holiday_works_as_weekday CHECK (((works_as <= 6) OR (works_as IS NULL)))
);
ALTER TABLE public.clinics_holiday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_holiday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_jobrun (
    id bigint NOT NULL,
    job character varying(60) NOT NULL,
    minute timestamp with time zone NOT NULL
);
ALTER TABLE public.clinics_jobrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_jobrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.clinics_journalentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_journalentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_journalseal (
    "position" bigint NOT NULL,
    entry_id bigint NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.clinics_leadtimelink (
    id bigint NOT NULL,
    weeks smallint NOT NULL,
    after_id bigint NOT NULL,
    before_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_leadtimelink_version_check CHECK ((version >= 0)),
    CONSTRAINT clinics_leadtimelink_weeks_check CHECK ((weeks >= 0)),
    CONSTRAINT lead_time_link_between_two CHECK ((NOT (before_id = after_id)))
);
ALTER TABLE public.clinics_leadtimelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_leadtimelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_loginsession (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    public_id uuid NOT NULL,
    signed_in_at timestamp with time zone NOT NULL,
    proved_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    second_factor boolean NOT NULL,
    device character varying(200) NOT NULL,
    address inet,
    user_id bigint
);
CREATE TABLE public.clinics_roleassignment (
    id bigint NOT NULL,
    role character varying(16) NOT NULL,
    branch_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT role_known CHECK (((role)::text = ANY ((ARRAY['owner'::character varying, 'manager'::character varying, 'administrator'::character varying, 'curator'::character varying, 'practitioner'::character varying, 'auditor'::character varying, 'marketer'::character varying, 'system'::character varying])::text[])))
);
ALTER TABLE public.clinics_roleassignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_roleassignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_rolerequest (
    id bigint NOT NULL,
    role character varying(16) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    is_given boolean,
    decided_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    branch_id bigint,
    decided_by_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT role_approver_is_another CHECK (((decided_by_id IS NULL) OR ((NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL))) AND (NOT ((decided_by_id = user_id) AND (decided_by_id IS NOT NULL)))))),
    CONSTRAINT role_decided_by_somebody CHECK ((((decided_by_id IS NULL) AND (is_given IS NULL)) OR ((decided_by_id IS NOT NULL) AND (is_given IS NOT NULL))))
);
ALTER TABLE public.clinics_rolerequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_rolerequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_secondfactorrole (
    id bigint NOT NULL,
    role character varying(16) NOT NULL
);
ALTER TABLE public.clinics_secondfactorrole ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_secondfactorrole_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_service (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(300) NOT NULL,
    price numeric(12,2),
    price_is_lower_bound boolean NOT NULL,
    minutes smallint NOT NULL,
    is_active boolean NOT NULL,
    clinic_id bigint NOT NULL,
    specialty_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_service_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT clinics_service_version_check CHECK ((version >= 0)),
    CONSTRAINT service_price_not_negative CHECK (((price >= (0)::numeric) OR (price IS NULL)))
);
ALTER TABLE public.clinics_service ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_service_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_serviceprice (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    price numeric(12,2),
    is_lower_bound boolean NOT NULL,
    batch uuid,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint,
    service_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_serviceprice_version_check CHECK ((version >= 0)),
    CONSTRAINT price_version_not_negative CHECK (((price >= (0)::numeric) OR (price IS NULL)))
);
ALTER TABLE public.clinics_serviceprice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_serviceprice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_specialty (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    return_interval smallint,
    course_gap smallint,
    clinic_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT clinics_specialty_course_gap_check CHECK ((course_gap >= 0)),
    CONSTRAINT clinics_specialty_return_interval_check CHECK ((return_interval >= 0)),
    CONSTRAINT clinics_specialty_version_check CHECK ((version >= 0))
);
ALTER TABLE public.clinics_specialty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_specialty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    language character varying(2) NOT NULL
);
CREATE TABLE public.clinics_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.clinics_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.clinics_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.clinics_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clinics_workinghours (
    id bigint NOT NULL,
    weekday smallint NOT NULL,
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    chair_id bigint,
    branch_id bigint,
    employee_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT clinics_workinghours_version_check CHECK ((version >= 0)),
    CONSTRAINT clinics_workinghours_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT working_hours_end_after_start CHECK (((ends > starts) OR (ends = '00:00:00'::time without time zone))),
    CONSTRAINT working_hours_of_chair_or_branch CHECK ((((branch_id IS NULL) AND (chair_id IS NOT NULL) AND (employee_id IS NULL)) OR ((branch_id IS NOT NULL) AND (chair_id IS NULL)))),
    CONSTRAINT working_hours_weekday_0_to_6 CHECK ((weekday <= 6))
);
ALTER TABLE public.clinics_workinghours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clinics_workinghours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_celery_beat_clockedschedule (
    id integer NOT NULL,
    clocked_time timestamp with time zone NOT NULL
);
ALTER TABLE public.django_celery_beat_clockedschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_celery_beat_clockedschedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_celery_beat_crontabschedule (
    id integer NOT NULL,
    minute character varying(240) NOT NULL,
    hour character varying(96) NOT NULL,
    day_of_week character varying(64) NOT NULL,
    day_of_month character varying(124) NOT NULL,
    month_of_year character varying(64) NOT NULL,
    timezone character varying(63) NOT NULL
);
ALTER TABLE public.django_celery_beat_crontabschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_celery_beat_crontabschedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_celery_beat_intervalschedule (
    id integer NOT NULL,
    every integer NOT NULL,
    period character varying(24) NOT NULL
);
ALTER TABLE public.django_celery_beat_intervalschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_celery_beat_intervalschedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_celery_beat_periodictask (
    id integer NOT NULL,
    name character varying(200) NOT NULL,
    task character varying(200) NOT NULL,
    args text NOT NULL,
    kwargs text NOT NULL,
    queue character varying(200),
    exchange character varying(200),
    routing_key character varying(200),
    expires timestamp with time zone,
    enabled boolean NOT NULL,
    last_run_at timestamp with time zone,
    total_run_count integer NOT NULL,
    date_changed timestamp with time zone NOT NULL,
    description text NOT NULL,
    crontab_id integer,
    interval_id integer,
    solar_id integer,
    one_off boolean NOT NULL,
    start_time timestamp with time zone,
    priority integer,
    headers text NOT NULL,
    clocked_id integer,
    expire_seconds integer,
    CONSTRAINT django_celery_beat_periodictask_expire_seconds_check CHECK ((expire_seconds >= 0)),
    CONSTRAINT django_celery_beat_periodictask_priority_check CHECK ((priority >= 0)),
    CONSTRAINT django_celery_beat_periodictask_total_run_count_check CHECK ((total_run_count >= 0))
);
ALTER TABLE public.django_celery_beat_periodictask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_celery_beat_periodictask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_celery_beat_periodictasks (
    ident smallint NOT NULL,
    last_update timestamp with time zone NOT NULL
);
CREATE TABLE public.django_celery_beat_solarschedule (
    id integer NOT NULL,
    event character varying(24) NOT NULL,
    latitude numeric(9,6) NOT NULL,
    longitude numeric(9,6) NOT NULL
);
ALTER TABLE public.django_celery_beat_solarschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_celery_beat_solarschedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_bestthreshold (
    id bigint NOT NULL,
    month date NOT NULL,
    revenue numeric(14,2),
    branch_id bigint NOT NULL,
    policy_id bigint NOT NULL
);
ALTER TABLE public.patients_bestthreshold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_bestthreshold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_bulkchange (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    details jsonb NOT NULL,
    undone_at timestamp with time zone,
    by_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    undone_by_id bigint,
    CONSTRAINT bulk_change_kind_known CHECK (((kind)::text = ANY ((ARRAY['tag'::character varying, 'untag'::character varying, 'hand_over'::character varying, 'consent'::character varying])::text[]))),
    CONSTRAINT bulk_change_undone_by_somebody CHECK ((((undone_at IS NULL) AND (undone_by_id IS NULL)) OR ((undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL))))
);
ALTER TABLE public.patients_bulkchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_bulkchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_bulkrow (
    id bigint NOT NULL,
    before bigint,
    change_id bigint NOT NULL,
    patient_id bigint NOT NULL
);
ALTER TABLE public.patients_bulkrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_bulkrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_campaign (
    id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    name character varying(120) NOT NULL,
    acquisition character varying(80) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    note character varying(200) NOT NULL,
    clinic_id bigint NOT NULL,
    CONSTRAINT campaign_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT patients_campaign_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_campaignspend (
    id bigint NOT NULL,
    month date NOT NULL,
    amount numeric(12,2) NOT NULL,
    campaign_id bigint NOT NULL,
    CONSTRAINT campaign_spend_month_is_its_first_day CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT campaign_spend_not_negative CHECK ((amount >= (0)::numeric))
);
ALTER TABLE public.patients_campaignspend ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_campaignspend_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_charge (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    service_name character varying(300) NOT NULL,
    quantity numeric(8,2) NOT NULL,
    price numeric(12,2) NOT NULL,
    discount numeric(12,2) NOT NULL,
    amount numeric(12,2) NOT NULL,
    clinic_id bigint NOT NULL,
    service_id bigint,
    visit_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT charge_not_negative CHECK ((amount >= (0)::numeric)),
    CONSTRAINT patients_charge_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_charge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_charge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_chargeversion (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    known_to timestamp with time zone NOT NULL,
    service_name character varying(300) NOT NULL,
    quantity numeric(8,2) NOT NULL,
    price numeric(12,2) NOT NULL,
    discount numeric(12,2) NOT NULL,
    amount numeric(12,2) NOT NULL,
    charge_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    service_id bigint,
    visit_id bigint NOT NULL
);
ALTER TABLE public.patients_chargeversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_chargeversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_consent (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    purpose character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    method character varying(20) NOT NULL,
    text_version character varying(40) NOT NULL,
    evidence character varying(250) NOT NULL,
    by_id bigint,
    point_id bigint NOT NULL,
    patient_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT consent_channel_known CHECK (((channel)::text = ANY ((ARRAY['email'::character varying, 'sms'::character varying, 'call'::character varying])::text[]))),
    CONSTRAINT consent_purpose_known CHECK (((purpose)::text = ANY ((ARRAY['processing'::character varying, 'service'::character varying, 'care'::character varying, 'advertising'::character varying, 'survey'::character varying])::text[]))),
    CONSTRAINT consent_state_known CHECK (((state)::text = ANY ((ARRAY['granted'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT patients_consent_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_contactpoint (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    value character varying(254) NOT NULL,
    is_dead boolean NOT NULL,
    clinic_id bigint NOT NULL,
    CONSTRAINT contact_point_kind_known CHECK (((kind)::text = ANY ((ARRAY['phone'::character varying, 'email'::character varying])::text[]))),
    CONSTRAINT contact_point_phone_is_e164 CHECK (((NOT ((kind)::text = 'phone'::text)) OR ((value)::text ~ '^(\+[0-9]{7,15}|~[0-9a-f]{32})$'::text)))
);
ALTER TABLE public.patients_contactpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_contactpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_datasource (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    clinic_id bigint NOT NULL
);
ALTER TABLE public.patients_datasource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_datasource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_dirtypatient (
    patient_id bigint NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.patients_duplicatepair (
    id bigint NOT NULL,
    reason character varying(40) NOT NULL,
    decision character varying(8) NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id bigint,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    note character varying(200) NOT NULL,
    score smallint NOT NULL,
    why_separate character varying(8) NOT NULL,
    CONSTRAINT duplicate_pair_ordered CHECK ((first_id < second_id)),
    CONSTRAINT patients_duplicatepair_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_duplicatepair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_duplicatepair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_erasureact (
    id bigint NOT NULL,
    patient_id_erased bigint NOT NULL,
    pseudonym character varying(40) NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    erased jsonb NOT NULL,
    kept jsonb NOT NULL,
    residues jsonb NOT NULL,
    keep_until date NOT NULL,
    approved_by_id bigint NOT NULL,
    requested_by_id bigint NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT erasure_act_two_persons CHECK ((NOT (requested_by_id = approved_by_id)))
);
ALTER TABLE public.patients_erasureact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_erasureact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_followup (
    id bigint NOT NULL,
    due_on date NOT NULL,
    reason character varying(200) NOT NULL,
    note text NOT NULL,
    origin character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    outcome character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    assignee_id bigint,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    closed_by_id bigint,
    patient_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    kind character varying(8) DEFAULT 'call'::character varying NOT NULL,
    CONSTRAINT follow_up_closed_iff_closed_at CHECK ((((closed_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (closed_at IS NOT NULL)))),
    CONSTRAINT follow_up_outcome_known CHECK (((outcome)::text = ANY ((ARRAY[''::character varying, 'no_answer'::character varying, 'reached'::character varying, 'booked'::character varying, 'declined'::character varying, 'snoozed'::character varying])::text[]))),
    CONSTRAINT follow_up_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'done'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT patients_followup_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT patients_followup_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_followupevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    due_on date NOT NULL,
    reason character varying(200) NOT NULL,
    note text NOT NULL,
    origin character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    outcome character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    assignee_id bigint,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    closed_by_id bigint,
    patient_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    kind character varying(8) DEFAULT 'call'::character varying NOT NULL,
    CONSTRAINT patients_followupevent_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.patients_followupevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_followupevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_guardianship (
    id bigint NOT NULL,
    guardian_id bigint NOT NULL,
    ward_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    kind character varying(8) NOT NULL,
    since date,
    until date,
    CONSTRAINT guardianship_ends_after_start CHECK (((since IS NULL) OR (until IS NULL) OR (until > since))),
    CONSTRAINT guardianship_kind_known CHECK (((kind)::text = ANY ((ARRAY['mother'::character varying, 'father'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT guardianship_of_another CHECK ((NOT (ward_id = guardian_id))),
    CONSTRAINT patients_guardianship_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_guardianship ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_guardianship_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_hold (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    origin character varying(40) NOT NULL,
    until date NOT NULL,
    known_from date NOT NULL,
    known_to date,
    patient_id bigint NOT NULL,
    CONSTRAINT hold_ends_after_start CHECK (((known_to IS NULL) OR (known_to >= known_from)))
);
ALTER TABLE public.patients_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_household (
    id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    name character varying(120) NOT NULL,
    address character varying(250) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    clinic_id bigint NOT NULL,
    CONSTRAINT patients_household_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_household ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_household_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_householdmember (
    id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    household_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    CONSTRAINT patients_householdmember_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_householdmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_householdmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_importedrow (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key character varying(200) NOT NULL,
    digest character varying(32) NOT NULL,
    source_id bigint NOT NULL
);
ALTER TABLE public.patients_importedrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_importedrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_importfile (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    path character varying(100) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    kind character varying(20) NOT NULL,
    encoding character varying(20) NOT NULL,
    verdicts jsonb NOT NULL,
    changed integer NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT patients_importfile_changed_check CHECK ((changed >= 0)),
    CONSTRAINT patients_importfile_size_check CHECK ((size >= 0))
);
ALTER TABLE public.patients_importfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_importfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_importissue (
    id bigint NOT NULL,
    file character varying(200) NOT NULL,
    line integer NOT NULL,
    "column" character varying(100) NOT NULL,
    value character varying(250) NOT NULL,
    verdict character varying(10) NOT NULL,
    reason character varying(40) NOT NULL,
    params jsonb NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT patients_importissue_line_check CHECK ((line >= 0))
);
ALTER TABLE public.patients_importissue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_importissue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_importrun (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    as_of date,
    progress smallint NOT NULL,
    totals jsonb NOT NULL,
    error character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    branch_id bigint,
    clinic_id bigint NOT NULL,
    confirmed_by_id bigint,
    created_by_id bigint,
    source_id bigint NOT NULL,
    CONSTRAINT import_state_known CHECK (((state)::text = ANY ((ARRAY['uploaded'::character varying, 'checking'::character varying, 'checked'::character varying, 'importing'::character varying, 'done'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT patients_importrun_progress_check CHECK ((progress >= 0))
);
ALTER TABLE public.patients_importrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_importrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_inquiry (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    created_on date NOT NULL,
    acquisition character varying(80) NOT NULL,
    status character varying(8) NOT NULL,
    lost_reason character varying(120) NOT NULL,
    note text NOT NULL,
    external_key character varying(200),
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    patient_id bigint,
    source_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    assignee_id bigint,
    call_back_at timestamp with time zone,
    channel character varying(10) DEFAULT ''::character varying NOT NULL,
    closed_at timestamp with time zone,
    closed_by_id bigint,
    created_at timestamp with time zone,
    created_by_id bigint,
    first_answer_at timestamp with time zone,
    first_answer_by_id bigint,
    visit_id bigint,
    wish text DEFAULT ''::text NOT NULL,
    campaign_id bigint,
    reason_id bigint,
    CONSTRAINT inquiry_answered_after_it_came CHECK (((first_answer_at IS NULL) OR (created_at IS NULL) OR (first_answer_at >= created_at))),
    CONSTRAINT inquiry_booked_has_patient CHECK (((NOT ((status)::text = 'booked'::text)) OR (patient_id IS NOT NULL))),
    CONSTRAINT inquiry_lost_says_why CHECK (((NOT ((status)::text = 'lost'::text)) OR (reason_id IS NOT NULL) OR (NOT ((lost_reason)::text = ''::text)))),
    CONSTRAINT inquiry_status_known CHECK (((status)::text = ANY ((ARRAY['new'::character varying, 'in_work'::character varying, 'booked'::character varying, 'lost'::character varying])::text[]))),
    CONSTRAINT patients_inquiry_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_inquiry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_inquiry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_inquiry_points (
    id bigint NOT NULL,
    inquiry_id bigint NOT NULL,
    contactpoint_id bigint NOT NULL
);
ALTER TABLE public.patients_inquiry_points ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_inquiry_points_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_lostreason (
    id bigint NOT NULL,
    name_ru character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    is_active boolean NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT patients_lostreason_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_lostreason ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_lostreason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_mergerecord (
    id bigint NOT NULL,
    gone_id bigint NOT NULL,
    gone_row jsonb NOT NULL,
    tables jsonb NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    clinic_id bigint NOT NULL,
    kept_id bigint NOT NULL,
    merged_by_id bigint,
    undone_by_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT patients_mergerecord_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_mergerecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_mergerecord_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_patient (
    id bigint NOT NULL,
    last_name character varying(100) NOT NULL,
    first_name character varying(100) NOT NULL,
    patronymic character varying(100) NOT NULL,
    name_key character varying(310) GENERATED ALWAYS AS (replace(lower(((COALESCE(last_name, ''::character varying))::text || COALESCE((COALESCE(' '::text, ''::text) || COALESCE(((COALESCE(first_name, ''::character varying))::text || COALESCE((COALESCE(' '::text, ''::text) || (COALESCE(patronymic, ''::character varying))::text), ''::text)), ''::text)), ''::text))), 'ё'::text, 'е'::text)) STORED,
    sex character varying(1) NOT NULL,
    birth_date date,
    registered_on date,
    acquisition character varying(80) NOT NULL,
    comment text NOT NULL,
    opening_balance numeric(12,2),
    opening_balance_on date,
    do_not_contact character varying(120) NOT NULL,
    deceased_on date,
    archived_at timestamp with time zone,
    awaits_review boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    curator_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    call_from smallint,
    call_until smallint,
    CONSTRAINT patient_call_hours_in_order CHECK ((((call_from IS NULL) AND (call_until IS NULL)) OR ((call_from >= 0) AND (call_until > call_from) AND (call_until <= 24)))),
    CONSTRAINT patient_died_after_birth CHECK (((deceased_on IS NULL) OR (birth_date IS NULL) OR (deceased_on >= birth_date))),
    CONSTRAINT patient_opening_balance_has_date CHECK ((((opening_balance IS NULL) AND (opening_balance_on IS NULL)) OR ((opening_balance IS NOT NULL) AND (opening_balance_on IS NOT NULL)))),
    CONSTRAINT patient_sex_known CHECK (((sex)::text = ANY ((ARRAY[''::character varying, 'm'::character varying, 'f'::character varying])::text[]))),
    CONSTRAINT patients_patient_call_from_check CHECK ((call_from >= 0)),
    CONSTRAINT patients_patient_call_until_check CHECK ((call_until >= 0)),
    CONSTRAINT patients_patient_version_check CHECK ((version >= 0))
);
ALTER TABLE public.patients_patient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_patient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_patientbalance (
    patient_id bigint NOT NULL,
    charged numeric(14,2) NOT NULL,
    paid numeric(14,2) NOT NULL,
    debt numeric(14,2) NOT NULL,
    owed_since date
);
CREATE TABLE public.patients_patientcard (
    id bigint NOT NULL,
    number character varying(40) NOT NULL,
    is_main boolean NOT NULL,
    patient_id bigint NOT NULL,
    source_id bigint NOT NULL
);
ALTER TABLE public.patients_patientcard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_patientcard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_patientcontact (
    id bigint NOT NULL,
    rank smallint NOT NULL,
    label character varying(40) NOT NULL,
    patient_id bigint NOT NULL,
    point_id bigint NOT NULL,
    CONSTRAINT patients_patientcontact_rank_check CHECK ((rank >= 0))
);
ALTER TABLE public.patients_patientcontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_patientcontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_patientcontactevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    rank smallint NOT NULL,
    label character varying(40) NOT NULL,
    patient_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    point_id bigint NOT NULL,
    CONSTRAINT patients_patientcontactevent_rank_check CHECK ((rank >= 0))
);
ALTER TABLE public.patients_patientcontactevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_patientcontactevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_patientevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    last_name character varying(100) NOT NULL,
    first_name character varying(100) NOT NULL,
    patronymic character varying(100) NOT NULL,
    name_key character varying(310) GENERATED ALWAYS AS (replace(lower(((COALESCE(last_name, ''::character varying))::text || COALESCE((COALESCE(' '::text, ''::text) || COALESCE(((COALESCE(first_name, ''::character varying))::text || COALESCE((COALESCE(' '::text, ''::text) || (COALESCE(patronymic, ''::character varying))::text), ''::text)), ''::text)), ''::text))), 'ё'::text, 'е'::text)) STORED,
    sex character varying(1) NOT NULL,
    birth_date date,
    registered_on date,
    acquisition character varying(80) NOT NULL,
    comment text NOT NULL,
    opening_balance numeric(12,2),
    opening_balance_on date,
    do_not_contact character varying(120) NOT NULL,
    deceased_on date,
    archived_at timestamp with time zone,
    awaits_review boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    curator_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    call_from smallint,
    call_until smallint,
    CONSTRAINT patients_patientevent_call_from_check CHECK ((call_from >= 0)),
    CONSTRAINT patients_patientevent_call_until_check CHECK ((call_until >= 0))
);
ALTER TABLE public.patients_patientevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_patientevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_patientsummary (
    patient_id bigint NOT NULL,
    first_contact_on date,
    last_contact_on date,
    first_paid_on date,
    contact_days integer NOT NULL,
    paid_days integer NOT NULL,
    episodes integer NOT NULL,
    episode_began_on date,
    interval_days integer NOT NULL,
    rhythm_num bigint NOT NULL,
    rhythm_den integer NOT NULL,
    silence_sleep integer NOT NULL,
    silence_lapse integer NOT NULL,
    revenue numeric(14,2) NOT NULL,
    revenue_24m numeric(14,2) NOT NULL,
    hold_until date,
    segment character varying(10) NOT NULL,
    segment_since date,
    next_change_on date,
    computed_on date,
    clinic_id bigint NOT NULL,
    home_branch_id bigint,
    policy_id bigint,
    CONSTRAINT patients_patientsummary_contact_days_check CHECK ((contact_days >= 0)),
    CONSTRAINT patients_patientsummary_episodes_check CHECK ((episodes >= 0)),
    CONSTRAINT patients_patientsummary_interval_days_check CHECK ((interval_days >= 0)),
    CONSTRAINT patients_patientsummary_paid_days_check CHECK ((paid_days >= 0)),
    CONSTRAINT patients_patientsummary_rhythm_den_check CHECK ((rhythm_den >= 0)),
    CONSTRAINT patients_patientsummary_rhythm_num_check CHECK ((rhythm_num >= 0)),
    CONSTRAINT patients_patientsummary_silence_lapse_check CHECK ((silence_lapse >= 0)),
    CONSTRAINT patients_patientsummary_silence_sleep_check CHECK ((silence_sleep >= 0))
);
CREATE TABLE public.patients_patienttag (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    patient_id bigint NOT NULL,
    tag_id bigint NOT NULL
);
ALTER TABLE public.patients_patienttag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_patienttag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_payment (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    kind character varying(16) NOT NULL,
    paid_on date NOT NULL,
    amount numeric(12,2) NOT NULL,
    external_key character varying(200),
    note character varying(200) NOT NULL,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    refunds_charge_id bigint,
    source_id bigint,
    visit_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    method character varying(8) DEFAULT ''::character varying NOT NULL,
    taken_by_id bigint,
    CONSTRAINT patients_payment_version_check CHECK ((version >= 0)),
    CONSTRAINT payment_sign_fits_kind CHECK ((((amount <= (0)::numeric) AND ((kind)::text = ANY ((ARRAY['service_refund'::character varying, 'advance_refund'::character varying])::text[]))) OR ((amount >= (0)::numeric) AND ((kind)::text = ANY ((ARRAY['payment'::character varying, 'advance'::character varying])::text[])))))
);
ALTER TABLE public.patients_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_paymentversion (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    known_to timestamp with time zone NOT NULL,
    kind character varying(16) NOT NULL,
    paid_on date NOT NULL,
    amount numeric(12,2) NOT NULL,
    payment_id bigint NOT NULL,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    method character varying(8) DEFAULT ''::character varying NOT NULL
);
ALTER TABLE public.patients_paymentversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_paymentversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_refundrequest (
    id bigint NOT NULL,
    amount numeric(12,2) NOT NULL,
    method character varying(8) NOT NULL,
    reason character varying(200) NOT NULL,
    state character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    asked_by_id bigint,
    branch_id bigint NOT NULL,
    charge_id bigint,
    clinic_id bigint NOT NULL,
    decided_by_id bigint,
    patient_id bigint NOT NULL,
    payment_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT patients_refundrequest_version_check CHECK ((version >= 0)),
    CONSTRAINT refund_request_decided_once CHECK (((((state)::text = 'waiting'::text) OR (decided_at IS NOT NULL)) AND (1 = (
CASE
    WHEN ((state)::text = 'waiting'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN (decided_at IS NOT NULL) THEN 1
    ELSE 0
END)))),
    CONSTRAINT refund_request_not_decided_by_asker CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL) AND (asked_by_id IS NOT NULL))))),
    CONSTRAINT refund_request_paid_iff_approved CHECK ((((payment_id IS NOT NULL) AND ((state)::text = 'approved'::text)) OR ((NOT ((state)::text = 'approved'::text)) AND (payment_id IS NULL)))),
    CONSTRAINT refund_request_positive CHECK ((amount > (0)::numeric))
);
ALTER TABLE public.patients_refundrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_refundrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_relationshipending (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    reason character varying(120) NOT NULL,
    day date NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    cancelled jsonb NOT NULL,
    resumed_at timestamp with time zone,
    resume_reason character varying(120) NOT NULL,
    clinic_id bigint NOT NULL,
    ended_by_id bigint,
    patient_id bigint NOT NULL,
    resumed_by_id bigint,
    CONSTRAINT ending_kind_known CHECK (((kind)::text = ANY ((ARRAY['deceased'::character varying, 'do_not_contact'::character varying, 'archived'::character varying])::text[]))),
    CONSTRAINT ending_resumed_says_why CHECK (((((resume_reason)::text = ''::text) AND (resumed_at IS NULL)) OR ((resumed_at IS NOT NULL) AND (NOT ((resume_reason)::text = ''::text))))),
    CONSTRAINT ending_says_why CHECK ((NOT ((reason)::text = ''::text)))
);
ALTER TABLE public.patients_relationshipending ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_relationshipending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_segmentmembership (
    id bigint NOT NULL,
    segment character varying(10) NOT NULL,
    since date NOT NULL,
    until date,
    last_contact_on date,
    clinic_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    CONSTRAINT membership_not_empty CHECK (((until IS NULL) OR (until > since)))
);
ALTER TABLE public.patients_segmentmembership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_segmentmembership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_segmentpolicy (
    id bigint NOT NULL,
    version integer NOT NULL,
    default_interval smallint NOT NULL,
    default_course_gap smallint NOT NULL,
    best_share numeric(3,2) NOT NULL,
    best_minimum smallint NOT NULL,
    regular_after_days smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    clinic_id bigint NOT NULL,
    created_by_id bigint,
    CONSTRAINT patients_segmentpolicy_best_minimum_check CHECK ((best_minimum >= 0)),
    CONSTRAINT patients_segmentpolicy_default_course_gap_check CHECK ((default_course_gap >= 0)),
    CONSTRAINT patients_segmentpolicy_default_interval_check CHECK ((default_interval >= 0)),
    CONSTRAINT patients_segmentpolicy_regular_after_days_check CHECK ((regular_after_days >= 0)),
    CONSTRAINT patients_segmentpolicy_version_check CHECK ((version >= 0)),
    CONSTRAINT segment_policy_interval_positive CHECK ((default_interval >= 1))
);
ALTER TABLE public.patients_segmentpolicy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_segmentpolicy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_stopentry (
    id bigint NOT NULL,
    digest character varying(40) NOT NULL,
    since date NOT NULL,
    clinic_id bigint NOT NULL
);
ALTER TABLE public.patients_stopentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_stopentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_subjectrequest (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    note character varying(250) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    answer character varying(250) NOT NULL,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    decided_by_id bigint,
    patient_id bigint NOT NULL,
    requested_by_id bigint NOT NULL,
    CONSTRAINT erasure_needs_two_persons CHECK (((NOT (((kind)::text = 'erasure'::text) AND ((state)::text = 'done'::text))) OR (NOT ((decided_by_id = requested_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT request_decided_iff_closed CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT request_kind_known CHECK (((kind)::text = ANY ((ARRAY['access'::character varying, 'correction'::character varying, 'stop'::character varying, 'erasure'::character varying])::text[]))),
    CONSTRAINT request_refusal_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((answer)::text = ''::text))))
);
ALTER TABLE public.patients_subjectrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_subjectrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_tag (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    key character varying(40) GENERATED ALWAYS AS (replace(lower((name)::text), 'ё'::text, 'е'::text)) STORED,
    tone character varying(8) NOT NULL,
    clinic_id bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT patients_tag_version_check CHECK ((version >= 0)),
    CONSTRAINT tag_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT tag_tone_known CHECK (((tone)::text = ANY ((ARRAY['grey'::character varying, 'green'::character varying, 'amber'::character varying, 'red'::character varying, 'blue'::character varying, 'purple'::character varying, 'brown'::character varying, 'teal'::character varying])::text[])))
);
ALTER TABLE public.patients_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_visit (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    status character varying(10) NOT NULL,
    day date NOT NULL,
    starts_at timestamp with time zone,
    minutes smallint NOT NULL,
    booked_on date NOT NULL,
    amount numeric(12,2) NOT NULL,
    external_key character varying(200),
    flag character varying(60) NOT NULL,
    branch_id bigint NOT NULL,
    chair_id bigint,
    clinic_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    practitioner_id bigint,
    source_id bigint,
    specialty_id bigint,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    cancel_reason character varying(12) DEFAULT ''::character varying NOT NULL,
    service_id bigint,
    CONSTRAINT patients_visit_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT patients_visit_version_check CHECK ((version >= 0)),
    CONSTRAINT visit_amount_not_negative CHECK ((amount >= (0)::numeric)),
    CONSTRAINT visit_cancel_reason_only_if_cancelled CHECK ((((cancel_reason)::text = ''::text) OR ((status)::text = 'cancelled'::text))),
    CONSTRAINT visit_status_known CHECK (((status)::text = ANY ((ARRAY['booked'::character varying, 'confirmed'::character varying, 'arrived'::character varying, 'completed'::character varying, 'cancelled'::character varying, 'no_show'::character varying])::text[])))
);
ALTER TABLE public.patients_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.patients_visitversion (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    known_to timestamp with time zone NOT NULL,
    status character varying(10) NOT NULL,
    day date NOT NULL,
    starts_at timestamp with time zone,
    minutes smallint NOT NULL,
    booked_on date NOT NULL,
    amount numeric(12,2) NOT NULL,
    visit_id bigint NOT NULL,
    branch_id bigint NOT NULL,
    chair_id bigint,
    clinic_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    practitioner_id bigint,
    specialty_id bigint,
    cancel_reason character varying(12) DEFAULT ''::character varying NOT NULL,
    service_id bigint,
    CONSTRAINT patients_visitversion_minutes_check CHECK ((minutes >= 0))
);
ALTER TABLE public.patients_visitversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_visitversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pghistory_context (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    metadata jsonb NOT NULL
);
CREATE TABLE public.quality_answer (
    id bigint NOT NULL,
    value character varying(3) NOT NULL,
    comment character varying(500) NOT NULL,
    criterion_id bigint NOT NULL,
    review_id bigint NOT NULL,
    CONSTRAINT answer_value_known CHECK (((value)::text = ANY ((ARRAY['yes'::character varying, 'no'::character varying, 'na'::character varying])::text[])))
);
ALTER TABLE public.quality_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quality_criterion (
    id bigint NOT NULL,
    text_ru character varying(300) NOT NULL,
    text_en character varying(300) NOT NULL,
    hint_ru character varying(400) NOT NULL,
    hint_en character varying(400) NOT NULL,
    "position" smallint NOT NULL,
    kind character varying(12) NOT NULL,
    weight smallint NOT NULL,
    is_critical boolean NOT NULL,
    standard_id bigint NOT NULL,
    CONSTRAINT criterion_kind_known CHECK (((kind)::text = ANY ((ARRAY['yes_no'::character varying, 'yes_no_na'::character varying])::text[]))),
    CONSTRAINT criterion_weighs_something CHECK ((weight >= 1)),
    CONSTRAINT quality_criterion_position_check CHECK (("position" >= 0)),
    CONSTRAINT quality_criterion_weight_check CHECK ((weight >= 0))
);
ALTER TABLE public.quality_criterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_criterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quality_deviation (
    id bigint NOT NULL,
    is_critical boolean NOT NULL,
    found_at timestamp with time zone NOT NULL,
    answer_id bigint NOT NULL,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    criterion_id bigint NOT NULL,
    performer_id bigint NOT NULL
);
ALTER TABLE public.quality_deviation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_deviation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quality_review (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    score numeric(5,2),
    failed_critical boolean NOT NULL,
    note text NOT NULL,
    reviewer_id bigint NOT NULL,
    sample_id bigint NOT NULL,
    CONSTRAINT review_critical_failure_scores_zero CHECK (((NOT failed_critical) OR (score = (0)::numeric))),
    CONSTRAINT review_score_is_percent CHECK (((score IS NULL) OR ((score >= (0)::numeric) AND (score <= (100)::numeric)))),
    CONSTRAINT review_scored_iff_submitted CHECK ((((score IS NULL) AND ((state)::text = 'draft'::text) AND (submitted_at IS NULL)) OR ((NOT ((state)::text = 'draft'::text)) AND (score IS NOT NULL) AND (submitted_at IS NOT NULL)))),
    CONSTRAINT review_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying])::text[])))
);
ALTER TABLE public.quality_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quality_round (
    id bigint NOT NULL,
    percent smallint NOT NULL,
    floor smallint NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    seed_hash character varying(64) NOT NULL,
    committed_at timestamp with time zone NOT NULL,
    is_retrospective boolean NOT NULL,
    seed character varying(64) NOT NULL,
    drawn_at timestamp with time zone,
    case_list text NOT NULL,
    case_list_digest character varying(64) NOT NULL,
    case_count integer NOT NULL,
    unattributed integer NOT NULL,
    clinic_id bigint NOT NULL,
    rule_id bigint NOT NULL,
    standard_id bigint NOT NULL,
    CONSTRAINT quality_round_case_count_check CHECK ((case_count >= 0)),
    CONSTRAINT quality_round_floor_check CHECK ((floor >= 0)),
    CONSTRAINT quality_round_percent_check CHECK ((percent >= 0)),
    CONSTRAINT quality_round_unattributed_check CHECK ((unattributed >= 0)),
    CONSTRAINT round_ends_after_start CHECK ((ends_on >= starts_on)),
    CONSTRAINT round_seed_revealed_iff_drawn CHECK (((((case_list_digest)::text = ''::text) AND (drawn_at IS NULL) AND ((seed)::text = ''::text)) OR ((drawn_at IS NOT NULL) AND (NOT ((seed)::text = ''::text)) AND (NOT ((case_list_digest)::text = ''::text))))),
    CONSTRAINT round_share_sane CHECK (((floor >= 1) AND (percent >= 1) AND (percent <= 100)))
);
ALTER TABLE public.quality_round ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_round_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quality_roundseed (
    round_id bigint NOT NULL,
    value character varying(64) NOT NULL
);
CREATE TABLE public.quality_sample (
    id bigint NOT NULL,
    case_id bigint NOT NULL,
    rank integer NOT NULL,
    of_cases integer NOT NULL,
    hmac character varying(64) NOT NULL,
    branch_id bigint NOT NULL,
    performer_id bigint NOT NULL,
    round_id bigint NOT NULL,
    CONSTRAINT quality_sample_of_cases_check CHECK ((of_cases >= 0)),
    CONSTRAINT quality_sample_rank_check CHECK ((rank >= 0)),
    CONSTRAINT sample_rank_from_one CHECK ((rank >= 1))
);
ALTER TABLE public.quality_sample ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_sample_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quality_samplingrule (
    id bigint NOT NULL,
    case_kind character varying(40) NOT NULL,
    percent smallint NOT NULL,
    floor smallint NOT NULL,
    period character varying(8) NOT NULL,
    is_active boolean NOT NULL,
    clinic_id bigint NOT NULL,
    standard_id bigint NOT NULL,
    CONSTRAINT quality_samplingrule_floor_check CHECK ((floor >= 0)),
    CONSTRAINT quality_samplingrule_percent_check CHECK ((percent >= 0)),
    CONSTRAINT rule_floor_positive CHECK ((floor >= 1)),
    CONSTRAINT rule_percent_1_to_100 CHECK (((percent >= 1) AND (percent <= 100)))
);
ALTER TABLE public.quality_samplingrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_samplingrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quality_standard (
    id bigint NOT NULL,
    text_ru character varying(300) NOT NULL,
    text_en character varying(300) NOT NULL,
    hint_ru character varying(400) NOT NULL,
    hint_en character varying(400) NOT NULL,
    key character varying(40) NOT NULL,
    version smallint NOT NULL,
    case_kind character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    frozen_at timestamp with time zone,
    clinic_id bigint NOT NULL,
    CONSTRAINT quality_standard_version_check CHECK ((version >= 0))
);
ALTER TABLE public.quality_standard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quality_standard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_offer (
    id bigint NOT NULL,
    year smallint NOT NULL,
    ordinal integer NOT NULL,
    version smallint NOT NULL,
    plan_version integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_on date NOT NULL,
    valid_until date NOT NULL,
    total numeric(12,2) NOT NULL,
    discount numeric(12,2) NOT NULL,
    by_id bigint,
    clinic_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT offer_sums_not_negative CHECK (((discount >= (0)::numeric) AND (total >= (0)::numeric))),
    CONSTRAINT offer_valid_from_its_day CHECK ((valid_until >= made_on)),
    CONSTRAINT treatment_plans_offer_ordinal_check CHECK ((ordinal >= 0)),
    CONSTRAINT treatment_plans_offer_plan_version_check CHECK ((plan_version >= 0)),
    CONSTRAINT treatment_plans_offer_version_check CHECK ((version >= 0)),
    CONSTRAINT treatment_plans_offer_year_check CHECK ((year >= 0))
);
ALTER TABLE public.treatment_plans_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_offerline (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    status character varying(10) NOT NULL,
    counts boolean NOT NULL,
    choice smallint,
    letter character varying(1) NOT NULL,
    variant_title character varying(80) NOT NULL,
    phase smallint NOT NULL,
    priority character varying(10) NOT NULL,
    service_name character varying(300) NOT NULL,
    tooth character varying(20) NOT NULL,
    quantity smallint NOT NULL,
    sessions smallint NOT NULL,
    minutes smallint NOT NULL,
    discount numeric(12,2) NOT NULL,
    price numeric(12,2) NOT NULL,
    item_id bigint NOT NULL,
    offer_id bigint NOT NULL,
    CONSTRAINT offer_line_sums_not_negative CHECK (((discount >= (0)::numeric) AND (price >= (0)::numeric))),
    CONSTRAINT treatment_plans_offerline_choice_check CHECK ((choice >= 0)),
    CONSTRAINT treatment_plans_offerline_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT treatment_plans_offerline_phase_check CHECK ((phase >= 0)),
    CONSTRAINT treatment_plans_offerline_position_check CHECK (("position" >= 0)),
    CONSTRAINT treatment_plans_offerline_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT treatment_plans_offerline_sessions_check CHECK ((sessions >= 0))
);
ALTER TABLE public.treatment_plans_offerline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_offerline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_planevent (
    id bigint NOT NULL,
    plan_version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    from_status character varying(10) NOT NULL,
    to_status character varying(10) NOT NULL,
    correction character varying(12) NOT NULL,
    rule character varying(40) NOT NULL,
    note character varying(200) NOT NULL,
    by_id bigint,
    item_id bigint,
    refusal_reason_id bigint,
    plan_id bigint NOT NULL,
    changes jsonb DEFAULT '[]'::jsonb NOT NULL,
    undoes_id bigint,
    undone_at timestamp with time zone,
    visit_id bigint,
    CONSTRAINT plan_event_by_person_or_rule CHECK (((by_id IS NOT NULL) OR (NOT ((rule)::text = ''::text)))),
    CONSTRAINT plan_event_undone_only_if_by_rule CHECK (((undone_at IS NULL) OR (NOT ((rule)::text = ''::text)))),
    CONSTRAINT treatment_plans_planevent_plan_version_check CHECK ((plan_version >= 0))
);
ALTER TABLE public.treatment_plans_planevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_planevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_planitem (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    service_name character varying(300) NOT NULL,
    tooth character varying(20) NOT NULL,
    minutes smallint NOT NULL,
    status character varying(10) NOT NULL,
    price numeric(12,2) NOT NULL,
    agreed_price numeric(12,2),
    actual_price numeric(12,2),
    identified_on date NOT NULL,
    agreed_on date,
    promised_on date,
    realised_on date,
    ended_on date,
    deferred_until date,
    reason character varying(120) NOT NULL,
    external_key character varying(200),
    awaits_review character varying(60) NOT NULL,
    booking_id bigint,
    clinic_id bigint NOT NULL,
    service_id bigint,
    source_id bigint,
    refusal_reason_id bigint,
    plan_id bigint NOT NULL,
    counts boolean DEFAULT true NOT NULL,
    discount numeric(12,2) DEFAULT 0 NOT NULL,
    identified_by_id bigint,
    performer_id bigint,
    phase smallint DEFAULT 1 NOT NULL,
    priority character varying(10) DEFAULT 'planned'::character varying NOT NULL,
    quantity smallint DEFAULT 1 NOT NULL,
    sessions smallint DEFAULT 1 NOT NULL,
    sessions_done smallint DEFAULT 0 NOT NULL,
    variant_id bigint,
    CONSTRAINT plan_item_agreed_has_day CHECK (((NOT ((status)::text = ANY ((ARRAY['agreed'::character varying, 'scheduled'::character varying])::text[]))) OR (agreed_on IS NOT NULL) OR (NOT ((awaits_review)::text = ''::text)))),
    CONSTRAINT plan_item_agreed_price_not_negative CHECK (((agreed_price IS NULL) OR (agreed_price >= (0)::numeric))),
    CONSTRAINT plan_item_counts_from_one CHECK (((phase >= 1) AND (quantity >= 1) AND (sessions >= 1))),
    CONSTRAINT plan_item_discount_within_price CHECK ((discount >= (0)::numeric)),
    CONSTRAINT plan_item_ended_has_day CHECK (((NOT ((status)::text = ANY ((ARRAY['declined'::character varying, 'deferred'::character varying, 'cancelled'::character varying])::text[]))) OR (ended_on IS NOT NULL) OR (NOT ((awaits_review)::text = ''::text)))),
    CONSTRAINT plan_item_price_not_negative CHECK ((price >= (0)::numeric)),
    CONSTRAINT plan_item_priority_known CHECK (((priority)::text = ANY ((ARRAY['urgent'::character varying, 'planned'::character varying, 'optional'::character varying])::text[]))),
    CONSTRAINT plan_item_realised_has_day CHECK (((NOT ((status)::text = 'realised'::text)) OR (realised_on IS NOT NULL) OR (NOT ((awaits_review)::text = ''::text)))),
    CONSTRAINT plan_item_realised_iff_all_sessions_done CHECK (((sessions_done = 0) OR ((sessions_done = sessions) AND ((status)::text = 'realised'::text)) OR ((sessions_done < sessions) AND (NOT ((status)::text = 'realised'::text))))),
    CONSTRAINT plan_item_status_known CHECK (((status)::text = ANY ((ARRAY['identified'::character varying, 'agreed'::character varying, 'scheduled'::character varying, 'realised'::character varying, 'declined'::character varying, 'deferred'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT treatment_plans_planitem_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT treatment_plans_planitem_phase_check CHECK ((phase >= 0)),
    CONSTRAINT treatment_plans_planitem_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT treatment_plans_planitem_sessions_check CHECK ((sessions >= 0)),
    CONSTRAINT treatment_plans_planitem_sessions_done_check CHECK ((sessions_done >= 0))
);
ALTER TABLE public.treatment_plans_planitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_planitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_planitemversion (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    known_to timestamp with time zone NOT NULL,
    service_name character varying(300) NOT NULL,
    tooth character varying(20) NOT NULL,
    minutes smallint NOT NULL,
    status character varying(10) NOT NULL,
    price numeric(12,2) NOT NULL,
    agreed_price numeric(12,2),
    actual_price numeric(12,2),
    identified_on date NOT NULL,
    agreed_on date,
    promised_on date,
    realised_on date,
    ended_on date,
    deferred_until date,
    reason character varying(120) NOT NULL,
    planitem_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    service_id bigint,
    refusal_reason_id bigint,
    plan_id bigint NOT NULL,
    discount numeric(12,2) DEFAULT 0 NOT NULL,
    identified_by_id bigint,
    performer_id bigint,
    phase smallint DEFAULT 1 NOT NULL,
    priority character varying(10) DEFAULT 'planned'::character varying NOT NULL,
    quantity smallint DEFAULT 1 NOT NULL,
    sessions smallint DEFAULT 1 NOT NULL,
    sessions_done smallint DEFAULT 0 NOT NULL,
    variant_id bigint,
    CONSTRAINT treatment_plans_planitemversion_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT treatment_plans_planitemversion_phase_check CHECK ((phase >= 0)),
    CONSTRAINT treatment_plans_planitemversion_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT treatment_plans_planitemversion_sessions_check CHECK ((sessions >= 0)),
    CONSTRAINT treatment_plans_planitemversion_sessions_done_check CHECK ((sessions_done >= 0))
);
ALTER TABLE public.treatment_plans_planitemversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_planitemversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_planrule (
    id bigint NOT NULL,
    rule character varying(40) NOT NULL,
    is_on boolean NOT NULL,
    clinic_id bigint NOT NULL,
    CONSTRAINT plan_rule_known CHECK (((rule)::text = ANY ((ARRAY['booking_schedules'::character varying, 'booking_of_specialty'::character varying, 'booking_gone'::character varying, 'charge_realises'::character varying, 'charge_agrees'::character varying, 'charge_gone'::character varying])::text[])))
);
ALTER TABLE public.treatment_plans_planrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_planrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_plansession (
    id bigint NOT NULL,
    number smallint NOT NULL,
    done_on date NOT NULL,
    amount numeric(12,2) NOT NULL,
    minutes smallint NOT NULL,
    rule character varying(40) NOT NULL,
    charge_id bigint,
    item_id bigint NOT NULL,
    visit_id bigint,
    CONSTRAINT plan_session_counts_from_one CHECK (((amount >= (0)::numeric) AND (number >= 1))),
    CONSTRAINT treatment_plans_plansession_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT treatment_plans_plansession_number_check CHECK ((number >= 0))
);
ALTER TABLE public.treatment_plans_plansession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_plansession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_prerequisite (
    id bigint NOT NULL,
    item_id bigint NOT NULL,
    needs_id bigint NOT NULL,
    CONSTRAINT prerequisite_not_of_itself CHECK ((NOT (item_id = needs_id)))
);
ALTER TABLE public.treatment_plans_prerequisite ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_prerequisite_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_refusalreason (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    name_ru character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    is_active boolean NOT NULL,
    code character varying(20) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT refusal_reason_kind_known CHECK (((kind)::text = ANY ((ARRAY['decline'::character varying, 'defer'::character varying, 'cancel'::character varying])::text[]))),
    CONSTRAINT refusal_reason_of_product_in_use CHECK ((((code)::text = ''::text) OR is_active))
);
ALTER TABLE public.treatment_plans_refusalreason ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_refusalreason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_treatmentplan (
    id bigint NOT NULL,
    number character varying(40) NOT NULL,
    identified_on date NOT NULL,
    offered_on date,
    version integer NOT NULL,
    state character varying(10) NOT NULL,
    closed_on date,
    lines_total integer NOT NULL,
    lines_open integer NOT NULL,
    lines_realised integer NOT NULL,
    open_sum numeric(12,2) NOT NULL,
    open_minutes integer NOT NULL,
    open_agreed_lines integer NOT NULL,
    open_agreed_sum numeric(12,2) NOT NULL,
    open_agreed_minutes integer NOT NULL,
    open_agreed_since date,
    lines_deferred integer NOT NULL,
    deferred_until date,
    declined_sum numeric(12,2) NOT NULL,
    declined_on date,
    branch_id bigint NOT NULL,
    clinic_id bigint NOT NULL,
    curator_id bigint,
    patient_id bigint NOT NULL,
    practitioner_id bigint,
    source_id bigint,
    CONSTRAINT plan_closed_iff_closed_on CHECK ((((closed_on IS NULL) AND ((state)::text = 'active'::text)) OR ((NOT ((state)::text = 'active'::text)) AND (closed_on IS NOT NULL)))),
    CONSTRAINT plan_state_known CHECK (((state)::text = ANY ((ARRAY['active'::character varying, 'completed'::character varying, 'closed'::character varying])::text[]))),
    CONSTRAINT treatment_plans_treatmentplan_lines_deferred_check CHECK ((lines_deferred >= 0)),
    CONSTRAINT treatment_plans_treatmentplan_lines_open_check CHECK ((lines_open >= 0)),
    CONSTRAINT treatment_plans_treatmentplan_lines_realised_check CHECK ((lines_realised >= 0)),
    CONSTRAINT treatment_plans_treatmentplan_lines_total_check CHECK ((lines_total >= 0)),
    CONSTRAINT treatment_plans_treatmentplan_open_agreed_lines_check CHECK ((open_agreed_lines >= 0)),
    CONSTRAINT treatment_plans_treatmentplan_open_agreed_minutes_check CHECK ((open_agreed_minutes >= 0)),
    CONSTRAINT treatment_plans_treatmentplan_open_minutes_check CHECK ((open_minutes >= 0)),
    CONSTRAINT treatment_plans_treatmentplan_version_check CHECK ((version >= 0))
);
ALTER TABLE public.treatment_plans_treatmentplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_treatmentplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.treatment_plans_variant (
    id bigint NOT NULL,
    choice smallint NOT NULL,
    letter character varying(1) NOT NULL,
    title character varying(80) NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT treatment_plans_variant_choice_check CHECK ((choice >= 0)),
    CONSTRAINT variant_letter_known CHECK (((letter)::text ~ '^[A-F]$'::text))
);
ALTER TABLE public.treatment_plans_variant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.treatment_plans_variant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_approvallist (
    id bigint NOT NULL,
    day date NOT NULL,
    number integer NOT NULL,
    state character varying(8) NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    clinic_id bigint NOT NULL,
    decided_by_id bigint,
    trigger_id bigint NOT NULL,
    CONSTRAINT approval_list_decided_by_somebody CHECK ((((state)::text = ANY ((ARRAY['open'::character varying, 'expired'::character varying])::text[])) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT triggers_approvallist_number_check CHECK ((number >= 0))
);
ALTER TABLE public.triggers_approvallist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_approvallist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_backlog (
    id bigint NOT NULL,
    quota integer NOT NULL,
    state character varying(8) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    started_by_id bigint,
    trigger_id bigint NOT NULL,
    CONSTRAINT backlog_quota_positive CHECK ((quota >= 1)),
    CONSTRAINT triggers_backlog_quota_check CHECK ((quota >= 0))
);
ALTER TABLE public.triggers_backlog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_backlog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_backlogentry (
    id bigint NOT NULL,
    occurrence character varying(60) NOT NULL,
    released_on date,
    backlog_id bigint NOT NULL,
    patient_id bigint NOT NULL
);
ALTER TABLE public.triggers_backlogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_backlogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_deliveryattempt (
    id bigint NOT NULL,
    number smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(10) NOT NULL,
    error character varying(200) NOT NULL,
    message_id bigint NOT NULL,
    CONSTRAINT triggers_deliveryattempt_number_check CHECK ((number >= 0))
);
ALTER TABLE public.triggers_deliveryattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_deliveryattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_enrolment (
    id bigint NOT NULL,
    occurrence character varying(60) NOT NULL,
    segment character varying(10) NOT NULL,
    from_backlog boolean NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    clinic_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    trigger_id bigint NOT NULL
);
ALTER TABLE public.triggers_enrolment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_message (
    id bigint NOT NULL,
    occurrence character varying(60) NOT NULL,
    step smallint NOT NULL,
    kind character varying(12) NOT NULL,
    purpose character varying(12) NOT NULL,
    channel character varying(8) NOT NULL,
    segment character varying(10) NOT NULL,
    client_id uuid DEFAULT gen_random_uuid() NOT NULL,
    state character varying(14) NOT NULL,
    reason character varying(20) NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    claim uuid,
    lease_until timestamp with time zone,
    attempts smallint NOT NULL,
    doubts smallint NOT NULL,
    intent_at timestamp with time zone,
    doubted_at timestamp with time zone,
    finished_at timestamp with time zone,
    provider_id character varying(120) NOT NULL,
    error character varying(200) NOT NULL,
    subject character varying(300) NOT NULL,
    body text NOT NULL,
    approval_list_id bigint,
    approved_by_id bigint,
    clinic_id bigint NOT NULL,
    closed_by_id bigint,
    patient_id bigint NOT NULL,
    point_id bigint,
    trigger_id bigint NOT NULL,
    template_id bigint NOT NULL,
    CONSTRAINT message_has_an_address CHECK ((((state)::text = ANY ((ARRAY['suppressed'::character varying, 'expired'::character varying, 'cancelled'::character varying])::text[])) OR (point_id IS NOT NULL))),
    CONSTRAINT message_intent_before_act CHECK (((NOT ((state)::text = ANY ((ARRAY['sending'::character varying, 'accepted'::character varying, 'delivered'::character varying, 'unknown'::character varying, 'unknown_closed'::character varying])::text[]))) OR (intent_at IS NOT NULL))),
    CONSTRAINT message_skipped_says_why CHECK (((NOT ((state)::text = ANY ((ARRAY['suppressed'::character varying, 'expired'::character varying, 'cancelled'::character varying])::text[]))) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT message_state_known CHECK (((state)::text = ANY ((ARRAY['awaiting'::character varying, 'scheduled'::character varying, 'claimed'::character varying, 'sending'::character varying, 'accepted'::character varying, 'delivered'::character varying, 'failed'::character varying, 'unknown'::character varying, 'unknown_closed'::character varying, 'suppressed'::character varying, 'expired'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT triggers_message_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT triggers_message_doubts_check CHECK ((doubts >= 0)),
    CONSTRAINT triggers_message_step_check CHECK ((step >= 0))
);
ALTER TABLE public.triggers_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_sendingcounter (
    id bigint NOT NULL,
    purpose character varying(12) NOT NULL,
    sent_at timestamp with time zone[] NOT NULL,
    point_id bigint NOT NULL
);
ALTER TABLE public.triggers_sendingcounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_sendingcounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_sendingrule (
    id bigint NOT NULL,
    profile character varying(8) NOT NULL,
    kind character varying(12) NOT NULL,
    version integer NOT NULL,
    purpose character varying(12) NOT NULL,
    channels character varying(8)[] NOT NULL,
    windows smallint[] NOT NULL,
    cap smallint,
    cap_days smallint NOT NULL,
    once_a_day boolean NOT NULL,
    needs_approval boolean NOT NULL,
    has_warning boolean NOT NULL,
    has_opt_out boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint,
    clinic_id bigint NOT NULL,
    CONSTRAINT sending_rule_period_positive CHECK ((cap_days >= 1)),
    CONSTRAINT triggers_sendingrule_cap_check CHECK ((cap >= 0)),
    CONSTRAINT triggers_sendingrule_cap_days_check CHECK ((cap_days >= 0)),
    CONSTRAINT triggers_sendingrule_version_check CHECK ((version >= 0))
);
ALTER TABLE public.triggers_sendingrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_sendingrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_sendingswitch (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    is_halted boolean NOT NULL,
    why character varying(200) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint,
    clinic_id bigint NOT NULL
);
ALTER TABLE public.triggers_sendingswitch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_sendingswitch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_sendingswitchevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    is_halted boolean NOT NULL,
    why character varying(200) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint,
    clinic_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);
ALTER TABLE public.triggers_sendingswitchevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_sendingswitchevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_trigger (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    name_ru character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    kind character varying(12) NOT NULL,
    occasion character varying(20) NOT NULL,
    segment character varying(10) NOT NULL,
    channel character varying(8) NOT NULL,
    fresh_days smallint NOT NULL,
    valid_days smallint NOT NULL,
    stops_when_booked boolean NOT NULL,
    always_approve boolean NOT NULL,
    state character varying(8) NOT NULL,
    switched_on_at timestamp with time zone,
    version integer NOT NULL,
    clinic_id bigint NOT NULL,
    CONSTRAINT trigger_on_since CHECK ((((state)::text = 'draft'::text) OR (switched_on_at IS NOT NULL))),
    CONSTRAINT trigger_segment_iff_entered CHECK (((((occasion)::text = 'entered_segment'::text) OR ((segment)::text = ''::text)) AND (1 = (
CASE
    WHEN ((occasion)::text = 'entered_segment'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN ((segment)::text = ''::text) THEN 1
    ELSE 0
END)))),
    CONSTRAINT triggers_trigger_fresh_days_check CHECK ((fresh_days >= 0)),
    CONSTRAINT triggers_trigger_valid_days_check CHECK ((valid_days >= 0)),
    CONSTRAINT triggers_trigger_version_check CHECK ((version >= 0))
);
ALTER TABLE public.triggers_trigger ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_trigger_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_triggerevent (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    name_ru character varying(120) NOT NULL,
    name_en character varying(120) NOT NULL,
    kind character varying(12) NOT NULL,
    occasion character varying(20) NOT NULL,
    segment character varying(10) NOT NULL,
    channel character varying(8) NOT NULL,
    fresh_days smallint NOT NULL,
    valid_days smallint NOT NULL,
    stops_when_booked boolean NOT NULL,
    always_approve boolean NOT NULL,
    state character varying(8) NOT NULL,
    switched_on_at timestamp with time zone,
    version integer NOT NULL,
    clinic_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT triggers_triggerevent_fresh_days_check CHECK ((fresh_days >= 0)),
    CONSTRAINT triggers_triggerevent_valid_days_check CHECK ((valid_days >= 0)),
    CONSTRAINT triggers_triggerevent_version_check CHECK ((version >= 0))
);
ALTER TABLE public.triggers_triggerevent ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_triggerevent_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triggers_triggertemplate (
    id bigint NOT NULL,
    step smallint NOT NULL,
    version integer NOT NULL,
    subject_ru character varying(150) NOT NULL,
    body_ru text NOT NULL,
    subject_en character varying(150) NOT NULL,
    body_en text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    trigger_id bigint NOT NULL,
    CONSTRAINT triggers_triggertemplate_step_check CHECK ((step >= 0)),
    CONSTRAINT triggers_triggertemplate_version_check CHECK ((version >= 0))
);
ALTER TABLE public.triggers_triggertemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triggers_triggertemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_answer
    ADD CONSTRAINT answer_once_per_criterion UNIQUE (review_id, criterion_id);
ALTER TABLE ONLY public.clinics_apirequestkey
    ADD CONSTRAINT api_request_key_once UNIQUE (token_id, key);
ALTER TABLE ONLY public.triggers_approvallist
    ADD CONSTRAINT approval_list_number_once UNIQUE (trigger_id, day, number);
ALTER TABLE ONLY public.triggers_deliveryattempt
    ADD CONSTRAINT attempt_number_once UNIQUE (message_id, number);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_backlogentry
    ADD CONSTRAINT backlog_entry_once UNIQUE (backlog_id, patient_id, occurrence);
ALTER TABLE ONLY public.patients_bestthreshold
    ADD CONSTRAINT best_threshold_once UNIQUE (branch_id, month, policy_id);
ALTER TABLE ONLY public.clinics_branch
    ADD CONSTRAINT branch_name_once_per_clinic UNIQUE (clinic_id, name);
ALTER TABLE ONLY public.patients_bulkrow
    ADD CONSTRAINT bulk_row_once UNIQUE (change_id, patient_id);
ALTER TABLE ONLY public.cache_entry
    ADD CONSTRAINT cache_entry_pkey PRIMARY KEY (cache_key);
ALTER TABLE ONLY public.patients_campaign
    ADD CONSTRAINT campaign_name_once_per_clinic UNIQUE (clinic_id, name);
ALTER TABLE ONLY public.patients_campaignspend
    ADD CONSTRAINT campaign_spend_once_a_month UNIQUE (campaign_id, month);
ALTER TABLE ONLY public.patients_patientcard
    ADD CONSTRAINT card_number_once_per_source UNIQUE (source_id, number);
ALTER TABLE ONLY public.clinics_chair
    ADD CONSTRAINT chair_name_once_per_branch UNIQUE (branch_id, name);
ALTER TABLE ONLY public.clinics_apirequestkey
    ADD CONSTRAINT clinics_apirequestkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_apitoken_branches
    ADD CONSTRAINT clinics_apitoken_branches_apitoken_id_branch_id_1d129c00_uniq UNIQUE (apitoken_id, branch_id);
ALTER TABLE ONLY public.clinics_apitoken_branches
    ADD CONSTRAINT clinics_apitoken_branches_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_apitoken
    ADD CONSTRAINT clinics_apitoken_login_id_key UNIQUE (login_id);
ALTER TABLE ONLY public.clinics_apitoken
    ADD CONSTRAINT clinics_apitoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_apitoken
    ADD CONSTRAINT clinics_apitoken_prefix_key UNIQUE (prefix);
ALTER TABLE ONLY public.clinics_branch
    ADD CONSTRAINT clinics_branch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_chair
    ADD CONSTRAINT clinics_chair_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_change
    ADD CONSTRAINT clinics_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_clinic
    ADD CONSTRAINT clinics_clinic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_dayhours
    ADD CONSTRAINT clinics_dayhours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_discountlimit
    ADD CONSTRAINT clinics_discountlimit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_employee_branches
    ADD CONSTRAINT clinics_employee_branches_employee_id_branch_id_27e558c6_uniq UNIQUE (employee_id, branch_id);
ALTER TABLE ONLY public.clinics_employee_branches
    ADD CONSTRAINT clinics_employee_branches_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_employee
    ADD CONSTRAINT clinics_employee_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_employee
    ADD CONSTRAINT clinics_employee_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.clinics_exportrequest
    ADD CONSTRAINT clinics_exportrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_externalid
    ADD CONSTRAINT clinics_externalid_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_failedlogin
    ADD CONSTRAINT clinics_failedlogin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_holiday
    ADD CONSTRAINT clinics_holiday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_jobrun
    ADD CONSTRAINT clinics_jobrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_journalentry
    ADD CONSTRAINT clinics_journalentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_journalseal
    ADD CONSTRAINT clinics_journalseal_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.clinics_journalseal
    ADD CONSTRAINT clinics_journalseal_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.clinics_leadtimelink
    ADD CONSTRAINT clinics_leadtimelink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_loginsession
    ADD CONSTRAINT clinics_loginsession_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.clinics_loginsession
    ADD CONSTRAINT clinics_loginsession_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.clinics_roleassignment
    ADD CONSTRAINT clinics_roleassignment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_rolerequest
    ADD CONSTRAINT clinics_rolerequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_secondfactorrole
    ADD CONSTRAINT clinics_secondfactorrole_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_secondfactorrole
    ADD CONSTRAINT clinics_secondfactorrole_role_key UNIQUE (role);
ALTER TABLE ONLY public.clinics_service
    ADD CONSTRAINT clinics_service_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_serviceprice
    ADD CONSTRAINT clinics_serviceprice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_specialty
    ADD CONSTRAINT clinics_specialty_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_user_groups
    ADD CONSTRAINT clinics_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_user_groups
    ADD CONSTRAINT clinics_user_groups_user_id_group_id_3468cae8_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.clinics_user
    ADD CONSTRAINT clinics_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_user_user_permissions
    ADD CONSTRAINT clinics_user_user_permis_user_id_permission_id_6a2390ca_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.clinics_user_user_permissions
    ADD CONSTRAINT clinics_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clinics_user
    ADD CONSTRAINT clinics_user_username_key UNIQUE (username);
ALTER TABLE ONLY public.clinics_workinghours
    ADD CONSTRAINT clinics_workinghours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_contactpoint
    ADD CONSTRAINT contact_point_once_per_clinic UNIQUE (clinic_id, kind, value);
ALTER TABLE ONLY public.quality_criterion
    ADD CONSTRAINT criterion_position_once UNIQUE (standard_id, "position");
ALTER TABLE ONLY public.patients_datasource
    ADD CONSTRAINT data_source_code_once_per_clinic UNIQUE (clinic_id, code);
ALTER TABLE ONLY public.clinics_dayhours
    ADD CONSTRAINT day_hours_once UNIQUE NULLS NOT DISTINCT (branch_id, employee_id, day, starts);
ALTER TABLE ONLY public.clinics_discountlimit
    ADD CONSTRAINT discount_limit_once_per_role UNIQUE (clinic_id, role);
ALTER TABLE ONLY public.django_celery_beat_clockedschedule
    ADD CONSTRAINT django_celery_beat_clockedschedule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_celery_beat_crontabschedule
    ADD CONSTRAINT django_celery_beat_crontabschedule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_celery_beat_intervalschedule
    ADD CONSTRAINT django_celery_beat_intervalschedule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_celery_beat_periodictask
    ADD CONSTRAINT django_celery_beat_periodictask_name_key UNIQUE (name);
ALTER TABLE ONLY public.django_celery_beat_periodictask
    ADD CONSTRAINT django_celery_beat_periodictask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_celery_beat_periodictasks
    ADD CONSTRAINT django_celery_beat_periodictasks_pkey PRIMARY KEY (ident);
ALTER TABLE ONLY public.django_celery_beat_solarschedule
    ADD CONSTRAINT django_celery_beat_solar_event_latitude_longitude_ba64999a_uniq UNIQUE (event, latitude, longitude);
ALTER TABLE ONLY public.django_celery_beat_solarschedule
    ADD CONSTRAINT django_celery_beat_solarschedule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.patients_duplicatepair
    ADD CONSTRAINT duplicate_pair_once UNIQUE (first_id, second_id);
ALTER TABLE ONLY public.clinics_employee
    ADD CONSTRAINT employee_name_once_per_clinic UNIQUE (clinic_id, name_key);
ALTER TABLE ONLY public.triggers_enrolment
    ADD CONSTRAINT enrolled_once_per_occurrence UNIQUE (trigger_id, patient_id, occurrence);
ALTER TABLE ONLY public.clinics_externalid
    ADD CONSTRAINT external_id_once_per_source UNIQUE (resource, source, external_id);
ALTER TABLE ONLY public.patients_guardianship
    ADD CONSTRAINT guardianship_once UNIQUE (ward_id, guardian_id);
ALTER TABLE ONLY public.clinics_holiday
    ADD CONSTRAINT holiday_once_per_day UNIQUE (clinic_id, day);
ALTER TABLE ONLY public.patients_importedrow
    ADD CONSTRAINT imported_row_once_per_source UNIQUE (source_id, kind, key);
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT inquiry_once_per_source UNIQUE (source_id, external_key);
ALTER TABLE ONLY public.clinics_jobrun
    ADD CONSTRAINT job_runs_once_a_minute UNIQUE (job, minute);
ALTER TABLE ONLY public.clinics_leadtimelink
    ADD CONSTRAINT lead_time_link_once UNIQUE (before_id, after_id);
ALTER TABLE ONLY public.patients_segmentmembership
    ADD CONSTRAINT membership_begins_once UNIQUE (patient_id, since);
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT message_client_id_once UNIQUE (client_id);
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT message_once_per_occurrence UNIQUE (trigger_id, patient_id, occurrence, step);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_offerline
    ADD CONSTRAINT offer_line_once UNIQUE (offer_id, item_id);
ALTER TABLE ONLY public.treatment_plans_offer
    ADD CONSTRAINT offer_number_once_per_year UNIQUE (clinic_id, year, ordinal);
ALTER TABLE ONLY public.treatment_plans_offer
    ADD CONSTRAINT offer_version_once_per_plan UNIQUE (plan_id, version);
ALTER TABLE ONLY public.patients_patientcontact
    ADD CONSTRAINT patient_contact_once UNIQUE (patient_id, point_id);
ALTER TABLE ONLY public.patients_patienttag
    ADD CONSTRAINT patient_tag_once UNIQUE (patient_id, tag_id);
ALTER TABLE ONLY public.patients_bestthreshold
    ADD CONSTRAINT patients_bestthreshold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_bulkchange
    ADD CONSTRAINT patients_bulkchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_bulkrow
    ADD CONSTRAINT patients_bulkrow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_campaign
    ADD CONSTRAINT patients_campaign_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_campaignspend
    ADD CONSTRAINT patients_campaignspend_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_charge
    ADD CONSTRAINT patients_charge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_chargeversion
    ADD CONSTRAINT patients_chargeversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_consent
    ADD CONSTRAINT patients_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_contactpoint
    ADD CONSTRAINT patients_contactpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_datasource
    ADD CONSTRAINT patients_datasource_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_dirtypatient
    ADD CONSTRAINT patients_dirtypatient_pkey PRIMARY KEY (patient_id);
ALTER TABLE ONLY public.patients_duplicatepair
    ADD CONSTRAINT patients_duplicatepair_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_erasureact
    ADD CONSTRAINT patients_erasureact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_erasureact
    ADD CONSTRAINT patients_erasureact_request_id_key UNIQUE (request_id);
ALTER TABLE ONLY public.patients_followup
    ADD CONSTRAINT patients_followup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_followupevent
    ADD CONSTRAINT patients_followupevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.patients_guardianship
    ADD CONSTRAINT patients_guardianship_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_hold
    ADD CONSTRAINT patients_hold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_household
    ADD CONSTRAINT patients_household_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_householdmember
    ADD CONSTRAINT patients_householdmember_patient_id_key UNIQUE (patient_id);
ALTER TABLE ONLY public.patients_householdmember
    ADD CONSTRAINT patients_householdmember_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_importedrow
    ADD CONSTRAINT patients_importedrow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_importfile
    ADD CONSTRAINT patients_importfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_importissue
    ADD CONSTRAINT patients_importissue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_importrun
    ADD CONSTRAINT patients_importrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_inquiry_points
    ADD CONSTRAINT patients_inquiry_points_inquiry_id_contactpoint__95b22750_uniq UNIQUE (inquiry_id, contactpoint_id);
ALTER TABLE ONLY public.patients_inquiry_points
    ADD CONSTRAINT patients_inquiry_points_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_lostreason
    ADD CONSTRAINT patients_lostreason_name_ru_key UNIQUE (name_ru);
ALTER TABLE ONLY public.patients_lostreason
    ADD CONSTRAINT patients_lostreason_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_mergerecord
    ADD CONSTRAINT patients_mergerecord_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_patient
    ADD CONSTRAINT patients_patient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_patientbalance
    ADD CONSTRAINT patients_patientbalance_pkey PRIMARY KEY (patient_id);
ALTER TABLE ONLY public.patients_patientcard
    ADD CONSTRAINT patients_patientcard_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_patientcontact
    ADD CONSTRAINT patients_patientcontact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_patientcontactevent
    ADD CONSTRAINT patients_patientcontactevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.patients_patientevent
    ADD CONSTRAINT patients_patientevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.patients_patientsummary
    ADD CONSTRAINT patients_patientsummary_pkey PRIMARY KEY (patient_id);
ALTER TABLE ONLY public.patients_patienttag
    ADD CONSTRAINT patients_patienttag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_paymentversion
    ADD CONSTRAINT patients_paymentversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundrequest_payment_id_key UNIQUE (payment_id);
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_relationshipending
    ADD CONSTRAINT patients_relationshipending_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_segmentmembership
    ADD CONSTRAINT patients_segmentmembership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_segmentpolicy
    ADD CONSTRAINT patients_segmentpolicy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_stopentry
    ADD CONSTRAINT patients_stopentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_subjectrequest
    ADD CONSTRAINT patients_subjectrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_tag
    ADD CONSTRAINT patients_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT payment_once_per_source UNIQUE (source_id, external_key);
ALTER TABLE ONLY public.pghistory_context
    ADD CONSTRAINT pghistory_context_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT plan_item_once_per_source UNIQUE (source_id, external_key);
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT plan_number_once_per_source UNIQUE NULLS NOT DISTINCT (clinic_id, source_id, number);
ALTER TABLE ONLY public.treatment_plans_planrule
    ADD CONSTRAINT plan_rule_once_per_clinic UNIQUE (clinic_id, rule);
ALTER TABLE ONLY public.treatment_plans_plansession
    ADD CONSTRAINT plan_session_number_once UNIQUE (item_id, number);
ALTER TABLE ONLY public.treatment_plans_prerequisite
    ADD CONSTRAINT prerequisite_once UNIQUE (item_id, needs_id);
ALTER TABLE ONLY public.quality_answer
    ADD CONSTRAINT quality_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_criterion
    ADD CONSTRAINT quality_criterion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_deviation
    ADD CONSTRAINT quality_deviation_answer_id_key UNIQUE (answer_id);
ALTER TABLE ONLY public.quality_deviation
    ADD CONSTRAINT quality_deviation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_review
    ADD CONSTRAINT quality_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_round
    ADD CONSTRAINT quality_round_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_roundseed
    ADD CONSTRAINT quality_roundseed_pkey PRIMARY KEY (round_id);
ALTER TABLE ONLY public.quality_sample
    ADD CONSTRAINT quality_sample_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_samplingrule
    ADD CONSTRAINT quality_samplingrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_standard
    ADD CONSTRAINT quality_standard_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_refusalreason
    ADD CONSTRAINT refusal_reason_once UNIQUE (kind, name_ru);
ALTER TABLE ONLY public.quality_review
    ADD CONSTRAINT review_one_per_sample UNIQUE (sample_id);
ALTER TABLE ONLY public.clinics_roleassignment
    ADD CONSTRAINT role_once_per_user_and_branch UNIQUE NULLS NOT DISTINCT (user_id, role, branch_id);
ALTER TABLE ONLY public.quality_round
    ADD CONSTRAINT round_one_seed_per_rule_and_period UNIQUE (rule_id, starts_on);
ALTER TABLE ONLY public.quality_sample
    ADD CONSTRAINT sample_case_once_per_round UNIQUE (round_id, case_id);
ALTER TABLE ONLY public.quality_sample
    ADD CONSTRAINT sample_rank_once UNIQUE (round_id, performer_id, rank);
ALTER TABLE ONLY public.patients_segmentpolicy
    ADD CONSTRAINT segment_policy_version_once UNIQUE (clinic_id, version);
ALTER TABLE ONLY public.triggers_sendingcounter
    ADD CONSTRAINT sending_counter_per_point_and_purpose UNIQUE (point_id, purpose);
ALTER TABLE ONLY public.triggers_sendingrule
    ADD CONSTRAINT sending_rule_version_once UNIQUE (clinic_id, profile, kind, version);
ALTER TABLE ONLY public.triggers_sendingswitch
    ADD CONSTRAINT sending_switch_per_channel UNIQUE (clinic_id, channel);
ALTER TABLE ONLY public.clinics_service
    ADD CONSTRAINT service_code_once_per_clinic UNIQUE (clinic_id, code);
ALTER TABLE ONLY public.clinics_specialty
    ADD CONSTRAINT specialty_name_once_per_clinic UNIQUE (clinic_id, name);
ALTER TABLE ONLY public.quality_standard
    ADD CONSTRAINT standard_version_once UNIQUE (clinic_id, key, version);
ALTER TABLE ONLY public.patients_stopentry
    ADD CONSTRAINT stop_entry_once UNIQUE (clinic_id, digest);
ALTER TABLE ONLY public.patients_tag
    ADD CONSTRAINT tag_once_per_clinic UNIQUE (clinic_id, key);
ALTER TABLE ONLY public.triggers_triggertemplate
    ADD CONSTRAINT template_version_once UNIQUE (trigger_id, step, version);
ALTER TABLE ONLY public.treatment_plans_offer
    ADD CONSTRAINT treatment_plans_offer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_offerline
    ADD CONSTRAINT treatment_plans_offerline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_planevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_planevent_undoes_id_key UNIQUE (undoes_id);
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_planitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_planitemversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_planrule
    ADD CONSTRAINT treatment_plans_planrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_plansession
    ADD CONSTRAINT treatment_plans_plansession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_prerequisite
    ADD CONSTRAINT treatment_plans_prerequisite_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_refusalreason
    ADD CONSTRAINT treatment_plans_refusalreason_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT treatment_plans_treatmentplan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_variant
    ADD CONSTRAINT treatment_plans_variant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_trigger
    ADD CONSTRAINT trigger_key_once_per_clinic UNIQUE (clinic_id, key);
ALTER TABLE ONLY public.triggers_approvallist
    ADD CONSTRAINT triggers_approvallist_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_backlog
    ADD CONSTRAINT triggers_backlog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_backlogentry
    ADD CONSTRAINT triggers_backlogentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_deliveryattempt
    ADD CONSTRAINT triggers_deliveryattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_enrolment
    ADD CONSTRAINT triggers_enrolment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_sendingcounter
    ADD CONSTRAINT triggers_sendingcounter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_sendingrule
    ADD CONSTRAINT triggers_sendingrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_sendingswitch
    ADD CONSTRAINT triggers_sendingswitch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_sendingswitchevent
    ADD CONSTRAINT triggers_sendingswitchevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.triggers_trigger
    ADD CONSTRAINT triggers_trigger_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triggers_triggerevent
    ADD CONSTRAINT triggers_triggerevent_pkey PRIMARY KEY (pgh_id);
ALTER TABLE ONLY public.triggers_triggertemplate
    ADD CONSTRAINT triggers_triggertemplate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.treatment_plans_variant
    ADD CONSTRAINT variant_letter_once UNIQUE (plan_id, choice, letter);
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT visit_chair_not_double_booked EXCLUDE USING gist (chair_id WITH =, tstzrange(starts_at, timezone('UTC'::text, (timezone('UTC'::text, starts_at) + make_interval(mins => (minutes)::integer)))) WITH &&) WHERE (((chair_id IS NOT NULL) AND (source_id IS NULL) AND (starts_at IS NOT NULL) AND ((status)::text = ANY ((ARRAY['booked'::character varying, 'confirmed'::character varying, 'arrived'::character varying])::text[]))));
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT visit_once_per_source UNIQUE (source_id, external_key);
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT visit_patient_not_double_booked EXCLUDE USING gist (patient_id WITH =, tstzrange(starts_at, timezone('UTC'::text, (timezone('UTC'::text, starts_at) + make_interval(mins => (minutes)::integer)))) WITH &&) WHERE (((patient_id IS NOT NULL) AND (source_id IS NULL) AND (starts_at IS NOT NULL) AND ((status)::text = ANY ((ARRAY['booked'::character varying, 'confirmed'::character varying, 'arrived'::character varying])::text[]))));
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT visit_practitioner_not_double_booked EXCLUDE USING gist (practitioner_id WITH =, tstzrange(starts_at, timezone('UTC'::text, (timezone('UTC'::text, starts_at) + make_interval(mins => (minutes)::integer)))) WITH &&) WHERE (((practitioner_id IS NOT NULL) AND (source_id IS NULL) AND (starts_at IS NOT NULL) AND ((status)::text = ANY ((ARRAY['booked'::character varying, 'confirmed'::character varying, 'arrived'::character varying])::text[]))));
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX approval_list_open ON public.triggers_approvallist USING btree (clinic_id, day) WHERE ((state)::text = 'open'::text);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX backlog_entry_by_day ON public.triggers_backlogentry USING btree (backlog_id, released_on);
CREATE INDEX backlog_entry_waiting ON public.triggers_backlogentry USING btree (backlog_id, id) WHERE (released_on IS NULL);
CREATE UNIQUE INDEX backlog_one_running_per_trigger ON public.triggers_backlog USING btree (trigger_id) WHERE ((state)::text = 'running'::text);
CREATE INDEX balance_debt ON public.patients_patientbalance USING btree (debt, patient_id) WHERE (debt > (0)::numeric);
CREATE INDEX balance_owed_since ON public.patients_patientbalance USING btree (owed_since, patient_id) WHERE (debt > (0)::numeric);
CREATE INDEX branch_changed ON public.clinics_branch USING btree (updated_at, id);
CREATE INDEX bulk_change_newest ON public.patients_bulkchange USING btree (by_id, at DESC);
CREATE INDEX cache_entry_expires ON public.cache_entry USING btree (expires);
CREATE INDEX campaign_changed ON public.patients_campaign USING btree (updated_at, id);
CREATE INDEX card_by_bare_number ON public.patients_patientcard USING btree (ltrim((number)::text, '0'::text));
CREATE INDEX chair_changed ON public.clinics_chair USING btree (updated_at, id);
CREATE INDEX change_changed ON public.clinics_change USING btree (updated_at, id);
CREATE INDEX charge_changed ON public.patients_charge USING btree (updated_at, id);
CREATE INDEX clinic_changed ON public.clinics_clinic USING btree (updated_at, id);
CREATE INDEX clinics_apirequestkey_token_id_126e5f67 ON public.clinics_apirequestkey USING btree (token_id);
CREATE INDEX clinics_apitoken_branches_apitoken_id_8574bfc3 ON public.clinics_apitoken_branches USING btree (apitoken_id);
CREATE INDEX clinics_apitoken_branches_branch_id_5ef6e491 ON public.clinics_apitoken_branches USING btree (branch_id);
CREATE INDEX clinics_apitoken_owner_id_5cadd58b ON public.clinics_apitoken USING btree (owner_id);
CREATE INDEX clinics_apitoken_prefix_ccac94af_like ON public.clinics_apitoken USING btree (prefix varchar_pattern_ops);
CREATE INDEX clinics_apitoken_source_0adffc68 ON public.clinics_apitoken USING btree (source);
CREATE INDEX clinics_apitoken_source_0adffc68_like ON public.clinics_apitoken USING btree (source varchar_pattern_ops);
CREATE INDEX clinics_branch_clinic_id_0966d147 ON public.clinics_branch USING btree (clinic_id);
CREATE INDEX clinics_chair_branch_id_d4304b67 ON public.clinics_chair USING btree (branch_id);
CREATE INDEX clinics_change_clinic_id_e6aa6919 ON public.clinics_change USING btree (clinic_id);
CREATE INDEX clinics_change_made_by_id_197e7cdf ON public.clinics_change USING btree (made_by_id);
CREATE INDEX clinics_dayhours_branch_id_0663e9c8 ON public.clinics_dayhours USING btree (branch_id);
CREATE INDEX clinics_dayhours_employee_id_ad7e2473 ON public.clinics_dayhours USING btree (employee_id);
CREATE INDEX clinics_discountlimit_clinic_id_2caea64b ON public.clinics_discountlimit USING btree (clinic_id);
CREATE INDEX clinics_employee_branches_branch_id_4b24a15b ON public.clinics_employee_branches USING btree (branch_id);
CREATE INDEX clinics_employee_branches_employee_id_1e99e775 ON public.clinics_employee_branches USING btree (employee_id);
CREATE INDEX clinics_employee_clinic_id_efec7d2a ON public.clinics_employee USING btree (clinic_id);
CREATE INDEX clinics_employee_specialty_id_06b16380 ON public.clinics_employee USING btree (specialty_id);
CREATE INDEX clinics_exportrequest_decided_by_id_777c2b7b ON public.clinics_exportrequest USING btree (decided_by_id);
CREATE INDEX clinics_exportrequest_requested_by_id_01cb18b2 ON public.clinics_exportrequest USING btree (requested_by_id);
CREATE INDEX clinics_externalid_source_f6e7ec70 ON public.clinics_externalid USING btree (source);
CREATE INDEX clinics_externalid_source_f6e7ec70_like ON public.clinics_externalid USING btree (source varchar_pattern_ops);
CREATE INDEX clinics_holiday_clinic_id_000f7579 ON public.clinics_holiday USING btree (clinic_id);
CREATE INDEX clinics_journalentry_actor_id_958b6fb9 ON public.clinics_journalentry USING btree (actor_id);
CREATE INDEX clinics_leadtimelink_after_id_490e7829 ON public.clinics_leadtimelink USING btree (after_id);
CREATE INDEX clinics_leadtimelink_before_id_dbc40086 ON public.clinics_leadtimelink USING btree (before_id);
CREATE INDEX clinics_loginsession_expire_date_a24143c9 ON public.clinics_loginsession USING btree (expire_date);
CREATE INDEX clinics_loginsession_session_key_cb5023fa_like ON public.clinics_loginsession USING btree (session_key varchar_pattern_ops);
CREATE INDEX clinics_loginsession_user_id_f4303219 ON public.clinics_loginsession USING btree (user_id);
CREATE INDEX clinics_roleassignment_branch_id_05eb2a50 ON public.clinics_roleassignment USING btree (branch_id);
CREATE INDEX clinics_roleassignment_user_id_49d03500 ON public.clinics_roleassignment USING btree (user_id);
CREATE INDEX clinics_rolerequest_asked_by_id_70ca4889 ON public.clinics_rolerequest USING btree (asked_by_id);
CREATE INDEX clinics_rolerequest_branch_id_2b1108c0 ON public.clinics_rolerequest USING btree (branch_id);
CREATE INDEX clinics_rolerequest_decided_by_id_1622cb3c ON public.clinics_rolerequest USING btree (decided_by_id);
CREATE INDEX clinics_rolerequest_user_id_cb7f80a4 ON public.clinics_rolerequest USING btree (user_id);
CREATE INDEX clinics_secondfactorrole_role_7fefbb24_like ON public.clinics_secondfactorrole USING btree (role varchar_pattern_ops);
CREATE INDEX clinics_service_clinic_id_713b8e9d ON public.clinics_service USING btree (clinic_id);
CREATE INDEX clinics_service_specialty_id_2e50be64 ON public.clinics_service USING btree (specialty_id);
CREATE INDEX clinics_serviceprice_made_by_id_dff116e0 ON public.clinics_serviceprice USING btree (made_by_id);
CREATE INDEX clinics_serviceprice_service_id_a7329328 ON public.clinics_serviceprice USING btree (service_id);
CREATE INDEX clinics_specialty_clinic_id_e4c65f0e ON public.clinics_specialty USING btree (clinic_id);
CREATE INDEX clinics_user_groups_group_id_33736f47 ON public.clinics_user_groups USING btree (group_id);
CREATE INDEX clinics_user_groups_user_id_60b092cb ON public.clinics_user_groups USING btree (user_id);
CREATE INDEX clinics_user_user_permissions_permission_id_fa0847f0 ON public.clinics_user_user_permissions USING btree (permission_id);
CREATE INDEX clinics_user_user_permissions_user_id_5428641d ON public.clinics_user_user_permissions USING btree (user_id);
CREATE INDEX clinics_user_username_08b1b01e_like ON public.clinics_user USING btree (username varchar_pattern_ops);
CREATE INDEX clinics_workinghours_branch_id_87879efc ON public.clinics_workinghours USING btree (branch_id);
CREATE INDEX clinics_workinghours_chair_id_1be4b903 ON public.clinics_workinghours USING btree (chair_id);
CREATE INDEX clinics_workinghours_employee_id_47b05a52 ON public.clinics_workinghours USING btree (employee_id);
CREATE INDEX consent_changed ON public.patients_consent USING btree (updated_at, id);
CREATE INDEX consent_newest ON public.patients_consent USING btree (point_id, channel, purpose, at DESC, id DESC);
CREATE INDEX contact_point_value_trgm ON public.patients_contactpoint USING gin (value public.gin_trgm_ops);
CREATE INDEX day_hours_by_day ON public.clinics_dayhours USING btree (day);
CREATE INDEX day_hours_changed ON public.clinics_dayhours USING btree (updated_at, id);
CREATE INDEX deviation_of_performer ON public.quality_deviation USING btree (performer_id, criterion_id, found_at DESC);
CREATE INDEX django_celery_beat_periodictask_clocked_id_47a69f82 ON public.django_celery_beat_periodictask USING btree (clocked_id);
CREATE INDEX django_celery_beat_periodictask_crontab_id_d3cba168 ON public.django_celery_beat_periodictask USING btree (crontab_id);
CREATE INDEX django_celery_beat_periodictask_interval_id_a8ca27da ON public.django_celery_beat_periodictask USING btree (interval_id);
CREATE INDEX django_celery_beat_periodictask_name_265a36b7_like ON public.django_celery_beat_periodictask USING btree (name varchar_pattern_ops);
CREATE INDEX django_celery_beat_periodictask_solar_id_a87ce72c ON public.django_celery_beat_periodictask USING btree (solar_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX duplicate_pair_changed ON public.patients_duplicatepair USING btree (updated_at, id);
CREATE INDEX duplicate_pair_of_second ON public.patients_duplicatepair USING btree (second_id);
CREATE INDEX duplicate_pair_to_decide ON public.patients_duplicatepair USING btree (score DESC, id DESC) WHERE ((decision)::text = 'open'::text);
CREATE INDEX employee_changed ON public.clinics_employee USING btree (updated_at, id);
CREATE INDEX ending_of_patient ON public.patients_relationshipending USING btree (patient_id, ended_at DESC);
CREATE UNIQUE INDEX ending_one_live_per_kind ON public.patients_relationshipending USING btree (patient_id, kind) WHERE (resumed_at IS NULL);
CREATE INDEX enrolment_of_patient ON public.triggers_enrolment USING btree (patient_id);
CREATE INDEX failed_login_of_address ON public.clinics_failedlogin USING btree (address, at);
CREATE INDEX failed_login_of_login ON public.clinics_failedlogin USING btree (login, at);
CREATE INDEX follow_up_changed ON public.patients_followup USING btree (updated_at, id);
CREATE INDEX follow_up_of_patient ON public.patients_followup USING btree (patient_id, closed_at DESC);
CREATE UNIQUE INDEX follow_up_one_open_per_origin ON public.patients_followup USING btree (patient_id, origin) WHERE ((state)::text = 'open'::text);
CREATE INDEX follow_up_open_due ON public.patients_followup USING btree (branch_id, due_on) WHERE ((state)::text = 'open'::text);
CREATE INDEX guardianship_changed ON public.patients_guardianship USING btree (updated_at, id);
CREATE INDEX hold_of_patient ON public.patients_hold USING btree (patient_id, until);
CREATE UNIQUE INDEX hold_one_live_per_origin ON public.patients_hold USING btree (origin) WHERE (known_to IS NULL);
CREATE INDEX holiday_changed ON public.clinics_holiday USING btree (updated_at, id);
CREATE INDEX household_changed ON public.patients_household USING btree (updated_at, id);
CREATE INDEX household_member_changed ON public.patients_householdmember USING btree (updated_at, id);
CREATE INDEX import_issues_of_run ON public.patients_importissue USING btree (run_id, verdict, id);
CREATE INDEX inquiry_changed ON public.patients_inquiry USING btree (updated_at, id);
CREATE INDEX inquiry_newest ON public.patients_inquiry USING btree (created_on, id);
CREATE INDEX inquiry_of_campaign ON public.patients_inquiry USING btree (campaign_id, created_on);
CREATE INDEX inquiry_waiting ON public.patients_inquiry USING btree (branch_id, created_on) WHERE ((status)::text = ANY ((ARRAY['new'::character varying, 'in_work'::character varying])::text[]));
CREATE INDEX journal_newest ON public.clinics_journalentry USING btree (at DESC);
CREATE INDEX journal_of_patient ON public.clinics_journalentry USING btree (patient_id, at DESC);
CREATE INDEX lead_time_link_changed ON public.clinics_leadtimelink USING btree (updated_at, id);
CREATE INDEX lost_reason_changed ON public.patients_lostreason USING btree (updated_at, id);
CREATE INDEX membership_entered ON public.patients_segmentmembership USING btree (segment, since);
CREATE INDEX membership_on_day ON public.patients_segmentmembership USING btree (clinic_id, since, until);
CREATE UNIQUE INDEX membership_one_open ON public.patients_segmentmembership USING btree (patient_id) WHERE (until IS NULL);
CREATE INDEX merge_changed ON public.patients_mergerecord USING btree (updated_at, id);
CREATE INDEX merge_of_gone ON public.patients_mergerecord USING btree (gone_id) WHERE (undone_at IS NULL);
CREATE INDEX message_due ON public.triggers_message USING btree (due_at, id) WHERE ((state)::text = 'scheduled'::text);
CREATE INDEX message_expiring ON public.triggers_message USING btree (expires_at) WHERE ((state)::text = ANY ((ARRAY['awaiting'::character varying, 'scheduled'::character varying])::text[]));
CREATE INDEX message_finished ON public.triggers_message USING btree (clinic_id, finished_at);
CREATE INDEX message_in_hand ON public.triggers_message USING btree (lease_until) WHERE ((state)::text = ANY ((ARRAY['claimed'::character varying, 'sending'::character varying])::text[]));
CREATE INDEX message_newest ON public.triggers_message USING btree (clinic_id, id DESC);
CREATE INDEX message_of_list ON public.triggers_message USING btree (approval_list_id);
CREATE INDEX message_of_patient ON public.triggers_message USING btree (patient_id, id DESC);
CREATE INDEX message_of_trigger ON public.triggers_message USING btree (trigger_id, id DESC);
CREATE INDEX message_unknown ON public.triggers_message USING btree (doubted_at) WHERE ((state)::text = 'unknown'::text);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX patient_by_acquisition ON public.patients_patient USING btree (acquisition);
CREATE INDEX patient_by_birth ON public.patients_patient USING btree (clinic_id, birth_date);
CREATE INDEX patient_by_name ON public.patients_patient USING btree (name_key, id);
CREATE INDEX patient_changed ON public.patients_patient USING btree (updated_at, id);
CREATE INDEX patient_name_trgm ON public.patients_patient USING gin (name_key public.gin_trgm_ops);
CREATE INDEX patients_bestthreshold_branch_id_ca7f1669 ON public.patients_bestthreshold USING btree (branch_id);
CREATE INDEX patients_bestthreshold_policy_id_1d1c9c3c ON public.patients_bestthreshold USING btree (policy_id);
CREATE INDEX patients_bulkchange_by_id_7fa7a51e ON public.patients_bulkchange USING btree (by_id);
CREATE INDEX patients_bulkchange_clinic_id_196d2a9a ON public.patients_bulkchange USING btree (clinic_id);
CREATE INDEX patients_bulkchange_undone_by_id_ca34d0ab ON public.patients_bulkchange USING btree (undone_by_id);
CREATE INDEX patients_bulkrow_change_id_0fdf57f1 ON public.patients_bulkrow USING btree (change_id);
CREATE INDEX patients_bulkrow_patient_id_f1f34c87 ON public.patients_bulkrow USING btree (patient_id);
CREATE INDEX patients_campaign_clinic_id_4ddc4e2c ON public.patients_campaign USING btree (clinic_id);
CREATE INDEX patients_campaignspend_campaign_id_134045ef ON public.patients_campaignspend USING btree (campaign_id);
CREATE INDEX patients_charge_clinic_id_86ae7ff3 ON public.patients_charge USING btree (clinic_id);
CREATE INDEX patients_charge_service_id_6f4a2a62 ON public.patients_charge USING btree (service_id);
CREATE INDEX patients_charge_visit_id_0c747c98 ON public.patients_charge USING btree (visit_id);
CREATE INDEX patients_chargeversion_clinic_id_fed5ea46 ON public.patients_chargeversion USING btree (clinic_id);
CREATE INDEX patients_chargeversion_service_id_e8c33545 ON public.patients_chargeversion USING btree (service_id);
CREATE INDEX patients_chargeversion_visit_id_f07c8270 ON public.patients_chargeversion USING btree (visit_id);
CREATE INDEX patients_consent_by_id_8b299a3e ON public.patients_consent USING btree (by_id);
CREATE INDEX patients_consent_patient_id_e5f0badc ON public.patients_consent USING btree (patient_id);
CREATE INDEX patients_consent_point_id_5b646c23 ON public.patients_consent USING btree (point_id);
CREATE INDEX patients_contactpoint_clinic_id_d61e39fc ON public.patients_contactpoint USING btree (clinic_id);
CREATE INDEX patients_datasource_clinic_id_03704808 ON public.patients_datasource USING btree (clinic_id);
CREATE INDEX patients_datasource_code_1e755c6a ON public.patients_datasource USING btree (code);
CREATE INDEX patients_datasource_code_1e755c6a_like ON public.patients_datasource USING btree (code varchar_pattern_ops);
CREATE INDEX patients_duplicatepair_decided_by_id_fc136f16 ON public.patients_duplicatepair USING btree (decided_by_id);
CREATE INDEX patients_duplicatepair_first_id_db11f98d ON public.patients_duplicatepair USING btree (first_id);
CREATE INDEX patients_duplicatepair_second_id_0869e7d5 ON public.patients_duplicatepair USING btree (second_id);
CREATE INDEX patients_erasureact_approved_by_id_5b17fb9c ON public.patients_erasureact USING btree (approved_by_id);
CREATE INDEX patients_erasureact_requested_by_id_6be864e4 ON public.patients_erasureact USING btree (requested_by_id);
CREATE INDEX patients_followup_assignee_id_c0071fcd ON public.patients_followup USING btree (assignee_id);
CREATE INDEX patients_followup_branch_id_eaea1c25 ON public.patients_followup USING btree (branch_id);
CREATE INDEX patients_followup_clinic_id_337aa90b ON public.patients_followup USING btree (clinic_id);
CREATE INDEX patients_followup_closed_by_id_389218d6 ON public.patients_followup USING btree (closed_by_id);
CREATE INDEX patients_followup_patient_id_fcada9c3 ON public.patients_followup USING btree (patient_id);
CREATE INDEX patients_followupevent_assignee_id_1d0e1b58 ON public.patients_followupevent USING btree (assignee_id);
CREATE INDEX patients_followupevent_branch_id_375d2bb5 ON public.patients_followupevent USING btree (branch_id);
CREATE INDEX patients_followupevent_clinic_id_759602a5 ON public.patients_followupevent USING btree (clinic_id);
CREATE INDEX patients_followupevent_closed_by_id_d2228804 ON public.patients_followupevent USING btree (closed_by_id);
CREATE INDEX patients_followupevent_patient_id_aa60d1b2 ON public.patients_followupevent USING btree (patient_id);
CREATE INDEX patients_followupevent_pgh_context_id_18d9dd5e ON public.patients_followupevent USING btree (pgh_context_id);
CREATE INDEX patients_followupevent_pgh_obj_id_bada5245 ON public.patients_followupevent USING btree (pgh_obj_id);
CREATE INDEX patients_guardianship_guardian_id_474370fe ON public.patients_guardianship USING btree (guardian_id);
CREATE INDEX patients_guardianship_ward_id_10b769bd ON public.patients_guardianship USING btree (ward_id);
CREATE INDEX patients_hold_patient_id_fb79b95c ON public.patients_hold USING btree (patient_id);
CREATE INDEX patients_household_clinic_id_2e957e4c ON public.patients_household USING btree (clinic_id);
CREATE INDEX patients_householdmember_household_id_5c952f8b ON public.patients_householdmember USING btree (household_id);
CREATE INDEX patients_importedrow_source_id_9c77e549 ON public.patients_importedrow USING btree (source_id);
CREATE INDEX patients_importfile_run_id_4395df0b ON public.patients_importfile USING btree (run_id);
CREATE INDEX patients_importissue_run_id_99bf8fdb ON public.patients_importissue USING btree (run_id);
CREATE INDEX patients_importrun_branch_id_b52888db ON public.patients_importrun USING btree (branch_id);
CREATE INDEX patients_importrun_clinic_id_4135348f ON public.patients_importrun USING btree (clinic_id);
CREATE INDEX patients_importrun_confirmed_by_id_55097294 ON public.patients_importrun USING btree (confirmed_by_id);
CREATE INDEX patients_importrun_created_by_id_f154079a ON public.patients_importrun USING btree (created_by_id);
CREATE INDEX patients_importrun_source_id_5207233d ON public.patients_importrun USING btree (source_id);
CREATE INDEX patients_inquiry_assignee_id_c7705dbd ON public.patients_inquiry USING btree (assignee_id);
CREATE INDEX patients_inquiry_branch_id_712e5694 ON public.patients_inquiry USING btree (branch_id);
CREATE INDEX patients_inquiry_campaign_id_1255d8aa ON public.patients_inquiry USING btree (campaign_id);
CREATE INDEX patients_inquiry_clinic_id_3cfd701c ON public.patients_inquiry USING btree (clinic_id);
CREATE INDEX patients_inquiry_closed_by_id_5f73d50c ON public.patients_inquiry USING btree (closed_by_id);
CREATE INDEX patients_inquiry_created_by_id_afb6ccf5 ON public.patients_inquiry USING btree (created_by_id);
CREATE INDEX patients_inquiry_first_answer_by_id_ce708f72 ON public.patients_inquiry USING btree (first_answer_by_id);
CREATE INDEX patients_inquiry_patient_id_8e3d0841 ON public.patients_inquiry USING btree (patient_id);
CREATE INDEX patients_inquiry_points_contactpoint_id_f1c66be9 ON public.patients_inquiry_points USING btree (contactpoint_id);
CREATE INDEX patients_inquiry_points_inquiry_id_a1d19ff6 ON public.patients_inquiry_points USING btree (inquiry_id);
CREATE INDEX patients_inquiry_reason_id_d486596a ON public.patients_inquiry USING btree (reason_id);
CREATE INDEX patients_inquiry_source_id_96a74a4a ON public.patients_inquiry USING btree (source_id);
CREATE INDEX patients_inquiry_visit_id_1839a3f5 ON public.patients_inquiry USING btree (visit_id);
CREATE INDEX patients_lostreason_name_ru_5767a6b5_like ON public.patients_lostreason USING btree (name_ru varchar_pattern_ops);
CREATE INDEX patients_mergerecord_clinic_id_cff2b6ba ON public.patients_mergerecord USING btree (clinic_id);
CREATE INDEX patients_mergerecord_kept_id_349488ab ON public.patients_mergerecord USING btree (kept_id);
CREATE INDEX patients_mergerecord_merged_by_id_4a657dc0 ON public.patients_mergerecord USING btree (merged_by_id);
CREATE INDEX patients_mergerecord_undone_by_id_280a450c ON public.patients_mergerecord USING btree (undone_by_id);
CREATE INDEX patients_patient_branch_id_0dfa9288 ON public.patients_patient USING btree (branch_id);
CREATE INDEX patients_patient_clinic_id_3ba5a264 ON public.patients_patient USING btree (clinic_id);
CREATE INDEX patients_patient_curator_id_5f91432d ON public.patients_patient USING btree (curator_id);
CREATE INDEX patients_patientcard_patient_id_2c776ad4 ON public.patients_patientcard USING btree (patient_id);
CREATE INDEX patients_patientcard_source_id_a61b9cf5 ON public.patients_patientcard USING btree (source_id);
CREATE INDEX patients_patientcontact_patient_id_ed1488ac ON public.patients_patientcontact USING btree (patient_id);
CREATE INDEX patients_patientcontact_point_id_67fa1870 ON public.patients_patientcontact USING btree (point_id);
CREATE INDEX patients_patientcontactevent_patient_id_9ebd63db ON public.patients_patientcontactevent USING btree (patient_id);
CREATE INDEX patients_patientcontactevent_pgh_context_id_0e5ad59a ON public.patients_patientcontactevent USING btree (pgh_context_id);
CREATE INDEX patients_patientcontactevent_pgh_obj_id_4716fc1a ON public.patients_patientcontactevent USING btree (pgh_obj_id);
CREATE INDEX patients_patientcontactevent_point_id_7989d3fb ON public.patients_patientcontactevent USING btree (point_id);
CREATE INDEX patients_patientevent_branch_id_8be13832 ON public.patients_patientevent USING btree (branch_id);
CREATE INDEX patients_patientevent_clinic_id_22ff58a8 ON public.patients_patientevent USING btree (clinic_id);
CREATE INDEX patients_patientevent_curator_id_66759a9c ON public.patients_patientevent USING btree (curator_id);
CREATE INDEX patients_patientevent_pgh_context_id_7a3c6c71 ON public.patients_patientevent USING btree (pgh_context_id);
CREATE INDEX patients_patientevent_pgh_obj_id_d2117074 ON public.patients_patientevent USING btree (pgh_obj_id);
CREATE INDEX patients_patientsummary_clinic_id_5de42852 ON public.patients_patientsummary USING btree (clinic_id);
CREATE INDEX patients_patientsummary_home_branch_id_6eb7cae6 ON public.patients_patientsummary USING btree (home_branch_id);
CREATE INDEX patients_patientsummary_policy_id_d1743b01 ON public.patients_patientsummary USING btree (policy_id);
CREATE INDEX patients_patienttag_by_id_115c6092 ON public.patients_patienttag USING btree (by_id);
CREATE INDEX patients_patienttag_patient_id_1d55e9b6 ON public.patients_patienttag USING btree (patient_id);
CREATE INDEX patients_patienttag_tag_id_934cd151 ON public.patients_patienttag USING btree (tag_id);
CREATE INDEX patients_payment_branch_id_8f9b8b86 ON public.patients_payment USING btree (branch_id);
CREATE INDEX patients_payment_clinic_id_782c4647 ON public.patients_payment USING btree (clinic_id);
CREATE INDEX patients_payment_patient_id_fddfdf31 ON public.patients_payment USING btree (patient_id);
CREATE INDEX patients_payment_refunds_charge_id_91c60df8 ON public.patients_payment USING btree (refunds_charge_id);
CREATE INDEX patients_payment_source_id_b6a1f9cc ON public.patients_payment USING btree (source_id);
CREATE INDEX patients_payment_taken_by_id_933f4443 ON public.patients_payment USING btree (taken_by_id);
CREATE INDEX patients_payment_visit_id_400690a0 ON public.patients_payment USING btree (visit_id);
CREATE INDEX patients_paymentversion_branch_id_1140d682 ON public.patients_paymentversion USING btree (branch_id);
CREATE INDEX patients_paymentversion_clinic_id_22e40990 ON public.patients_paymentversion USING btree (clinic_id);
CREATE INDEX patients_paymentversion_patient_id_25354f36 ON public.patients_paymentversion USING btree (patient_id);
CREATE INDEX patients_paymentversion_visit_id_d4fd4f82 ON public.patients_paymentversion USING btree (visit_id);
CREATE INDEX patients_refundrequest_asked_by_id_29482118 ON public.patients_refundrequest USING btree (asked_by_id);
CREATE INDEX patients_refundrequest_branch_id_a7a6d026 ON public.patients_refundrequest USING btree (branch_id);
CREATE INDEX patients_refundrequest_charge_id_f4374641 ON public.patients_refundrequest USING btree (charge_id);
CREATE INDEX patients_refundrequest_clinic_id_4ce8e28a ON public.patients_refundrequest USING btree (clinic_id);
CREATE INDEX patients_refundrequest_decided_by_id_1ff64401 ON public.patients_refundrequest USING btree (decided_by_id);
CREATE INDEX patients_refundrequest_patient_id_e3cdc3ce ON public.patients_refundrequest USING btree (patient_id);
CREATE INDEX patients_relationshipending_clinic_id_d904c2ea ON public.patients_relationshipending USING btree (clinic_id);
CREATE INDEX patients_relationshipending_ended_by_id_51f708ac ON public.patients_relationshipending USING btree (ended_by_id);
CREATE INDEX patients_relationshipending_patient_id_cbf5cf12 ON public.patients_relationshipending USING btree (patient_id);
CREATE INDEX patients_relationshipending_resumed_by_id_3ce96420 ON public.patients_relationshipending USING btree (resumed_by_id);
CREATE INDEX patients_segmentmembership_clinic_id_5209f4ea ON public.patients_segmentmembership USING btree (clinic_id);
CREATE INDEX patients_segmentmembership_patient_id_992a15b7 ON public.patients_segmentmembership USING btree (patient_id);
CREATE INDEX patients_segmentpolicy_clinic_id_4c5e2191 ON public.patients_segmentpolicy USING btree (clinic_id);
CREATE INDEX patients_segmentpolicy_created_by_id_86c392c6 ON public.patients_segmentpolicy USING btree (created_by_id);
CREATE INDEX patients_stopentry_clinic_id_d054fb62 ON public.patients_stopentry USING btree (clinic_id);
CREATE INDEX patients_subjectrequest_branch_id_5876b4f3 ON public.patients_subjectrequest USING btree (branch_id);
CREATE INDEX patients_subjectrequest_clinic_id_03a9207e ON public.patients_subjectrequest USING btree (clinic_id);
CREATE INDEX patients_subjectrequest_decided_by_id_baa95fbd ON public.patients_subjectrequest USING btree (decided_by_id);
CREATE INDEX patients_subjectrequest_patient_id_abff88fc ON public.patients_subjectrequest USING btree (patient_id);
CREATE INDEX patients_subjectrequest_requested_by_id_9bf3a28d ON public.patients_subjectrequest USING btree (requested_by_id);
CREATE INDEX patients_tag_clinic_id_a29ef226 ON public.patients_tag USING btree (clinic_id);
CREATE INDEX patients_visit_branch_id_6e5a2bb1 ON public.patients_visit USING btree (branch_id);
CREATE INDEX patients_visit_chair_id_c7e1e53d ON public.patients_visit USING btree (chair_id);
CREATE INDEX patients_visit_clinic_id_fa7d8844 ON public.patients_visit USING btree (clinic_id);
CREATE INDEX patients_visit_patient_id_91d9f43d ON public.patients_visit USING btree (patient_id);
CREATE INDEX patients_visit_practitioner_id_54a4530b ON public.patients_visit USING btree (practitioner_id);
CREATE INDEX patients_visit_service_id_6a622afa ON public.patients_visit USING btree (service_id);
CREATE INDEX patients_visit_source_id_15109ebb ON public.patients_visit USING btree (source_id);
CREATE INDEX patients_visit_specialty_id_19853135 ON public.patients_visit USING btree (specialty_id);
CREATE INDEX patients_visitversion_branch_id_8bd7bcc5 ON public.patients_visitversion USING btree (branch_id);
CREATE INDEX patients_visitversion_chair_id_0e826224 ON public.patients_visitversion USING btree (chair_id);
CREATE INDEX patients_visitversion_clinic_id_7e181d14 ON public.patients_visitversion USING btree (clinic_id);
CREATE INDEX patients_visitversion_patient_id_c42a98e9 ON public.patients_visitversion USING btree (patient_id);
CREATE INDEX patients_visitversion_practitioner_id_7b7c2694 ON public.patients_visitversion USING btree (practitioner_id);
CREATE INDEX patients_visitversion_service_id_9753c39b ON public.patients_visitversion USING btree (service_id);
CREATE INDEX patients_visitversion_specialty_id_957149b4 ON public.patients_visitversion USING btree (specialty_id);
CREATE INDEX payment_changed ON public.patients_payment USING btree (updated_at, id);
CREATE INDEX payment_of_patient ON public.patients_payment USING btree (patient_id, paid_on);
CREATE INDEX payment_service_refund ON public.patients_payment USING btree (paid_on) INCLUDE (patient_id, amount, branch_id) WHERE ((kind)::text = 'service_refund'::text);
CREATE INDEX plan_active_of_curator ON public.treatment_plans_treatmentplan USING btree (branch_id, curator_id) WHERE ((state)::text = 'active'::text);
CREATE INDEX plan_closed ON public.treatment_plans_treatmentplan USING btree (closed_on) WHERE (closed_on IS NOT NULL);
CREATE INDEX plan_declined ON public.treatment_plans_treatmentplan USING btree (branch_id, declined_on) WHERE ((declined_on IS NOT NULL) AND (NOT ((state)::text = 'active'::text)));
CREATE INDEX plan_event_of_plan ON public.treatment_plans_planevent USING btree (plan_id, at DESC);
CREATE INDEX plan_event_undone_of_visit ON public.treatment_plans_planevent USING btree (visit_id) WHERE (undone_at IS NOT NULL);
CREATE INDEX plan_item_scheduled ON public.treatment_plans_planitem USING btree (booking_id) WHERE ((status)::text = 'scheduled'::text);
CREATE INDEX plan_item_to_review ON public.treatment_plans_planitem USING btree (clinic_id) WHERE (NOT ((awaits_review)::text = ''::text));
CREATE INDEX plan_newest ON public.treatment_plans_treatmentplan USING btree (identified_on, id);
CREATE INDEX plan_of_patient ON public.treatment_plans_treatmentplan USING btree (patient_id);
CREATE INDEX plan_session_by_day ON public.treatment_plans_plansession USING btree (done_on);
CREATE INDEX quality_answer_criterion_id_097e5f91 ON public.quality_answer USING btree (criterion_id);
CREATE INDEX quality_answer_review_id_eed9e12c ON public.quality_answer USING btree (review_id);
CREATE INDEX quality_criterion_standard_id_a733c015 ON public.quality_criterion USING btree (standard_id);
CREATE INDEX quality_deviation_branch_id_afed6b90 ON public.quality_deviation USING btree (branch_id);
CREATE INDEX quality_deviation_clinic_id_af001e9d ON public.quality_deviation USING btree (clinic_id);
CREATE INDEX quality_deviation_criterion_id_9d63130d ON public.quality_deviation USING btree (criterion_id);
CREATE INDEX quality_deviation_performer_id_b7f70d43 ON public.quality_deviation USING btree (performer_id);
CREATE INDEX quality_review_reviewer_id_07f381bf ON public.quality_review USING btree (reviewer_id);
CREATE INDEX quality_review_sample_id_a857accd ON public.quality_review USING btree (sample_id);
CREATE INDEX quality_round_clinic_id_8ad0e99d ON public.quality_round USING btree (clinic_id);
CREATE INDEX quality_round_rule_id_b9e326a6 ON public.quality_round USING btree (rule_id);
CREATE INDEX quality_round_standard_id_ce6434ba ON public.quality_round USING btree (standard_id);
CREATE INDEX quality_sample_branch_id_430451b0 ON public.quality_sample USING btree (branch_id);
CREATE INDEX quality_sample_performer_id_8b02e835 ON public.quality_sample USING btree (performer_id);
CREATE INDEX quality_sample_round_id_69f5f0d6 ON public.quality_sample USING btree (round_id);
CREATE INDEX quality_samplingrule_clinic_id_f0d2064a ON public.quality_samplingrule USING btree (clinic_id);
CREATE INDEX quality_samplingrule_standard_id_86c5f36d ON public.quality_samplingrule USING btree (standard_id);
CREATE INDEX quality_standard_clinic_id_96672b87 ON public.quality_standard USING btree (clinic_id);
CREATE INDEX quality_standard_key_d9e39970 ON public.quality_standard USING btree (key);
CREATE INDEX quality_standard_key_d9e39970_like ON public.quality_standard USING btree (key varchar_pattern_ops);
CREATE INDEX refund_request_changed ON public.patients_refundrequest USING btree (updated_at, id);
CREATE INDEX refund_request_waiting ON public.patients_refundrequest USING btree (branch_id, asked_at) WHERE ((state)::text = 'waiting'::text);
CREATE UNIQUE INDEX refusal_reason_code_once ON public.treatment_plans_refusalreason USING btree (code) WHERE (NOT ((code)::text = ''::text));
CREATE UNIQUE INDEX request_one_open_per_kind ON public.patients_subjectrequest USING btree (patient_id, kind) WHERE ((state)::text = 'open'::text);
CREATE INDEX request_open ON public.patients_subjectrequest USING btree (due_on) WHERE ((state)::text = 'open'::text);
CREATE UNIQUE INDEX role_asked_for_once ON public.clinics_rolerequest USING btree (user_id, role, branch_id) NULLS NOT DISTINCT WHERE (is_given IS NULL);
CREATE INDEX round_waiting ON public.quality_round USING btree (ends_on) WHERE (drawn_at IS NULL);
CREATE UNIQUE INDEX rule_one_active_per_kind ON public.quality_samplingrule USING btree (clinic_id, case_kind) WHERE is_active;
CREATE INDEX sample_of_branch ON public.quality_sample USING btree (branch_id, round_id);
CREATE INDEX sample_of_performer ON public.quality_sample USING btree (performer_id, round_id);
CREATE INDEX service_changed ON public.clinics_service USING btree (updated_at, id);
CREATE INDEX service_price_by_batch ON public.clinics_serviceprice USING btree (batch) WHERE (batch IS NOT NULL);
CREATE INDEX service_price_changed ON public.clinics_serviceprice USING btree (updated_at, id);
CREATE INDEX service_price_in_force ON public.clinics_serviceprice USING btree (service_id, valid_from DESC, id DESC);
CREATE INDEX specialty_changed ON public.clinics_specialty USING btree (updated_at, id);
CREATE INDEX summary_by_last_contact ON public.patients_patientsummary USING btree (last_contact_on, patient_id);
CREATE INDEX summary_by_revenue ON public.patients_patientsummary USING btree (revenue, patient_id);
CREATE INDEX summary_by_segment ON public.patients_patientsummary USING btree (segment, last_contact_on DESC, patient_id DESC);
CREATE INDEX summary_next_change ON public.patients_patientsummary USING btree (next_change_on) WHERE (next_change_on IS NOT NULL);
CREATE INDEX tag_changed ON public.patients_tag USING btree (updated_at, id);
CREATE INDEX treatment_plans_offer_by_id_2b91e6e8 ON public.treatment_plans_offer USING btree (by_id);
CREATE INDEX treatment_plans_offer_clinic_id_556c3193 ON public.treatment_plans_offer USING btree (clinic_id);
CREATE INDEX treatment_plans_offer_plan_id_5311ed05 ON public.treatment_plans_offer USING btree (plan_id);
CREATE INDEX treatment_plans_offerline_item_id_36e556e4 ON public.treatment_plans_offerline USING btree (item_id);
CREATE INDEX treatment_plans_offerline_offer_id_792d6a15 ON public.treatment_plans_offerline USING btree (offer_id);
CREATE INDEX treatment_plans_planevent_by_id_ec88949c ON public.treatment_plans_planevent USING btree (by_id);
CREATE INDEX treatment_plans_planevent_item_id_15aac7bb ON public.treatment_plans_planevent USING btree (item_id);
CREATE INDEX treatment_plans_planevent_plan_id_561f7d73 ON public.treatment_plans_planevent USING btree (plan_id);
CREATE INDEX treatment_plans_planevent_refusal_reason_id_488b79e4 ON public.treatment_plans_planevent USING btree (refusal_reason_id);
CREATE INDEX treatment_plans_planevent_visit_id_65d77cc1 ON public.treatment_plans_planevent USING btree (visit_id);
CREATE INDEX treatment_plans_planitem_booking_id_aa15a55e ON public.treatment_plans_planitem USING btree (booking_id);
CREATE INDEX treatment_plans_planitem_clinic_id_24d27545 ON public.treatment_plans_planitem USING btree (clinic_id);
CREATE INDEX treatment_plans_planitem_identified_by_id_d6ae1cca ON public.treatment_plans_planitem USING btree (identified_by_id);
CREATE INDEX treatment_plans_planitem_performer_id_5f1bdbdc ON public.treatment_plans_planitem USING btree (performer_id);
CREATE INDEX treatment_plans_planitem_plan_id_65ad296a ON public.treatment_plans_planitem USING btree (plan_id);
CREATE INDEX treatment_plans_planitem_refusal_reason_id_44b3cf76 ON public.treatment_plans_planitem USING btree (refusal_reason_id);
CREATE INDEX treatment_plans_planitem_service_id_65666586 ON public.treatment_plans_planitem USING btree (service_id);
CREATE INDEX treatment_plans_planitem_source_id_7b7c521a ON public.treatment_plans_planitem USING btree (source_id);
CREATE INDEX treatment_plans_planitem_variant_id_363a197d ON public.treatment_plans_planitem USING btree (variant_id);
CREATE INDEX treatment_plans_planitemversion_clinic_id_8fd77547 ON public.treatment_plans_planitemversion USING btree (clinic_id);
CREATE INDEX treatment_plans_planitemversion_identified_by_id_7e5a2b1a ON public.treatment_plans_planitemversion USING btree (identified_by_id);
CREATE INDEX treatment_plans_planitemversion_performer_id_221b5c4c ON public.treatment_plans_planitemversion USING btree (performer_id);
CREATE INDEX treatment_plans_planitemversion_plan_id_1ea4264a ON public.treatment_plans_planitemversion USING btree (plan_id);
CREATE INDEX treatment_plans_planitemversion_refusal_reason_id_47ca85cc ON public.treatment_plans_planitemversion USING btree (refusal_reason_id);
CREATE INDEX treatment_plans_planitemversion_service_id_6da1d5f8 ON public.treatment_plans_planitemversion USING btree (service_id);
CREATE INDEX treatment_plans_planitemversion_variant_id_0cbbef52 ON public.treatment_plans_planitemversion USING btree (variant_id);
CREATE INDEX treatment_plans_planrule_clinic_id_85be43c0 ON public.treatment_plans_planrule USING btree (clinic_id);
CREATE INDEX treatment_plans_plansession_charge_id_9e8c7bd3 ON public.treatment_plans_plansession USING btree (charge_id);
CREATE INDEX treatment_plans_plansession_item_id_95ea9bfe ON public.treatment_plans_plansession USING btree (item_id);
CREATE INDEX treatment_plans_plansession_visit_id_7ac210fe ON public.treatment_plans_plansession USING btree (visit_id);
CREATE INDEX treatment_plans_prerequisite_item_id_f87a36a5 ON public.treatment_plans_prerequisite USING btree (item_id);
CREATE INDEX treatment_plans_prerequisite_needs_id_7d81e6d0 ON public.treatment_plans_prerequisite USING btree (needs_id);
CREATE INDEX treatment_plans_treatmentplan_branch_id_a81eb112 ON public.treatment_plans_treatmentplan USING btree (branch_id);
CREATE INDEX treatment_plans_treatmentplan_clinic_id_839fb516 ON public.treatment_plans_treatmentplan USING btree (clinic_id);
CREATE INDEX treatment_plans_treatmentplan_curator_id_498e22f0 ON public.treatment_plans_treatmentplan USING btree (curator_id);
CREATE INDEX treatment_plans_treatmentplan_patient_id_907dc275 ON public.treatment_plans_treatmentplan USING btree (patient_id);
CREATE INDEX treatment_plans_treatmentplan_practitioner_id_b228a200 ON public.treatment_plans_treatmentplan USING btree (practitioner_id);
CREATE INDEX treatment_plans_treatmentplan_source_id_d6cb5637 ON public.treatment_plans_treatmentplan USING btree (source_id);
CREATE INDEX treatment_plans_variant_plan_id_8bafff23 ON public.treatment_plans_variant USING btree (plan_id);
CREATE INDEX triggers_approvallist_clinic_id_cca6bf28 ON public.triggers_approvallist USING btree (clinic_id);
CREATE INDEX triggers_approvallist_decided_by_id_514be560 ON public.triggers_approvallist USING btree (decided_by_id);
CREATE INDEX triggers_approvallist_trigger_id_b0456f43 ON public.triggers_approvallist USING btree (trigger_id);
CREATE INDEX triggers_backlog_started_by_id_e45e661b ON public.triggers_backlog USING btree (started_by_id);
CREATE INDEX triggers_backlog_trigger_id_ada9b448 ON public.triggers_backlog USING btree (trigger_id);
CREATE INDEX triggers_backlogentry_backlog_id_bbda7601 ON public.triggers_backlogentry USING btree (backlog_id);
CREATE INDEX triggers_backlogentry_patient_id_805f3fe3 ON public.triggers_backlogentry USING btree (patient_id);
CREATE INDEX triggers_deliveryattempt_message_id_6f577e43 ON public.triggers_deliveryattempt USING btree (message_id);
CREATE INDEX triggers_enrolment_clinic_id_9fae8c50 ON public.triggers_enrolment USING btree (clinic_id);
CREATE INDEX triggers_enrolment_patient_id_5b3f48d1 ON public.triggers_enrolment USING btree (patient_id);
CREATE INDEX triggers_enrolment_trigger_id_4159063d ON public.triggers_enrolment USING btree (trigger_id);
CREATE INDEX triggers_message_approval_list_id_61f209f8 ON public.triggers_message USING btree (approval_list_id);
CREATE INDEX triggers_message_approved_by_id_cfb4eede ON public.triggers_message USING btree (approved_by_id);
CREATE INDEX triggers_message_clinic_id_04c6ae8b ON public.triggers_message USING btree (clinic_id);
CREATE INDEX triggers_message_closed_by_id_679a505c ON public.triggers_message USING btree (closed_by_id);
CREATE INDEX triggers_message_patient_id_8f0b19f4 ON public.triggers_message USING btree (patient_id);
CREATE INDEX triggers_message_point_id_ded1a3ec ON public.triggers_message USING btree (point_id);
CREATE INDEX triggers_message_template_id_65024288 ON public.triggers_message USING btree (template_id);
CREATE INDEX triggers_message_trigger_id_557a4168 ON public.triggers_message USING btree (trigger_id);
CREATE INDEX triggers_sendingcounter_point_id_818a07b1 ON public.triggers_sendingcounter USING btree (point_id);
CREATE INDEX triggers_sendingrule_changed_by_id_d3685715 ON public.triggers_sendingrule USING btree (changed_by_id);
CREATE INDEX triggers_sendingrule_clinic_id_fa0b9272 ON public.triggers_sendingrule USING btree (clinic_id);
CREATE INDEX triggers_sendingswitch_changed_by_id_52452da9 ON public.triggers_sendingswitch USING btree (changed_by_id);
CREATE INDEX triggers_sendingswitch_clinic_id_80e25c8b ON public.triggers_sendingswitch USING btree (clinic_id);
CREATE INDEX triggers_sendingswitchevent_changed_by_id_03e81275 ON public.triggers_sendingswitchevent USING btree (changed_by_id);
CREATE INDEX triggers_sendingswitchevent_clinic_id_83608797 ON public.triggers_sendingswitchevent USING btree (clinic_id);
CREATE INDEX triggers_sendingswitchevent_pgh_context_id_71f535e7 ON public.triggers_sendingswitchevent USING btree (pgh_context_id);
CREATE INDEX triggers_sendingswitchevent_pgh_obj_id_e1a0b67e ON public.triggers_sendingswitchevent USING btree (pgh_obj_id);
CREATE INDEX triggers_trigger_clinic_id_e1d85737 ON public.triggers_trigger USING btree (clinic_id);
CREATE INDEX triggers_trigger_key_3f4dd8ea ON public.triggers_trigger USING btree (key);
CREATE INDEX triggers_trigger_key_3f4dd8ea_like ON public.triggers_trigger USING btree (key varchar_pattern_ops);
CREATE INDEX triggers_triggerevent_clinic_id_7698aaf0 ON public.triggers_triggerevent USING btree (clinic_id);
CREATE INDEX triggers_triggerevent_pgh_context_id_9242e5ad ON public.triggers_triggerevent USING btree (pgh_context_id);
CREATE INDEX triggers_triggerevent_pgh_obj_id_1eb66c39 ON public.triggers_triggerevent USING btree (pgh_obj_id);
CREATE INDEX triggers_triggertemplate_created_by_id_fe2c71b3 ON public.triggers_triggertemplate USING btree (created_by_id);
CREATE INDEX triggers_triggertemplate_trigger_id_6e117945 ON public.triggers_triggertemplate USING btree (trigger_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX visit_changed ON public.patients_visit USING btree (updated_at, id);
CREATE INDEX visit_completed_of_patient ON public.patients_visit USING btree (patient_id, day) INCLUDE (amount, specialty_id, branch_id) WHERE ((status)::text = 'completed'::text);
CREATE INDEX visit_live_booking ON public.patients_visit USING btree (patient_id, day) WHERE ((status)::text = ANY ((ARRAY['booked'::character varying, 'confirmed'::character varying])::text[]));
CREATE INDEX visit_of_branch_day ON public.patients_visit USING btree (branch_id, day);
CREATE INDEX visit_versions ON public.patients_visitversion USING btree (visit_id, known_to);
CREATE INDEX working_hours_changed ON public.clinics_workinghours USING btree (updated_at, id);
CREATE TRIGGER pgtrigger_amount_follows_delete_ff48b AFTER DELETE ON public.patients_charge REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_amount_follows_delete_ff48b();
COMMENT ON TRIGGER pgtrigger_amount_follows_delete_ff48b ON public.patients_charge IS '7cdccb513fb932053fe3340c4120f09734249fa5';
CREATE TRIGGER pgtrigger_amount_follows_insert_5cd65 AFTER INSERT ON public.patients_charge REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_amount_follows_insert_5cd65();
COMMENT ON TRIGGER pgtrigger_amount_follows_insert_5cd65 ON public.patients_charge IS 'd94ba16171394c73c9332973cbcebdc1c815467f';
CREATE TRIGGER pgtrigger_amount_follows_update_69773 AFTER UPDATE ON public.patients_charge REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_amount_follows_update_69773();
COMMENT ON TRIGGER pgtrigger_amount_follows_update_69773 ON public.patients_charge IS 'be1a75a75eb909920807c4df743486a594e35934';
CREATE CONSTRAINT TRIGGER pgtrigger_amount_is_of_charges_225bd AFTER UPDATE OF amount ON public.patients_visit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.amount IS DISTINCT FROM new.amount)) EXECUTE FUNCTION public.pgtrigger_amount_is_of_charges_225bd();
COMMENT ON TRIGGER pgtrigger_amount_is_of_charges_225bd ON public.patients_visit IS '653cec4f4a2f56d327f0a66c7dc2c45cd0737310';
CREATE TRIGGER pgtrigger_answer_kept_a7c10 BEFORE INSERT OR DELETE OR UPDATE ON public.quality_answer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_answer_kept_a7c10();
COMMENT ON TRIGGER pgtrigger_answer_kept_a7c10 ON public.quality_answer IS '9a8e34122a745067fdc130651063516c73827e71';
CREATE TRIGGER pgtrigger_commitment_kept_89db5 BEFORE UPDATE ON public.quality_round FOR EACH ROW WHEN (((old.rule_id IS DISTINCT FROM new.rule_id) OR (old.standard_id IS DISTINCT FROM new.standard_id) OR (old.percent IS DISTINCT FROM new.percent) OR (old.floor IS DISTINCT FROM new.floor) OR (old.starts_on IS DISTINCT FROM new.starts_on) OR (old.ends_on IS DISTINCT FROM new.ends_on) OR ((old.seed_hash)::text IS DISTINCT FROM (new.seed_hash)::text) OR (old.committed_at IS DISTINCT FROM new.committed_at) OR (old.is_retrospective IS DISTINCT FROM new.is_retrospective))) EXECUTE FUNCTION public.pgtrigger_commitment_kept_89db5();
COMMENT ON TRIGGER pgtrigger_commitment_kept_89db5 ON public.quality_round IS 'd305c66954d44ffb3fa1a7a875764ff7bcf8b1bf';
CREATE TRIGGER pgtrigger_criterion_frozen_7d4e5 BEFORE INSERT OR DELETE OR UPDATE ON public.quality_criterion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_criterion_frozen_7d4e5();
COMMENT ON TRIGGER pgtrigger_criterion_frozen_7d4e5 ON public.quality_criterion IS '346132d66142beb459fcd321831210c7bdf7f89b';
CREATE TRIGGER pgtrigger_delete_delete_0b520 AFTER DELETE ON public.patients_patientcontact FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_0b520();
COMMENT ON TRIGGER pgtrigger_delete_delete_0b520 ON public.patients_patientcontact IS '8bdabebbd62dafb3f26c9c3e7349af868263805c';
CREATE TRIGGER pgtrigger_delete_delete_9898d AFTER DELETE ON public.patients_patient FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_9898d();
COMMENT ON TRIGGER pgtrigger_delete_delete_9898d ON public.patients_patient IS '3310af1b006f7a2e0fc658683f17162d63437f23';
CREATE TRIGGER pgtrigger_delete_delete_f7cd9 AFTER DELETE ON public.patients_followup FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_f7cd9();
COMMENT ON TRIGGER pgtrigger_delete_delete_f7cd9 ON public.patients_followup IS '231835bfa6b59d4ca3302ed3795bc3903fb661d4';
CREATE TRIGGER pgtrigger_draw_kept_062a9 BEFORE DELETE OR UPDATE ON public.quality_round FOR EACH ROW WHEN ((old.drawn_at IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_draw_kept_062a9();
COMMENT ON TRIGGER pgtrigger_draw_kept_062a9 ON public.quality_round IS '47b4b74c308d421b2f28a42d8cac507274cf1a2e';
CREATE TRIGGER pgtrigger_insert_insert_6ffe2 AFTER INSERT ON public.triggers_trigger FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_6ffe2();
COMMENT ON TRIGGER pgtrigger_insert_insert_6ffe2 ON public.triggers_trigger IS '551445a83b041bb7926401b6e1b43beefdf96e72';
CREATE TRIGGER pgtrigger_insert_insert_76962 AFTER INSERT ON public.triggers_sendingswitch FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_76962();
COMMENT ON TRIGGER pgtrigger_insert_insert_76962 ON public.triggers_sendingswitch IS '0f4c54be62d9511c4cddf552805c60d8ea3039c7';
CREATE TRIGGER pgtrigger_insert_insert_cd782 AFTER INSERT ON public.patients_patientcontact FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_cd782();
COMMENT ON TRIGGER pgtrigger_insert_insert_cd782 ON public.patients_patientcontact IS 'e139a92cd0d3fe5da4568e64532fe9d4b8ac22e7';
CREATE TRIGGER pgtrigger_insert_only_3335d BEFORE DELETE OR UPDATE ON public.treatment_plans_offerline FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_3335d();
COMMENT ON TRIGGER pgtrigger_insert_only_3335d ON public.treatment_plans_offerline IS '9432c1dc72c692d5d88db55bc7d96537aefc1f07';
CREATE TRIGGER pgtrigger_insert_only_5ff6a BEFORE DELETE OR UPDATE ON public.treatment_plans_offer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_5ff6a();
COMMENT ON TRIGGER pgtrigger_insert_only_5ff6a ON public.treatment_plans_offer IS 'b7fc6d76755e16d2595fba9d75aacb5786e5f212';
CREATE TRIGGER pgtrigger_insert_only_fe7e0 BEFORE DELETE OR UPDATE ON public.clinics_journalentry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_only_fe7e0();
COMMENT ON TRIGGER pgtrigger_insert_only_fe7e0 ON public.clinics_journalentry IS '36fa2862e806780b0ce49500cba6ab83183b2a3a';
CREATE TRIGGER pgtrigger_keep_deleted_0a2af BEFORE DELETE ON public.patients_visit FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_deleted_0a2af();
COMMENT ON TRIGGER pgtrigger_keep_deleted_0a2af ON public.patients_visit IS '5ac27dedfaf5ca6c4c5d0520cc3af3d7fdea89e8';
CREATE TRIGGER pgtrigger_keep_deleted_67851 BEFORE DELETE ON public.treatment_plans_planitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_deleted_67851();
COMMENT ON TRIGGER pgtrigger_keep_deleted_67851 ON public.treatment_plans_planitem IS '8d200d2ca63f731bca1fd32d12ad310e93baf2ce';
CREATE TRIGGER pgtrigger_keep_deleted_92093 BEFORE DELETE ON public.patients_charge FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_deleted_92093();
COMMENT ON TRIGGER pgtrigger_keep_deleted_92093 ON public.patients_charge IS 'd9a27e52d1177c2894ab4f3a970ee93f1283aecc';
CREATE TRIGGER pgtrigger_keep_deleted_9e805 BEFORE DELETE ON public.patients_payment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_deleted_9e805();
COMMENT ON TRIGGER pgtrigger_keep_deleted_9e805 ON public.patients_payment IS '14922198ce6222f8afc0700c6d98c3f64d096501';
CREATE TRIGGER pgtrigger_keep_price_93034 AFTER INSERT OR UPDATE OF price, price_is_lower_bound ON public.clinics_service FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_price_93034();
COMMENT ON TRIGGER pgtrigger_keep_price_93034 ON public.clinics_service IS '3be37f1cf6bbc235b046fe62871c149ef1165e58';
CREATE TRIGGER pgtrigger_keep_version_3c5e7 BEFORE UPDATE ON public.patients_visit FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_version_3c5e7();
COMMENT ON TRIGGER pgtrigger_keep_version_3c5e7 ON public.patients_visit IS 'fb48e29be3a608a464bc0f413ce179e5fe20c5f6';
CREATE TRIGGER pgtrigger_keep_version_47601 BEFORE UPDATE ON public.patients_charge FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_version_47601();
COMMENT ON TRIGGER pgtrigger_keep_version_47601 ON public.patients_charge IS 'd9e1baab7d10cb1c157311ee4cd29e1ffb01cb30';
CREATE TRIGGER pgtrigger_keep_version_7600b BEFORE UPDATE ON public.patients_payment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_version_7600b();
COMMENT ON TRIGGER pgtrigger_keep_version_7600b ON public.patients_payment IS '6b93c1d50505a772bd82a99fa65af357fe508aa7';
CREATE TRIGGER pgtrigger_keep_version_a3e03 BEFORE UPDATE ON public.treatment_plans_planitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_keep_version_a3e03();
COMMENT ON TRIGGER pgtrigger_keep_version_a3e03 ON public.treatment_plans_planitem IS '8b249295a2a2b33edd74a969cb4302f69a259c08';
CREATE TRIGGER pgtrigger_moves_along_its_states_b321c BEFORE UPDATE ON public.triggers_message FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_moves_along_its_states_b321c();
COMMENT ON TRIGGER pgtrigger_moves_along_its_states_b321c ON public.triggers_message IS 'dc06c8a94693c9aef890b1ec9d1b3c643f544258';
CREATE TRIGGER pgtrigger_never_changed_ac47e BEFORE DELETE OR UPDATE ON public.clinics_journalseal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_ac47e();
COMMENT ON TRIGGER pgtrigger_never_changed_ac47e ON public.clinics_journalseal IS 'e2c48122cd1c1f97cb521ea1a820cc59bfcdbc56';
CREATE TRIGGER pgtrigger_never_emptied_dcc67 BEFORE TRUNCATE ON public.clinics_journalentry FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_dcc67();
COMMENT ON TRIGGER pgtrigger_never_emptied_dcc67 ON public.clinics_journalentry IS '14a5085a0e504bcb82483ed82af46563b6f03629';
CREATE TRIGGER pgtrigger_never_rewritten_8aaea BEFORE UPDATE ON public.triggers_triggertemplate FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_rewritten_8aaea();
COMMENT ON TRIGGER pgtrigger_never_rewritten_8aaea ON public.triggers_triggertemplate IS 'ab53269e1b7628f6ecb71a1b9267f271fe022520';
CREATE TRIGGER pgtrigger_never_rewritten_a1069 BEFORE DELETE OR UPDATE ON public.triggers_sendingrule FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_rewritten_a1069();
COMMENT ON TRIGGER pgtrigger_never_rewritten_a1069 ON public.triggers_sendingrule IS 'aaba4688db9e7ed7ec27ef0b904a886a8ff36049';
CREATE TRIGGER pgtrigger_no_circle_e0af9 AFTER INSERT OR UPDATE ON public.treatment_plans_prerequisite FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_no_circle_e0af9();
COMMENT ON TRIGGER pgtrigger_no_circle_e0af9 ON public.treatment_plans_prerequisite IS '5909f05e14fb32d78f386cc974dba399068e9133';
CREATE TRIGGER pgtrigger_note_writer_035ff BEFORE INSERT OR UPDATE ON public.patients_payment FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_035ff();
COMMENT ON TRIGGER pgtrigger_note_writer_035ff ON public.patients_payment IS 'd7d7fa8feb03543f589f94fc3c8d62ff16c4cbe5';
CREATE TRIGGER pgtrigger_note_writer_07e74 BEFORE INSERT OR UPDATE ON public.clinics_chair FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_07e74();
COMMENT ON TRIGGER pgtrigger_note_writer_07e74 ON public.clinics_chair IS 'a547154e215b416d279931ca3e37b2454f29413e';
CREATE TRIGGER pgtrigger_note_writer_0d0b9 BEFORE INSERT OR UPDATE ON public.patients_patient FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_0d0b9();
COMMENT ON TRIGGER pgtrigger_note_writer_0d0b9 ON public.patients_patient IS '4f091057877af76f7a8cb78df62c993124217107';
CREATE TRIGGER pgtrigger_note_writer_1b89a BEFORE INSERT OR UPDATE ON public.patients_charge FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_1b89a();
COMMENT ON TRIGGER pgtrigger_note_writer_1b89a ON public.patients_charge IS '5fec7237d3427c4a457ae3f5d387858198528b59';
CREATE TRIGGER pgtrigger_note_writer_1d4b5 BEFORE INSERT OR UPDATE ON public.patients_guardianship FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_1d4b5();
COMMENT ON TRIGGER pgtrigger_note_writer_1d4b5 ON public.patients_guardianship IS 'e52bfcde21039aa9ef2171ea83a0ddc4c4b981cc';
CREATE TRIGGER pgtrigger_note_writer_26c56 BEFORE INSERT OR UPDATE ON public.patients_campaign FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_26c56();
COMMENT ON TRIGGER pgtrigger_note_writer_26c56 ON public.patients_campaign IS '4c76a57cabd695e6307ab20424143524cf81f395';
CREATE TRIGGER pgtrigger_note_writer_38358 BEFORE INSERT OR UPDATE ON public.patients_duplicatepair FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_38358();
COMMENT ON TRIGGER pgtrigger_note_writer_38358 ON public.patients_duplicatepair IS '9a065cbfb2b3114d72d46cb7481332c8450399bb';
CREATE TRIGGER pgtrigger_note_writer_3cca6 BEFORE INSERT OR UPDATE ON public.clinics_holiday FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_3cca6();
COMMENT ON TRIGGER pgtrigger_note_writer_3cca6 ON public.clinics_holiday IS 'd9a279f063c6a13a594c187940b3d3251eb99da3';
CREATE TRIGGER pgtrigger_note_writer_45e1e BEFORE INSERT OR UPDATE ON public.clinics_workinghours FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_45e1e();
COMMENT ON TRIGGER pgtrigger_note_writer_45e1e ON public.clinics_workinghours IS 'af30e2b8ec5d9080173b7effec41c4c8fe0797c8';
CREATE TRIGGER pgtrigger_note_writer_56317 BEFORE INSERT OR UPDATE ON public.clinics_employee FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_56317();
COMMENT ON TRIGGER pgtrigger_note_writer_56317 ON public.clinics_employee IS 'fefe22159614c67d33606794fbf3b30e925366c8';
CREATE TRIGGER pgtrigger_note_writer_59eaa BEFORE INSERT OR UPDATE ON public.clinics_service FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_59eaa();
COMMENT ON TRIGGER pgtrigger_note_writer_59eaa ON public.clinics_service IS '4dd11f4839e60feecf3565807b39717c155125ba';
CREATE TRIGGER pgtrigger_note_writer_69c98 BEFORE INSERT OR UPDATE ON public.clinics_branch FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_69c98();
COMMENT ON TRIGGER pgtrigger_note_writer_69c98 ON public.clinics_branch IS '03fee9093f957328b7ac33477fcf19214268fd6c';
CREATE TRIGGER pgtrigger_note_writer_72023 BEFORE INSERT OR UPDATE ON public.patients_visit FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_72023();
COMMENT ON TRIGGER pgtrigger_note_writer_72023 ON public.patients_visit IS 'ca335111727e899c7cf239ca9465d94c11c4efc1';
CREATE TRIGGER pgtrigger_note_writer_82b75 BEFORE INSERT OR UPDATE ON public.patients_refundrequest FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_82b75();
COMMENT ON TRIGGER pgtrigger_note_writer_82b75 ON public.patients_refundrequest IS '4144fbb980883a3df3cc1dcc9fe981a73697d08d';
CREATE TRIGGER pgtrigger_note_writer_832c5 BEFORE INSERT OR UPDATE ON public.clinics_specialty FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_832c5();
COMMENT ON TRIGGER pgtrigger_note_writer_832c5 ON public.clinics_specialty IS 'b100d1358af074e6634d745dea6819d0adb3121b';
CREATE TRIGGER pgtrigger_note_writer_8c481 BEFORE INSERT OR UPDATE ON public.patients_mergerecord FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_8c481();
COMMENT ON TRIGGER pgtrigger_note_writer_8c481 ON public.patients_mergerecord IS '7e58b4edcf13944ee0dbb7bc15260f8f17809849';
CREATE TRIGGER pgtrigger_note_writer_99dee BEFORE INSERT OR UPDATE ON public.patients_householdmember FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_99dee();
COMMENT ON TRIGGER pgtrigger_note_writer_99dee ON public.patients_householdmember IS '739325ab2cdbd4f413b4396b6d5f01f38057a7f2';
CREATE TRIGGER pgtrigger_note_writer_a3b02 BEFORE INSERT OR UPDATE ON public.patients_household FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_a3b02();
COMMENT ON TRIGGER pgtrigger_note_writer_a3b02 ON public.patients_household IS 'e48ed855f4bbe41b103f22d68207bb7a211eeb78';
CREATE TRIGGER pgtrigger_note_writer_c6abb BEFORE INSERT OR UPDATE ON public.patients_inquiry FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_c6abb();
COMMENT ON TRIGGER pgtrigger_note_writer_c6abb ON public.patients_inquiry IS '46b9e8b049e1e7f685359ce47208edc4f8bc533b';
CREATE TRIGGER pgtrigger_note_writer_c7abd BEFORE INSERT OR UPDATE ON public.clinics_change FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_c7abd();
COMMENT ON TRIGGER pgtrigger_note_writer_c7abd ON public.clinics_change IS '24613dba10e288f938fe0c7eb1aa32fd9872c651';
CREATE TRIGGER pgtrigger_note_writer_c97fc BEFORE INSERT OR UPDATE ON public.clinics_dayhours FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_c97fc();
COMMENT ON TRIGGER pgtrigger_note_writer_c97fc ON public.clinics_dayhours IS 'c920cd1f2d3ee05830692897e65370d681c1a153';
CREATE TRIGGER pgtrigger_note_writer_cb5b7 BEFORE INSERT OR UPDATE ON public.patients_tag FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_cb5b7();
COMMENT ON TRIGGER pgtrigger_note_writer_cb5b7 ON public.patients_tag IS 'bf9afff543013340020bcb41e8463e7b618e543e';
CREATE TRIGGER pgtrigger_note_writer_cb5db BEFORE INSERT OR UPDATE ON public.clinics_clinic FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_cb5db();
COMMENT ON TRIGGER pgtrigger_note_writer_cb5db ON public.clinics_clinic IS 'f4e17c4b96c7ceff771817e5e284902e65bc606a';
CREATE TRIGGER pgtrigger_note_writer_d9b7b BEFORE INSERT OR UPDATE ON public.patients_followup FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_d9b7b();
COMMENT ON TRIGGER pgtrigger_note_writer_d9b7b ON public.patients_followup IS '58ee430afafae14a382ae28cff993f9976dcee8d';
CREATE TRIGGER pgtrigger_note_writer_dca7e BEFORE INSERT OR UPDATE ON public.patients_lostreason FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_dca7e();
COMMENT ON TRIGGER pgtrigger_note_writer_dca7e ON public.patients_lostreason IS '6d32b0ccf6ad028f7f55938acd0bad24dfcedcb4';
CREATE TRIGGER pgtrigger_note_writer_e67d2 BEFORE INSERT OR UPDATE ON public.clinics_serviceprice FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_e67d2();
COMMENT ON TRIGGER pgtrigger_note_writer_e67d2 ON public.clinics_serviceprice IS 'edf89578b4cb2ae84354a29def40232c4f6c0fb2';
CREATE TRIGGER pgtrigger_note_writer_ef77b BEFORE INSERT OR UPDATE ON public.patients_consent FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_ef77b();
COMMENT ON TRIGGER pgtrigger_note_writer_ef77b ON public.patients_consent IS 'a5fd856c30297e9878eb3392e3faf38b5be86f70';
CREATE TRIGGER pgtrigger_note_writer_f4330 BEFORE INSERT OR UPDATE ON public.clinics_leadtimelink FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_note_writer_f4330();
COMMENT ON TRIGGER pgtrigger_note_writer_f4330 ON public.clinics_leadtimelink IS '72731212364d7a61f1d31f943a09926f082cc3b8';
CREATE TRIGGER pgtrigger_reviewer_not_performer_f044e BEFORE INSERT OR UPDATE ON public.quality_review FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_reviewer_not_performer_f044e();
COMMENT ON TRIGGER pgtrigger_reviewer_not_performer_f044e ON public.quality_review IS 'a2bcc14cfd84671e7a24279bc9dec31c29dacd28';
CREATE TRIGGER pgtrigger_stamp_change_12b19 BEFORE UPDATE ON public.patients_household FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_12b19();
COMMENT ON TRIGGER pgtrigger_stamp_change_12b19 ON public.patients_household IS 'f913cf3f3b50ef595f2cee63e1adb6418a8ad057';
CREATE TRIGGER pgtrigger_stamp_change_22188 BEFORE UPDATE ON public.patients_tag FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_22188();
COMMENT ON TRIGGER pgtrigger_stamp_change_22188 ON public.patients_tag IS '03466dd45d8b07a351af7d7518062a142a2baf0c';
CREATE TRIGGER pgtrigger_stamp_change_248f3 BEFORE UPDATE ON public.clinics_serviceprice FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_248f3();
COMMENT ON TRIGGER pgtrigger_stamp_change_248f3 ON public.clinics_serviceprice IS '0edb71c07ec847528393fef4629d894a0d5d0d61';
CREATE TRIGGER pgtrigger_stamp_change_25404 BEFORE UPDATE ON public.clinics_service FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_25404();
COMMENT ON TRIGGER pgtrigger_stamp_change_25404 ON public.clinics_service IS '76d40ac0e9125f1d1b575637743fd3a089eac606';
CREATE TRIGGER pgtrigger_stamp_change_355ab BEFORE UPDATE ON public.clinics_workinghours FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_355ab();
COMMENT ON TRIGGER pgtrigger_stamp_change_355ab ON public.clinics_workinghours IS '71e0c7a7753abc08e4ad1ac13634f6157d0a6d12';
CREATE TRIGGER pgtrigger_stamp_change_3907c BEFORE UPDATE ON public.clinics_specialty FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_3907c();
COMMENT ON TRIGGER pgtrigger_stamp_change_3907c ON public.clinics_specialty IS 'e7a812fc69aefdfe058506968f552210eec13a19';
CREATE TRIGGER pgtrigger_stamp_change_41781 BEFORE UPDATE ON public.patients_duplicatepair FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_41781();
COMMENT ON TRIGGER pgtrigger_stamp_change_41781 ON public.patients_duplicatepair IS 'd4198012ca1b2c15f32520257b30cbb3f8c88b1d';
CREATE TRIGGER pgtrigger_stamp_change_48827 BEFORE UPDATE ON public.patients_visit FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_48827();
COMMENT ON TRIGGER pgtrigger_stamp_change_48827 ON public.patients_visit IS 'd3acfd6033cebf9293dc4cdc683f6dda8d7d208b';
CREATE TRIGGER pgtrigger_stamp_change_4cfce BEFORE UPDATE ON public.clinics_leadtimelink FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_4cfce();
COMMENT ON TRIGGER pgtrigger_stamp_change_4cfce ON public.clinics_leadtimelink IS '841b8ca71efd36a2937ec87a36ad92cc0ad34f55';
CREATE TRIGGER pgtrigger_stamp_change_5036b BEFORE UPDATE ON public.patients_consent FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_5036b();
COMMENT ON TRIGGER pgtrigger_stamp_change_5036b ON public.patients_consent IS '4943d87b3bcce02aa2ea44d4efedd4983aaa9776';
CREATE TRIGGER pgtrigger_stamp_change_523e8 BEFORE UPDATE ON public.clinics_employee FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_523e8();
COMMENT ON TRIGGER pgtrigger_stamp_change_523e8 ON public.clinics_employee IS 'fcdba9cc22598179eb2537e62146b29bcdc68b46';
CREATE TRIGGER pgtrigger_stamp_change_5a8dd BEFORE UPDATE ON public.patients_lostreason FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_5a8dd();
COMMENT ON TRIGGER pgtrigger_stamp_change_5a8dd ON public.patients_lostreason IS '4ed4db900bf19bee33988e8fcc6a47b0e5b46637';
CREATE TRIGGER pgtrigger_stamp_change_7ac24 BEFORE UPDATE ON public.clinics_holiday FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_7ac24();
COMMENT ON TRIGGER pgtrigger_stamp_change_7ac24 ON public.clinics_holiday IS '3b8b33811798568d5f5aaeff79e578a08cca3f7c';
CREATE TRIGGER pgtrigger_stamp_change_93122 BEFORE UPDATE ON public.patients_charge FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_93122();
COMMENT ON TRIGGER pgtrigger_stamp_change_93122 ON public.patients_charge IS 'ba28480893c30e61b84ebcdc9b79deb057a8ae3d';
CREATE TRIGGER pgtrigger_stamp_change_9b837 BEFORE UPDATE ON public.clinics_change FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_9b837();
COMMENT ON TRIGGER pgtrigger_stamp_change_9b837 ON public.clinics_change IS 'db8a27f0b087e15d0a4d63f3a8e4fdbf510152e4';
CREATE TRIGGER pgtrigger_stamp_change_a25eb BEFORE UPDATE ON public.clinics_clinic FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_a25eb();
COMMENT ON TRIGGER pgtrigger_stamp_change_a25eb ON public.clinics_clinic IS 'e51ebb180527e2056d24808e2ef64f8afd86c979';
CREATE TRIGGER pgtrigger_stamp_change_a2e40 BEFORE UPDATE ON public.clinics_branch FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_a2e40();
COMMENT ON TRIGGER pgtrigger_stamp_change_a2e40 ON public.clinics_branch IS '6b9cfffd460c43fe93325fdb9e4f90141e2197c6';
CREATE TRIGGER pgtrigger_stamp_change_a3a91 BEFORE UPDATE ON public.patients_patient FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_a3a91();
COMMENT ON TRIGGER pgtrigger_stamp_change_a3a91 ON public.patients_patient IS '5b0ce9dcc475a71a53b8859d995f11bdbd9c1595';
CREATE TRIGGER pgtrigger_stamp_change_a892e BEFORE UPDATE ON public.patients_refundrequest FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_a892e();
COMMENT ON TRIGGER pgtrigger_stamp_change_a892e ON public.patients_refundrequest IS 'b5cc9eb356e12b116fdfafff19a88eb03b5a4eb5';
CREATE TRIGGER pgtrigger_stamp_change_b05ac BEFORE UPDATE ON public.patients_guardianship FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_b05ac();
COMMENT ON TRIGGER pgtrigger_stamp_change_b05ac ON public.patients_guardianship IS '42f83a733acc881b6eea5d6c978142d487930d72';
CREATE TRIGGER pgtrigger_stamp_change_b36d9 BEFORE UPDATE ON public.patients_campaign FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_b36d9();
COMMENT ON TRIGGER pgtrigger_stamp_change_b36d9 ON public.patients_campaign IS '360f944cc3186dcba949ef803c95d12ccc5cdf9c';
CREATE TRIGGER pgtrigger_stamp_change_b8650 BEFORE UPDATE ON public.patients_followup FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_b8650();
COMMENT ON TRIGGER pgtrigger_stamp_change_b8650 ON public.patients_followup IS '0818b1c0a65423dd1d24deaed72a214157d7b47c';
CREATE TRIGGER pgtrigger_stamp_change_b885d BEFORE UPDATE ON public.patients_inquiry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_b885d();
COMMENT ON TRIGGER pgtrigger_stamp_change_b885d ON public.patients_inquiry IS 'a0c364c6696c9310737b0e6c033c79d4d01e46a0';
CREATE TRIGGER pgtrigger_stamp_change_cf07c BEFORE UPDATE ON public.patients_householdmember FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_cf07c();
COMMENT ON TRIGGER pgtrigger_stamp_change_cf07c ON public.patients_householdmember IS '1eb5f44a7218e22507808438c9ee6e6637389bab';
CREATE TRIGGER pgtrigger_stamp_change_deb6d BEFORE UPDATE ON public.clinics_dayhours FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_deb6d();
COMMENT ON TRIGGER pgtrigger_stamp_change_deb6d ON public.clinics_dayhours IS '1e4801316c51a45422e14b47c6bad48f8787e243';
CREATE TRIGGER pgtrigger_stamp_change_df05a BEFORE UPDATE ON public.clinics_chair FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_df05a();
COMMENT ON TRIGGER pgtrigger_stamp_change_df05a ON public.clinics_chair IS '1f357c84e967d1ba095221319284a28d67c3e6f6';
CREATE TRIGGER pgtrigger_stamp_change_e4f6d BEFORE UPDATE ON public.patients_mergerecord FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_e4f6d();
COMMENT ON TRIGGER pgtrigger_stamp_change_e4f6d ON public.patients_mergerecord IS '78fb59b23b069303e301180f8d200e026b11d2e2';
CREATE TRIGGER pgtrigger_stamp_change_e6679 BEFORE UPDATE ON public.patients_payment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stamp_change_e6679();
COMMENT ON TRIGGER pgtrigger_stamp_change_e6679 ON public.patients_payment IS 'b89ed8503272e21e7f7ab40b48ca0146d2b79a56';
CREATE TRIGGER pgtrigger_standard_frozen_fdae8 BEFORE DELETE OR UPDATE ON public.quality_standard FOR EACH ROW WHEN ((old.frozen_at IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_standard_frozen_fdae8();
COMMENT ON TRIGGER pgtrigger_standard_frozen_fdae8 ON public.quality_standard IS 'b0d9032ae98fa06e0b58ebed6e55ab48a0f1c5b1';
CREATE TRIGGER pgtrigger_touch_delete_22ab9 AFTER DELETE ON public.patients_campaignspend REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_delete_22ab9();
COMMENT ON TRIGGER pgtrigger_touch_delete_22ab9 ON public.patients_campaignspend IS 'a1fc52be5f70552eda34d23630ddd54c948c600a';
CREATE TRIGGER pgtrigger_touch_delete_41c58 AFTER DELETE ON public.patients_patientcontact REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_delete_41c58();
COMMENT ON TRIGGER pgtrigger_touch_delete_41c58 ON public.patients_patientcontact IS 'fa20b153aeb75a02dccfc7e1511ea10e196eef41';
CREATE TRIGGER pgtrigger_touch_delete_88e36 AFTER DELETE ON public.patients_patienttag REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_delete_88e36();
COMMENT ON TRIGGER pgtrigger_touch_delete_88e36 ON public.patients_patienttag IS '4fd22823a8f7f2f6d1d74eec2a51b4a6c55ffaeb';
CREATE TRIGGER pgtrigger_touch_delete_ecb45 AFTER DELETE ON public.patients_patientcard REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_delete_ecb45();
COMMENT ON TRIGGER pgtrigger_touch_delete_ecb45 ON public.patients_patientcard IS '3e37683bd73fbba82195c7de79b8329e322c03df';
CREATE TRIGGER pgtrigger_touch_insert_b3f1d AFTER INSERT ON public.patients_patientcontact REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_insert_b3f1d();
COMMENT ON TRIGGER pgtrigger_touch_insert_b3f1d ON public.patients_patientcontact IS '02af8f22d5b60f467e44469064e10618f10c3720';
CREATE TRIGGER pgtrigger_touch_insert_c6394 AFTER INSERT ON public.patients_patienttag REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_insert_c6394();
COMMENT ON TRIGGER pgtrigger_touch_insert_c6394 ON public.patients_patienttag IS '1ffa5acce8f07095daab0b51f31a88bee1b4e51b';
CREATE TRIGGER pgtrigger_touch_insert_d6188 AFTER INSERT ON public.patients_campaignspend REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_insert_d6188();
COMMENT ON TRIGGER pgtrigger_touch_insert_d6188 ON public.patients_campaignspend IS 'df4e6a9150e9fd0ebde2f55328fbb3e481238761';
CREATE TRIGGER pgtrigger_touch_insert_f5da0 AFTER INSERT ON public.patients_patientcard REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_insert_f5da0();
COMMENT ON TRIGGER pgtrigger_touch_insert_f5da0 ON public.patients_patientcard IS '08f4108eaa826a7434a5c7b8a9d37d50b1559a28';
CREATE TRIGGER pgtrigger_touch_update_1b1b5 AFTER UPDATE ON public.patients_patientcard REFERENCING OLD TABLE AS past NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_update_1b1b5();
COMMENT ON TRIGGER pgtrigger_touch_update_1b1b5 ON public.patients_patientcard IS 'fbfd245e32fa3473be051636337498b11d6769f9';
CREATE TRIGGER pgtrigger_touch_update_afd91 AFTER UPDATE ON public.patients_patienttag REFERENCING OLD TABLE AS past NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_update_afd91();
COMMENT ON TRIGGER pgtrigger_touch_update_afd91 ON public.patients_patienttag IS '35901fc6033ee6b9495bf12ed150ec6f824f2ae2';
CREATE TRIGGER pgtrigger_touch_update_b8c93 AFTER UPDATE ON public.patients_patientcontact REFERENCING OLD TABLE AS past NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_update_b8c93();
COMMENT ON TRIGGER pgtrigger_touch_update_b8c93 ON public.patients_patientcontact IS 'e03b0bbc218196bea05f77fda4ce09495bb44a65';
CREATE TRIGGER pgtrigger_touch_update_de5e7 AFTER UPDATE ON public.patients_campaignspend REFERENCING OLD TABLE AS past NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_touch_update_de5e7();
COMMENT ON TRIGGER pgtrigger_touch_update_de5e7 ON public.patients_campaignspend IS 'f4d0c5bfee006c3bac6ade0a51ba6d71db62b260';
CREATE TRIGGER pgtrigger_update_update_01e43 AFTER UPDATE ON public.patients_patientcontact FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_01e43();
COMMENT ON TRIGGER pgtrigger_update_update_01e43 ON public.patients_patientcontact IS 'd24a1ecbecd4739adbcb780b5f1b5b8837439c8c';
CREATE TRIGGER pgtrigger_update_update_546ce AFTER UPDATE ON public.patients_patient FOR EACH ROW WHEN ((((old.acquisition)::text IS DISTINCT FROM (new.acquisition)::text) OR (old.archived_at IS DISTINCT FROM new.archived_at) OR (old.awaits_review IS DISTINCT FROM new.awaits_review) OR (old.birth_date IS DISTINCT FROM new.birth_date) OR (old.branch_id IS DISTINCT FROM new.branch_id) OR (old.call_from IS DISTINCT FROM new.call_from) OR (old.call_until IS DISTINCT FROM new.call_until) OR (old.clinic_id IS DISTINCT FROM new.clinic_id) OR (old.comment IS DISTINCT FROM new.comment) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.curator_id IS DISTINCT FROM new.curator_id) OR (old.deceased_on IS DISTINCT FROM new.deceased_on) OR ((old.do_not_contact)::text IS DISTINCT FROM (new.do_not_contact)::text) OR ((old.first_name)::text IS DISTINCT FROM (new.first_name)::text) OR (old.id IS DISTINCT FROM new.id) OR ((old.last_name)::text IS DISTINCT FROM (new.last_name)::text) OR ((old.name_key)::text IS DISTINCT FROM (new.name_key)::text) OR (old.opening_balance IS DISTINCT FROM new.opening_balance) OR (old.opening_balance_on IS DISTINCT FROM new.opening_balance_on) OR ((old.patronymic)::text IS DISTINCT FROM (new.patronymic)::text) OR (old.registered_on IS DISTINCT FROM new.registered_on) OR ((old.sex)::text IS DISTINCT FROM (new.sex)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_546ce();
COMMENT ON TRIGGER pgtrigger_update_update_546ce ON public.patients_patient IS '9eb0c32ba27e344250563d31834640ce8083b1f5';
CREATE TRIGGER pgtrigger_update_update_a2013 AFTER UPDATE ON public.patients_followup FOR EACH ROW WHEN (((old.assignee_id IS DISTINCT FROM new.assignee_id) OR (old.attempts IS DISTINCT FROM new.attempts) OR (old.branch_id IS DISTINCT FROM new.branch_id) OR (old.clinic_id IS DISTINCT FROM new.clinic_id) OR (old.closed_at IS DISTINCT FROM new.closed_at) OR (old.closed_by_id IS DISTINCT FROM new.closed_by_id) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.due_on IS DISTINCT FROM new.due_on) OR (old.id IS DISTINCT FROM new.id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR (old.note IS DISTINCT FROM new.note) OR ((old.origin)::text IS DISTINCT FROM (new.origin)::text) OR ((old.outcome)::text IS DISTINCT FROM (new.outcome)::text) OR (old.patient_id IS DISTINCT FROM new.patient_id) OR ((old.reason)::text IS DISTINCT FROM (new.reason)::text) OR ((old.state)::text IS DISTINCT FROM (new.state)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_a2013();
COMMENT ON TRIGGER pgtrigger_update_update_a2013 ON public.patients_followup IS 'a19a97dfda611911654f280547be88f7308db5a7';
CREATE TRIGGER pgtrigger_update_update_bc597 AFTER UPDATE ON public.triggers_sendingswitch FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_bc597();
COMMENT ON TRIGGER pgtrigger_update_update_bc597 ON public.triggers_sendingswitch IS 'c204b92a3c6dccdf5a5f195a240d3f53d27a3f90';
CREATE TRIGGER pgtrigger_update_update_dd589 AFTER UPDATE ON public.triggers_trigger FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.pgtrigger_update_update_dd589();
COMMENT ON TRIGGER pgtrigger_update_update_dd589 ON public.triggers_trigger IS 'faf753b8d3b497580697aa964863e2c827a75cbf';
CREATE CONSTRAINT TRIGGER seal_entry AFTER INSERT ON public.clinics_journalentry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.clinics_journal_seal_entry();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_clinics_user_id FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_apirequestkey
    ADD CONSTRAINT clinics_apirequestkey_token_id_126e5f67_fk_clinics_apitoken_id FOREIGN KEY (token_id) REFERENCES public.clinics_apitoken(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_apitoken_branches
    ADD CONSTRAINT clinics_apitoken_bra_apitoken_id_8574bfc3_fk_clinics_a FOREIGN KEY (apitoken_id) REFERENCES public.clinics_apitoken(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_apitoken_branches
    ADD CONSTRAINT clinics_apitoken_bra_branch_id_5ef6e491_fk_clinics_b FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_apitoken
    ADD CONSTRAINT clinics_apitoken_login_id_e4c68a74_fk_clinics_user_id FOREIGN KEY (login_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_apitoken
    ADD CONSTRAINT clinics_apitoken_owner_id_5cadd58b_fk_clinics_user_id FOREIGN KEY (owner_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_branch
    ADD CONSTRAINT clinics_branch_clinic_id_0966d147_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_chair
    ADD CONSTRAINT clinics_chair_branch_id_d4304b67_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_change
    ADD CONSTRAINT clinics_change_clinic_id_e6aa6919_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_change
    ADD CONSTRAINT clinics_change_made_by_id_197e7cdf_fk_clinics_user_id FOREIGN KEY (made_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_dayhours
    ADD CONSTRAINT clinics_dayhours_branch_id_0663e9c8_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_dayhours
    ADD CONSTRAINT clinics_dayhours_employee_id_ad7e2473_fk_clinics_employee_id FOREIGN KEY (employee_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_discountlimit
    ADD CONSTRAINT clinics_discountlimit_clinic_id_2caea64b_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_employee_branches
    ADD CONSTRAINT clinics_employee_bra_branch_id_4b24a15b_fk_clinics_b FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_employee_branches
    ADD CONSTRAINT clinics_employee_bra_employee_id_1e99e775_fk_clinics_e FOREIGN KEY (employee_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_employee
    ADD CONSTRAINT clinics_employee_clinic_id_efec7d2a_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_employee
    ADD CONSTRAINT clinics_employee_specialty_id_06b16380_fk_clinics_specialty_id FOREIGN KEY (specialty_id) REFERENCES public.clinics_specialty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_employee
    ADD CONSTRAINT clinics_employee_user_id_f33f381a_fk_clinics_user_id FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_exportrequest
    ADD CONSTRAINT clinics_exportreques_requested_by_id_01cb18b2_fk_clinics_u FOREIGN KEY (requested_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_exportrequest
    ADD CONSTRAINT clinics_exportrequest_decided_by_id_777c2b7b_fk_clinics_user_id FOREIGN KEY (decided_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_holiday
    ADD CONSTRAINT clinics_holiday_clinic_id_000f7579_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_journalentry
    ADD CONSTRAINT clinics_journalentry_actor_id_958b6fb9_fk_clinics_user_id FOREIGN KEY (actor_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_leadtimelink
    ADD CONSTRAINT clinics_leadtimelink_after_id_490e7829_fk_clinics_specialty_id FOREIGN KEY (after_id) REFERENCES public.clinics_specialty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_leadtimelink
    ADD CONSTRAINT clinics_leadtimelink_before_id_dbc40086_fk_clinics_specialty_id FOREIGN KEY (before_id) REFERENCES public.clinics_specialty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_loginsession
    ADD CONSTRAINT clinics_loginsession_user_id_f4303219_fk_clinics_user_id FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_roleassignment
    ADD CONSTRAINT clinics_roleassignment_branch_id_05eb2a50_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_roleassignment
    ADD CONSTRAINT clinics_roleassignment_user_id_49d03500_fk_clinics_user_id FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_rolerequest
    ADD CONSTRAINT clinics_rolerequest_asked_by_id_70ca4889_fk_clinics_user_id FOREIGN KEY (asked_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_rolerequest
    ADD CONSTRAINT clinics_rolerequest_branch_id_2b1108c0_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_rolerequest
    ADD CONSTRAINT clinics_rolerequest_decided_by_id_1622cb3c_fk_clinics_user_id FOREIGN KEY (decided_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_rolerequest
    ADD CONSTRAINT clinics_rolerequest_user_id_cb7f80a4_fk_clinics_user_id FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_service
    ADD CONSTRAINT clinics_service_clinic_id_713b8e9d_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_service
    ADD CONSTRAINT clinics_service_specialty_id_2e50be64_fk_clinics_specialty_id FOREIGN KEY (specialty_id) REFERENCES public.clinics_specialty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_serviceprice
    ADD CONSTRAINT clinics_serviceprice_made_by_id_dff116e0_fk_clinics_user_id FOREIGN KEY (made_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_serviceprice
    ADD CONSTRAINT clinics_serviceprice_service_id_a7329328_fk_clinics_service_id FOREIGN KEY (service_id) REFERENCES public.clinics_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_specialty
    ADD CONSTRAINT clinics_specialty_clinic_id_e4c65f0e_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_user_groups
    ADD CONSTRAINT clinics_user_groups_group_id_33736f47_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_user_groups
    ADD CONSTRAINT clinics_user_groups_user_id_60b092cb_fk_clinics_user_id FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_user_user_permissions
    ADD CONSTRAINT clinics_user_user_pe_permission_id_fa0847f0_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_user_user_permissions
    ADD CONSTRAINT clinics_user_user_pe_user_id_5428641d_fk_clinics_u FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_workinghours
    ADD CONSTRAINT clinics_workinghours_branch_id_87879efc_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_workinghours
    ADD CONSTRAINT clinics_workinghours_chair_id_1be4b903_fk_clinics_chair_id FOREIGN KEY (chair_id) REFERENCES public.clinics_chair(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clinics_workinghours
    ADD CONSTRAINT clinics_workinghours_employee_id_47b05a52_fk_clinics_e FOREIGN KEY (employee_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_celery_beat_periodictask
    ADD CONSTRAINT django_celery_beat_p_clocked_id_47a69f82_fk_django_ce FOREIGN KEY (clocked_id) REFERENCES public.django_celery_beat_clockedschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_celery_beat_periodictask
    ADD CONSTRAINT django_celery_beat_p_crontab_id_d3cba168_fk_django_ce FOREIGN KEY (crontab_id) REFERENCES public.django_celery_beat_crontabschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_celery_beat_periodictask
    ADD CONSTRAINT django_celery_beat_p_interval_id_a8ca27da_fk_django_ce FOREIGN KEY (interval_id) REFERENCES public.django_celery_beat_intervalschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_celery_beat_periodictask
    ADD CONSTRAINT django_celery_beat_p_solar_id_a87ce72c_fk_django_ce FOREIGN KEY (solar_id) REFERENCES public.django_celery_beat_solarschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_clinics_user_id FOREIGN KEY (user_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_bestthreshold
    ADD CONSTRAINT patients_bestthresho_policy_id_1d1c9c3c_fk_patients_ FOREIGN KEY (policy_id) REFERENCES public.patients_segmentpolicy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_bestthreshold
    ADD CONSTRAINT patients_bestthreshold_branch_id_ca7f1669_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_bulkchange
    ADD CONSTRAINT patients_bulkchange_by_id_7fa7a51e_fk_clinics_user_id FOREIGN KEY (by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_bulkchange
    ADD CONSTRAINT patients_bulkchange_clinic_id_196d2a9a_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_bulkchange
    ADD CONSTRAINT patients_bulkchange_undone_by_id_ca34d0ab_fk_clinics_user_id FOREIGN KEY (undone_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_bulkrow
    ADD CONSTRAINT patients_bulkrow_change_id_0fdf57f1_fk_patients_bulkchange_id FOREIGN KEY (change_id) REFERENCES public.patients_bulkchange(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_bulkrow
    ADD CONSTRAINT patients_bulkrow_patient_id_f1f34c87_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_campaign
    ADD CONSTRAINT patients_campaign_clinic_id_4ddc4e2c_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_campaignspend
    ADD CONSTRAINT patients_campaignspe_campaign_id_134045ef_fk_patients_ FOREIGN KEY (campaign_id) REFERENCES public.patients_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_charge
    ADD CONSTRAINT patients_charge_clinic_id_86ae7ff3_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_charge
    ADD CONSTRAINT patients_charge_service_id_6f4a2a62_fk_clinics_service_id FOREIGN KEY (service_id) REFERENCES public.clinics_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_charge
    ADD CONSTRAINT patients_charge_visit_id_0c747c98_fk_patients_visit_id FOREIGN KEY (visit_id) REFERENCES public.patients_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_chargeversion
    ADD CONSTRAINT patients_chargeversi_service_id_e8c33545_fk_clinics_s FOREIGN KEY (service_id) REFERENCES public.clinics_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_chargeversion
    ADD CONSTRAINT patients_chargeversion_clinic_id_fed5ea46_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_consent
    ADD CONSTRAINT patients_consent_by_id_8b299a3e_fk_clinics_user_id FOREIGN KEY (by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_consent
    ADD CONSTRAINT patients_consent_patient_id_e5f0badc_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_consent
    ADD CONSTRAINT patients_consent_point_id_5b646c23_fk_patients_contactpoint_id FOREIGN KEY (point_id) REFERENCES public.patients_contactpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_contactpoint
    ADD CONSTRAINT patients_contactpoint_clinic_id_d61e39fc_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_datasource
    ADD CONSTRAINT patients_datasource_clinic_id_03704808_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_dirtypatient
    ADD CONSTRAINT patients_dirtypatien_patient_id_c7c16754_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_duplicatepair
    ADD CONSTRAINT patients_duplicatepa_decided_by_id_fc136f16_fk_clinics_u FOREIGN KEY (decided_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_duplicatepair
    ADD CONSTRAINT patients_duplicatepa_second_id_0869e7d5_fk_patients_ FOREIGN KEY (second_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_duplicatepair
    ADD CONSTRAINT patients_duplicatepair_first_id_db11f98d_fk_patients_patient_id FOREIGN KEY (first_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_erasureact
    ADD CONSTRAINT patients_erasureact_approved_by_id_5b17fb9c_fk_clinics_user_id FOREIGN KEY (approved_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_erasureact
    ADD CONSTRAINT patients_erasureact_request_id_7c61abed_fk_patients_ FOREIGN KEY (request_id) REFERENCES public.patients_subjectrequest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_erasureact
    ADD CONSTRAINT patients_erasureact_requested_by_id_6be864e4_fk_clinics_user_id FOREIGN KEY (requested_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_followup
    ADD CONSTRAINT patients_followup_assignee_id_c0071fcd_fk_clinics_employee_id FOREIGN KEY (assignee_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_followup
    ADD CONSTRAINT patients_followup_branch_id_eaea1c25_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_followup
    ADD CONSTRAINT patients_followup_clinic_id_337aa90b_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_followup
    ADD CONSTRAINT patients_followup_closed_by_id_389218d6_fk_clinics_user_id FOREIGN KEY (closed_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_followup
    ADD CONSTRAINT patients_followup_patient_id_fcada9c3_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_guardianship
    ADD CONSTRAINT patients_guardianshi_guardian_id_474370fe_fk_patients_ FOREIGN KEY (guardian_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_guardianship
    ADD CONSTRAINT patients_guardianship_ward_id_10b769bd_fk_patients_patient_id FOREIGN KEY (ward_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_hold
    ADD CONSTRAINT patients_hold_patient_id_fb79b95c_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_household
    ADD CONSTRAINT patients_household_clinic_id_2e957e4c_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_householdmember
    ADD CONSTRAINT patients_householdme_household_id_5c952f8b_fk_patients_ FOREIGN KEY (household_id) REFERENCES public.patients_household(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_householdmember
    ADD CONSTRAINT patients_householdme_patient_id_3e75bcaa_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importedrow
    ADD CONSTRAINT patients_importedrow_source_id_9c77e549_fk_patients_ FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importfile
    ADD CONSTRAINT patients_importfile_run_id_4395df0b_fk_patients_importrun_id FOREIGN KEY (run_id) REFERENCES public.patients_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importissue
    ADD CONSTRAINT patients_importissue_run_id_99bf8fdb_fk_patients_importrun_id FOREIGN KEY (run_id) REFERENCES public.patients_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importrun
    ADD CONSTRAINT patients_importrun_branch_id_b52888db_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importrun
    ADD CONSTRAINT patients_importrun_clinic_id_4135348f_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importrun
    ADD CONSTRAINT patients_importrun_confirmed_by_id_55097294_fk_clinics_user_id FOREIGN KEY (confirmed_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importrun
    ADD CONSTRAINT patients_importrun_created_by_id_f154079a_fk_clinics_user_id FOREIGN KEY (created_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_importrun
    ADD CONSTRAINT patients_importrun_source_id_5207233d_fk_patients_datasource_id FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_assignee_id_c7705dbd_fk_clinics_employee_id FOREIGN KEY (assignee_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_branch_id_712e5694_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_campaign_id_1255d8aa_fk_patients_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.patients_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_clinic_id_3cfd701c_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_closed_by_id_5f73d50c_fk_clinics_user_id FOREIGN KEY (closed_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_created_by_id_afb6ccf5_fk_clinics_user_id FOREIGN KEY (created_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_first_answer_by_id_ce708f72_fk_clinics_user_id FOREIGN KEY (first_answer_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_patient_id_8e3d0841_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry_points
    ADD CONSTRAINT patients_inquiry_poi_contactpoint_id_f1c66be9_fk_patients_ FOREIGN KEY (contactpoint_id) REFERENCES public.patients_contactpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry_points
    ADD CONSTRAINT patients_inquiry_poi_inquiry_id_a1d19ff6_fk_patients_ FOREIGN KEY (inquiry_id) REFERENCES public.patients_inquiry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_reason_id_d486596a_fk_patients_lostreason_id FOREIGN KEY (reason_id) REFERENCES public.patients_lostreason(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_source_id_96a74a4a_fk_patients_datasource_id FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_inquiry
    ADD CONSTRAINT patients_inquiry_visit_id_1839a3f5_fk_patients_visit_id FOREIGN KEY (visit_id) REFERENCES public.patients_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_mergerecord
    ADD CONSTRAINT patients_mergerecord_clinic_id_cff2b6ba_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_mergerecord
    ADD CONSTRAINT patients_mergerecord_kept_id_349488ab_fk_patients_patient_id FOREIGN KEY (kept_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_mergerecord
    ADD CONSTRAINT patients_mergerecord_merged_by_id_4a657dc0_fk_clinics_user_id FOREIGN KEY (merged_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_mergerecord
    ADD CONSTRAINT patients_mergerecord_undone_by_id_280a450c_fk_clinics_user_id FOREIGN KEY (undone_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patient
    ADD CONSTRAINT patients_patient_branch_id_0dfa9288_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patient
    ADD CONSTRAINT patients_patient_clinic_id_3ba5a264_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patient
    ADD CONSTRAINT patients_patient_curator_id_5f91432d_fk_clinics_employee_id FOREIGN KEY (curator_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientbalance
    ADD CONSTRAINT patients_patientbala_patient_id_49590ad1_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientcard
    ADD CONSTRAINT patients_patientcard_patient_id_2c776ad4_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientcard
    ADD CONSTRAINT patients_patientcard_source_id_a61b9cf5_fk_patients_ FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientcontact
    ADD CONSTRAINT patients_patientcont_patient_id_ed1488ac_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientcontact
    ADD CONSTRAINT patients_patientcont_point_id_67fa1870_fk_patients_ FOREIGN KEY (point_id) REFERENCES public.patients_contactpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientsummary
    ADD CONSTRAINT patients_patientsumm_home_branch_id_6eb7cae6_fk_clinics_b FOREIGN KEY (home_branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientsummary
    ADD CONSTRAINT patients_patientsumm_patient_id_b7edb253_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientsummary
    ADD CONSTRAINT patients_patientsumm_policy_id_d1743b01_fk_patients_ FOREIGN KEY (policy_id) REFERENCES public.patients_segmentpolicy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patientsummary
    ADD CONSTRAINT patients_patientsummary_clinic_id_5de42852_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patienttag
    ADD CONSTRAINT patients_patienttag_by_id_115c6092_fk_clinics_user_id FOREIGN KEY (by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patienttag
    ADD CONSTRAINT patients_patienttag_patient_id_1d55e9b6_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_patienttag
    ADD CONSTRAINT patients_patienttag_tag_id_934cd151_fk_patients_tag_id FOREIGN KEY (tag_id) REFERENCES public.patients_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_branch_id_8f9b8b86_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_clinic_id_782c4647_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_patient_id_fddfdf31_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_refunds_charge_id_91c60df8_fk_patients_ FOREIGN KEY (refunds_charge_id) REFERENCES public.patients_charge(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_source_id_b6a1f9cc_fk_patients_datasource_id FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_taken_by_id_933f4443_fk_clinics_user_id FOREIGN KEY (taken_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_payment
    ADD CONSTRAINT patients_payment_visit_id_400690a0_fk_patients_visit_id FOREIGN KEY (visit_id) REFERENCES public.patients_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_paymentversion
    ADD CONSTRAINT patients_paymentvers_patient_id_25354f36_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_paymentversion
    ADD CONSTRAINT patients_paymentversion_branch_id_1140d682_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_paymentversion
    ADD CONSTRAINT patients_paymentversion_clinic_id_22e40990_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundreque_decided_by_id_1ff64401_fk_clinics_u FOREIGN KEY (decided_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundreque_patient_id_e3cdc3ce_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundreque_payment_id_1d6fdb4b_fk_patients_ FOREIGN KEY (payment_id) REFERENCES public.patients_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundrequest_asked_by_id_29482118_fk_clinics_user_id FOREIGN KEY (asked_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundrequest_branch_id_a7a6d026_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundrequest_charge_id_f4374641_fk_patients_charge_id FOREIGN KEY (charge_id) REFERENCES public.patients_charge(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_refundrequest
    ADD CONSTRAINT patients_refundrequest_clinic_id_4ce8e28a_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_relationshipending
    ADD CONSTRAINT patients_relationshi_clinic_id_d904c2ea_fk_clinics_c FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_relationshipending
    ADD CONSTRAINT patients_relationshi_ended_by_id_51f708ac_fk_clinics_u FOREIGN KEY (ended_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_relationshipending
    ADD CONSTRAINT patients_relationshi_patient_id_cbf5cf12_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_relationshipending
    ADD CONSTRAINT patients_relationshi_resumed_by_id_3ce96420_fk_clinics_u FOREIGN KEY (resumed_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_segmentmembership
    ADD CONSTRAINT patients_segmentmemb_clinic_id_5209f4ea_fk_clinics_c FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_segmentmembership
    ADD CONSTRAINT patients_segmentmemb_patient_id_992a15b7_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_segmentpolicy
    ADD CONSTRAINT patients_segmentpoli_created_by_id_86c392c6_fk_clinics_u FOREIGN KEY (created_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_segmentpolicy
    ADD CONSTRAINT patients_segmentpolicy_clinic_id_4c5e2191_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_stopentry
    ADD CONSTRAINT patients_stopentry_clinic_id_d054fb62_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_subjectrequest
    ADD CONSTRAINT patients_subjectrequ_decided_by_id_baa95fbd_fk_clinics_u FOREIGN KEY (decided_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_subjectrequest
    ADD CONSTRAINT patients_subjectrequ_patient_id_abff88fc_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_subjectrequest
    ADD CONSTRAINT patients_subjectrequ_requested_by_id_9bf3a28d_fk_clinics_u FOREIGN KEY (requested_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_subjectrequest
    ADD CONSTRAINT patients_subjectrequest_branch_id_5876b4f3_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_subjectrequest
    ADD CONSTRAINT patients_subjectrequest_clinic_id_03a9207e_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_tag
    ADD CONSTRAINT patients_tag_clinic_id_a29ef226_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_branch_id_6e5a2bb1_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_chair_id_c7e1e53d_fk_clinics_chair_id FOREIGN KEY (chair_id) REFERENCES public.clinics_chair(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_clinic_id_fa7d8844_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_patient_id_91d9f43d_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_practitioner_id_54a4530b_fk_clinics_employee_id FOREIGN KEY (practitioner_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_service_id_6a622afa_fk_clinics_service_id FOREIGN KEY (service_id) REFERENCES public.clinics_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_source_id_15109ebb_fk_patients_datasource_id FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visit
    ADD CONSTRAINT patients_visit_specialty_id_19853135_fk_clinics_specialty_id FOREIGN KEY (specialty_id) REFERENCES public.clinics_specialty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversio_patient_id_c42a98e9_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversio_practitioner_id_7b7c2694_fk_clinics_e FOREIGN KEY (practitioner_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversio_specialty_id_957149b4_fk_clinics_s FOREIGN KEY (specialty_id) REFERENCES public.clinics_specialty(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversion_branch_id_8bd7bcc5_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversion_chair_id_0e826224_fk_clinics_chair_id FOREIGN KEY (chair_id) REFERENCES public.clinics_chair(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversion_clinic_id_7e181d14_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.patients_visitversion
    ADD CONSTRAINT patients_visitversion_service_id_9753c39b_fk_clinics_service_id FOREIGN KEY (service_id) REFERENCES public.clinics_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_answer
    ADD CONSTRAINT quality_answer_criterion_id_097e5f91_fk_quality_criterion_id FOREIGN KEY (criterion_id) REFERENCES public.quality_criterion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_answer
    ADD CONSTRAINT quality_answer_review_id_eed9e12c_fk_quality_review_id FOREIGN KEY (review_id) REFERENCES public.quality_review(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_criterion
    ADD CONSTRAINT quality_criterion_standard_id_a733c015_fk_quality_standard_id FOREIGN KEY (standard_id) REFERENCES public.quality_standard(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_deviation
    ADD CONSTRAINT quality_deviation_answer_id_21d7ced4_fk_quality_answer_id FOREIGN KEY (answer_id) REFERENCES public.quality_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_deviation
    ADD CONSTRAINT quality_deviation_branch_id_afed6b90_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_deviation
    ADD CONSTRAINT quality_deviation_clinic_id_af001e9d_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_deviation
    ADD CONSTRAINT quality_deviation_criterion_id_9d63130d_fk_quality_criterion_id FOREIGN KEY (criterion_id) REFERENCES public.quality_criterion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_deviation
    ADD CONSTRAINT quality_deviation_performer_id_b7f70d43_fk_clinics_employee_id FOREIGN KEY (performer_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_review
    ADD CONSTRAINT quality_review_reviewer_id_07f381bf_fk_clinics_user_id FOREIGN KEY (reviewer_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_review
    ADD CONSTRAINT quality_review_sample_id_a857accd_fk_quality_sample_id FOREIGN KEY (sample_id) REFERENCES public.quality_sample(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_round
    ADD CONSTRAINT quality_round_clinic_id_8ad0e99d_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_round
    ADD CONSTRAINT quality_round_rule_id_b9e326a6_fk_quality_samplingrule_id FOREIGN KEY (rule_id) REFERENCES public.quality_samplingrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_round
    ADD CONSTRAINT quality_round_standard_id_ce6434ba_fk_quality_standard_id FOREIGN KEY (standard_id) REFERENCES public.quality_standard(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_roundseed
    ADD CONSTRAINT quality_roundseed_round_id_8c20677c_fk_quality_round_id FOREIGN KEY (round_id) REFERENCES public.quality_round(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_sample
    ADD CONSTRAINT quality_sample_branch_id_430451b0_fk_clinics_branch_id FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_sample
    ADD CONSTRAINT quality_sample_performer_id_8b02e835_fk_clinics_employee_id FOREIGN KEY (performer_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_sample
    ADD CONSTRAINT quality_sample_round_id_69f5f0d6_fk_quality_round_id FOREIGN KEY (round_id) REFERENCES public.quality_round(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_samplingrule
    ADD CONSTRAINT quality_samplingrule_clinic_id_f0d2064a_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_samplingrule
    ADD CONSTRAINT quality_samplingrule_standard_id_86c5f36d_fk_quality_s FOREIGN KEY (standard_id) REFERENCES public.quality_standard(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quality_standard
    ADD CONSTRAINT quality_standard_clinic_id_96672b87_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_offerline
    ADD CONSTRAINT treatment_plans_offe_item_id_36e556e4_fk_treatment FOREIGN KEY (item_id) REFERENCES public.treatment_plans_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_offerline
    ADD CONSTRAINT treatment_plans_offe_offer_id_792d6a15_fk_treatment FOREIGN KEY (offer_id) REFERENCES public.treatment_plans_offer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_offer
    ADD CONSTRAINT treatment_plans_offe_plan_id_5311ed05_fk_treatment FOREIGN KEY (plan_id) REFERENCES public.treatment_plans_treatmentplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_offer
    ADD CONSTRAINT treatment_plans_offer_by_id_2b91e6e8_fk_clinics_user_id FOREIGN KEY (by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_offer
    ADD CONSTRAINT treatment_plans_offer_clinic_id_556c3193_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_booking_id_aa15a55e_fk_patients_ FOREIGN KEY (booking_id) REFERENCES public.patients_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_plansession
    ADD CONSTRAINT treatment_plans_plan_charge_id_9e8c7bd3_fk_patients_ FOREIGN KEY (charge_id) REFERENCES public.patients_charge(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_clinic_id_24d27545_fk_clinics_c FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planrule
    ADD CONSTRAINT treatment_plans_plan_clinic_id_85be43c0_fk_clinics_c FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_plan_clinic_id_8fd77547_fk_clinics_c FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_plan_identified_by_id_7e5a2b1a_fk_clinics_e FOREIGN KEY (identified_by_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_identified_by_id_d6ae1cca_fk_clinics_e FOREIGN KEY (identified_by_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_plan_item_id_15aac7bb_fk_treatment FOREIGN KEY (item_id) REFERENCES public.treatment_plans_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_plansession
    ADD CONSTRAINT treatment_plans_plan_item_id_95ea9bfe_fk_treatment FOREIGN KEY (item_id) REFERENCES public.treatment_plans_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_plan_performer_id_221b5c4c_fk_clinics_e FOREIGN KEY (performer_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_performer_id_5f1bdbdc_fk_clinics_e FOREIGN KEY (performer_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_plan_plan_id_1ea4264a_fk_treatment FOREIGN KEY (plan_id) REFERENCES public.treatment_plans_treatmentplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_plan_plan_id_561f7d73_fk_treatment FOREIGN KEY (plan_id) REFERENCES public.treatment_plans_treatmentplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_plan_id_65ad296a_fk_treatment FOREIGN KEY (plan_id) REFERENCES public.treatment_plans_treatmentplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_refusal_reason_id_44b3cf76_fk_treatment FOREIGN KEY (refusal_reason_id) REFERENCES public.treatment_plans_refusalreason(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_plan_refusal_reason_id_47ca85cc_fk_treatment FOREIGN KEY (refusal_reason_id) REFERENCES public.treatment_plans_refusalreason(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_plan_refusal_reason_id_488b79e4_fk_treatment FOREIGN KEY (refusal_reason_id) REFERENCES public.treatment_plans_refusalreason(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_service_id_65666586_fk_clinics_s FOREIGN KEY (service_id) REFERENCES public.clinics_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_plan_service_id_6da1d5f8_fk_clinics_s FOREIGN KEY (service_id) REFERENCES public.clinics_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_source_id_7b7c521a_fk_patients_ FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_plan_undoes_id_d1562397_fk_treatment FOREIGN KEY (undoes_id) REFERENCES public.treatment_plans_planevent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitemversion
    ADD CONSTRAINT treatment_plans_plan_variant_id_0cbbef52_fk_treatment FOREIGN KEY (variant_id) REFERENCES public.treatment_plans_variant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planitem
    ADD CONSTRAINT treatment_plans_plan_variant_id_363a197d_fk_treatment FOREIGN KEY (variant_id) REFERENCES public.treatment_plans_variant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_plan_visit_id_65d77cc1_fk_patients_ FOREIGN KEY (visit_id) REFERENCES public.patients_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_plansession
    ADD CONSTRAINT treatment_plans_plan_visit_id_7ac210fe_fk_patients_ FOREIGN KEY (visit_id) REFERENCES public.patients_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_planevent
    ADD CONSTRAINT treatment_plans_planevent_by_id_ec88949c_fk_clinics_user_id FOREIGN KEY (by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_prerequisite
    ADD CONSTRAINT treatment_plans_prer_item_id_f87a36a5_fk_treatment FOREIGN KEY (item_id) REFERENCES public.treatment_plans_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_prerequisite
    ADD CONSTRAINT treatment_plans_prer_needs_id_7d81e6d0_fk_treatment FOREIGN KEY (needs_id) REFERENCES public.treatment_plans_planitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT treatment_plans_trea_branch_id_a81eb112_fk_clinics_b FOREIGN KEY (branch_id) REFERENCES public.clinics_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT treatment_plans_trea_clinic_id_839fb516_fk_clinics_c FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT treatment_plans_trea_curator_id_498e22f0_fk_clinics_e FOREIGN KEY (curator_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT treatment_plans_trea_patient_id_907dc275_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT treatment_plans_trea_practitioner_id_b228a200_fk_clinics_e FOREIGN KEY (practitioner_id) REFERENCES public.clinics_employee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_treatmentplan
    ADD CONSTRAINT treatment_plans_trea_source_id_d6cb5637_fk_patients_ FOREIGN KEY (source_id) REFERENCES public.patients_datasource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.treatment_plans_variant
    ADD CONSTRAINT treatment_plans_vari_plan_id_8bafff23_fk_treatment FOREIGN KEY (plan_id) REFERENCES public.treatment_plans_treatmentplan(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_approvallist
    ADD CONSTRAINT triggers_approvallis_trigger_id_b0456f43_fk_triggers_ FOREIGN KEY (trigger_id) REFERENCES public.triggers_trigger(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_approvallist
    ADD CONSTRAINT triggers_approvallist_clinic_id_cca6bf28_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_approvallist
    ADD CONSTRAINT triggers_approvallist_decided_by_id_514be560_fk_clinics_user_id FOREIGN KEY (decided_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_backlog
    ADD CONSTRAINT triggers_backlog_started_by_id_e45e661b_fk_clinics_user_id FOREIGN KEY (started_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_backlog
    ADD CONSTRAINT triggers_backlog_trigger_id_ada9b448_fk_triggers_trigger_id FOREIGN KEY (trigger_id) REFERENCES public.triggers_trigger(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_backlogentry
    ADD CONSTRAINT triggers_backlogentr_backlog_id_bbda7601_fk_triggers_ FOREIGN KEY (backlog_id) REFERENCES public.triggers_backlog(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_backlogentry
    ADD CONSTRAINT triggers_backlogentr_patient_id_805f3fe3_fk_patients_ FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_deliveryattempt
    ADD CONSTRAINT triggers_deliveryatt_message_id_6f577e43_fk_triggers_ FOREIGN KEY (message_id) REFERENCES public.triggers_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_enrolment
    ADD CONSTRAINT triggers_enrolment_clinic_id_9fae8c50_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_enrolment
    ADD CONSTRAINT triggers_enrolment_patient_id_5b3f48d1_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_enrolment
    ADD CONSTRAINT triggers_enrolment_trigger_id_4159063d_fk_triggers_trigger_id FOREIGN KEY (trigger_id) REFERENCES public.triggers_trigger(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_approval_list_id_61f209f8_fk_triggers_ FOREIGN KEY (approval_list_id) REFERENCES public.triggers_approvallist(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_approved_by_id_cfb4eede_fk_clinics_user_id FOREIGN KEY (approved_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_clinic_id_04c6ae8b_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_closed_by_id_679a505c_fk_clinics_user_id FOREIGN KEY (closed_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_patient_id_8f0b19f4_fk_patients_patient_id FOREIGN KEY (patient_id) REFERENCES public.patients_patient(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_point_id_ded1a3ec_fk_patients_contactpoint_id FOREIGN KEY (point_id) REFERENCES public.patients_contactpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_template_id_65024288_fk_triggers_ FOREIGN KEY (template_id) REFERENCES public.triggers_triggertemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_message
    ADD CONSTRAINT triggers_message_trigger_id_557a4168_fk_triggers_trigger_id FOREIGN KEY (trigger_id) REFERENCES public.triggers_trigger(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_sendingcounter
    ADD CONSTRAINT triggers_sendingcoun_point_id_818a07b1_fk_patients_ FOREIGN KEY (point_id) REFERENCES public.patients_contactpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_sendingrule
    ADD CONSTRAINT triggers_sendingrule_changed_by_id_d3685715_fk_clinics_user_id FOREIGN KEY (changed_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_sendingrule
    ADD CONSTRAINT triggers_sendingrule_clinic_id_fa0b9272_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_sendingswitch
    ADD CONSTRAINT triggers_sendingswit_changed_by_id_52452da9_fk_clinics_u FOREIGN KEY (changed_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_sendingswitch
    ADD CONSTRAINT triggers_sendingswitch_clinic_id_80e25c8b_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_trigger
    ADD CONSTRAINT triggers_trigger_clinic_id_e1d85737_fk_clinics_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.clinics_clinic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_triggertemplate
    ADD CONSTRAINT triggers_triggertemp_created_by_id_fe2c71b3_fk_clinics_u FOREIGN KEY (created_by_id) REFERENCES public.clinics_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triggers_triggertemplate
    ADD CONSTRAINT triggers_triggertemp_trigger_id_6e117945_fk_triggers_ FOREIGN KEY (trigger_id) REFERENCES public.triggers_trigger(id) DEFERRABLE INITIALLY DEFERRED;
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (1, 'Дорого', 'Too expensive', true, now(), 1);
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (2, 'Нет удобного времени', 'No suitable time', true, now(), 1);
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (3, 'Далеко', 'Too far away', true, now(), 1);
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (4, 'Выбрал другую клинику', 'Chose another clinic', true, now(), 1);
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (5, 'Не дозвонились', 'Could not be reached', true, now(), 1);
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (6, 'Такой услуги нет', 'We do not offer this', true, now(), 1);
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (7, 'Передумал', 'Changed their mind', true, now(), 1);
INSERT INTO public.patients_lostreason (id, name_ru, name_en, is_active, updated_at, version) VALUES (8, 'Ошибка или реклама', 'Wrong number or advertising', true, now(), 1);
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (1, 'decline', 'Дорого', 'Too expensive', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (2, 'decline', 'Боится лечения', 'Afraid of the treatment', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (3, 'decline', 'Лечится в другой клинике', 'Is treated elsewhere', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (4, 'decline', 'Не видит необходимости', 'Sees no need', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (5, 'decline', 'Не доверяет диагнозу', 'Doubts the diagnosis', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (6, 'decline', 'Переехал', 'Moved away', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (7, 'decline', 'Другое', 'Other', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (8, 'defer', 'Копит деньги', 'Is saving up', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (9, 'defer', 'Нет времени', 'No time', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (10, 'defer', 'Болезнь или беременность', 'Illness or pregnancy', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (11, 'defer', 'Отъезд', 'Is away', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (12, 'defer', 'Советуется с семьёй', 'Asks the family', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (13, 'defer', 'Другое', 'Other', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (14, 'cancel', 'Показания изменились', 'The indications have changed', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (15, 'cancel', 'Заменено другим лечением', 'Replaced by other treatment', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (16, 'cancel', 'Внесено по ошибке', 'Entered by mistake', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (17, 'cancel', 'Другое', 'Other', true, '');
INSERT INTO public.treatment_plans_refusalreason (id, kind, name_ru, name_en, is_active, code) VALUES (18, 'decline', 'Выбран другой вариант', 'Another alternative was chosen', true, 'alternative');
SELECT pg_catalog.setval('public.patients_lostreason_id_seq', 8, true);
SELECT pg_catalog.setval('public.treatment_plans_refusalreason_id_seq', 18, true);
INSERT INTO public.django_migrations (app, name, applied) VALUES
('account', '0001_initial', now()),
('account', '0002_email_max_length', now()),
('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
('account', '0004_alter_emailaddress_drop_unique_email', now()),
('account', '0005_emailaddress_idx_upper_email', now()),
('account', '0006_emailaddress_lower', now()),
('account', '0007_emailaddress_idx_email', now()),
('account', '0008_emailaddress_unique_primary_email_fixup', now()),
('account', '0009_emailaddress_unique_primary_email', now()),
('auth', '0001_initial', now()),
('auth', '0002_alter_permission_name_max_length', now()),
('auth', '0003_alter_user_email_max_length', now()),
('auth', '0004_alter_user_username_opts', now()),
('auth', '0005_alter_user_last_login_null', now()),
('auth', '0006_require_contenttypes_0002', now()),
('auth', '0007_alter_validators_add_error_messages', now()),
('auth', '0008_alter_user_username_max_length', now()),
('auth', '0009_alter_user_last_name_max_length', now()),
('auth', '0010_alter_group_name_max_length', now()),
('auth', '0011_update_proxy_permissions', now()),
('auth', '0012_alter_user_first_name_max_length', now()),
('clinics', '0001_initial', now()),
('clinics', '0002_hours', now()),
('clinics', '0003_stamps', now()),
('clinics', '0004_catalogues', now()),
('clinics', '0005_sign_in', now()),
('clinics', '0006_discount_limits', now()),
('clinics', '0007_chain_and_roles', now()),
('clinics', '0008_api_names', now()),
('clinics', '0009_api_more', now()),
('contenttypes', '0001_initial', now()),
('contenttypes', '0002_remove_content_type_name', now()),
('django_celery_beat', '0001_initial', now()),
('django_celery_beat', '0002_auto_20161118_0346', now()),
('django_celery_beat', '0003_auto_20161209_0049', now()),
('django_celery_beat', '0004_auto_20170221_0000', now()),
('django_celery_beat', '0005_add_solarschedule_events_choices', now()),
('django_celery_beat', '0006_auto_20180210_1226', now()),
('django_celery_beat', '0006_auto_20180322_0932', now()),
('django_celery_beat', '0006_periodictask_priority', now()),
('django_celery_beat', '0007_auto_20180521_0826', now()),
('django_celery_beat', '0008_auto_20180914_1922', now()),
('django_celery_beat', '0009_periodictask_headers', now()),
('django_celery_beat', '0010_auto_20190429_0326', now()),
('django_celery_beat', '0011_auto_20190508_0153', now()),
('django_celery_beat', '0012_periodictask_expire_seconds', now()),
('django_celery_beat', '0013_auto_20200609_0727', now()),
('django_celery_beat', '0014_remove_clockedschedule_enabled', now()),
('django_celery_beat', '0015_edit_solarschedule_events_choices', now()),
('django_celery_beat', '0016_alter_crontabschedule_timezone', now()),
('django_celery_beat', '0017_alter_crontabschedule_month_of_year', now()),
('django_celery_beat', '0018_improve_crontab_helptext', now()),
('django_celery_beat', '0019_alter_periodictasks_options', now()),
('mfa', '0001_initial', now()),
('mfa', '0002_authenticator_timestamps', now()),
('mfa', '0003_authenticator_type_uniq', now()),
('patients', '0001_initial', now()),
('patients', '0002_contact_points_of_erased_people', now()),
('patients', '0003_stamps', now()),
('patients', '0004_calendar_and_money', now()),
('patients', '0005_inquiries_endings_requests', now()),
('patients', '0006_usual_lost_reasons', now()),
('patients', '0007_people', now()),
('patients', '0008_kind_of_follow_up', now()),
('patients', '0009_api_names', now()),
('patients', '0010_tags', now()),
('patients', '0011_api_more', now()),
('patients', '0012_api_tags', now()),
('patients', '0013_touch_once', now()),
('pghistory', '0001_initial', now()),
('pghistory', '0002_aggregateevent', now()),
('pghistory', '0003_auto_20201023_1636', now()),
('pghistory', '0004_auto_20220906_1625', now()),
('pghistory', '0005_events_middlewareevents', now()),
('pghistory', '0006_delete_aggregateevent', now()),
('pghistory', '0007_auto_20250421_0444', now()),
('quality', '0001_initial', now()),
('sessions', '0001_initial', now()),
('treatment_plans', '0001_initial', now()),
('treatment_plans', '0002_usual_reasons', now()),
('treatment_plans', '0003_lines_offers_rules', now()),
('treatment_plans', '0004_reasons_of_cancelling', now()),
('triggers', '0001_initial', now());
