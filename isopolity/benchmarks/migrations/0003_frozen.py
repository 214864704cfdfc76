# SPDX-License-Identifier: EUPL-1.2
"""A published version and everything in it is frozen by the database: whoever writes, and past Django too.

Only its state may go from published to superseded. What projects add beside it (items with an adoption, their
prompts) stays free.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION benchmarks_refuse(version bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM benchmarks_benchmarkversion v WHERE v.id = version AND v.state <> 'draft') THEN
        RAISE EXCEPTION 'benchmark version % is published and cannot change', version USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION benchmarks_frozen_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
       AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'superseded')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'benchmark version % is published and cannot change', OLD.id USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION benchmarks_frozen_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM benchmarks_refuse(OLD.version_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM benchmarks_refuse(NEW.version_id); RETURN NEW; END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION benchmarks_frozen_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.adoption_id IS NULL THEN PERFORM benchmarks_refuse(OLD.version_id); END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NEW.adoption_id IS NULL THEN PERFORM benchmarks_refuse(NEW.version_id); END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION benchmarks_version_of_prompt(item bigint, factor bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT i.version_id FROM benchmarks_item i WHERE i.id = item AND i.adoption_id IS NULL),
        (SELECT f.version_id FROM benchmarks_contextfactor f WHERE f.id = factor))
$$;

CREATE FUNCTION benchmarks_frozen_prompt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM benchmarks_refuse(benchmarks_version_of_prompt(OLD.item_id, OLD.factor_id));
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    PERFORM benchmarks_refuse(benchmarks_version_of_prompt(NEW.item_id, NEW.factor_id));
    RETURN NEW;
END $$;
"""
PARTS = ["group", "facet", "contextfactor", "backgroundsection"]
GUARDS = {
    "benchmarkversion": ("UPDATE OR DELETE", "version"),
    "item": ("INSERT OR UPDATE OR DELETE", "item"),
    "prompt": ("INSERT OR UPDATE OR DELETE", "prompt"),
    **{part: ("INSERT OR UPDATE OR DELETE", "part") for part in PARTS},
}
ON = FUNCTIONS + "".join(
    f"CREATE TRIGGER frozen_when_published BEFORE {when} ON benchmarks_{table}"
    f" FOR EACH ROW EXECUTE FUNCTION benchmarks_frozen_{kind}();\n"
    for table, (when, kind) in GUARDS.items()
)
OFF = "".join(f"DROP TRIGGER frozen_when_published ON benchmarks_{table};\n" for table in GUARDS) + (
    "DROP FUNCTION benchmarks_frozen_version(); DROP FUNCTION benchmarks_frozen_part();"
    " DROP FUNCTION benchmarks_frozen_item(); DROP FUNCTION benchmarks_frozen_prompt();"
    " DROP FUNCTION benchmarks_version_of_prompt(bigint, bigint); DROP FUNCTION benchmarks_refuse(bigint);"
)


class Migration(migrations.Migration):
    dependencies = [("benchmarks", "0002_overlay_change")]
    operations = [migrations.RunSQL(sql=ON, reverse_sql=OFF)]
