# SPDX-License-Identifier: EUPL-1.2
"""A published questionnaire and its questions are frozen by the database: whoever writes, and past Django too.

Only its state may go from published to superseded. It goes as a whole when its project goes.
"""

from django.db import migrations

ON = """
CREATE FUNCTION surveys_frozen_questionnaire() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
       AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'superseded')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'questionnaire % is published and cannot change', OLD.id USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION surveys_frozen_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM surveys_questionnaire q WHERE q.id = NEW.questionnaire_id AND q.state <> 'draft')
       OR (TG_OP = 'UPDATE' AND NEW.questionnaire_id <> OLD.questionnaire_id) THEN
        RAISE EXCEPTION 'questionnaire % is published and cannot change', NEW.questionnaire_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER frozen_when_published BEFORE UPDATE ON surveys_questionnaire
    FOR EACH ROW EXECUTE FUNCTION surveys_frozen_questionnaire();
CREATE TRIGGER frozen_when_published BEFORE INSERT OR UPDATE ON surveys_question
    FOR EACH ROW EXECUTE FUNCTION surveys_frozen_question();
"""
OFF = """
DROP TRIGGER frozen_when_published ON surveys_question;
DROP TRIGGER frozen_when_published ON surveys_questionnaire;
DROP FUNCTION surveys_frozen_question();
DROP FUNCTION surveys_frozen_questionnaire();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [migrations.RunSQL(sql=ON, reverse_sql=OFF)]
