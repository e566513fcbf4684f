-- What the portal knows a field by stands in the form as data from now on (src/form/meanings.ts). Until now the code said it:
-- the codes of the form that the portal comes with, for the kinds of field for which they did.
CREATE FUNCTION pg_temp.meaning_of(field jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'meaning', CASE
      WHEN code IN ('report_number', 'signatory_name', 'signatory_position') AND kind = 'line' THEN code
      WHEN code = 'report_date' AND kind = 'date' THEN code
      WHEN code = 'signed_report' AND kind = 'file' THEN code
      WHEN code = 'initiatives' AND kind = 'integer' THEN code
      WHEN code = 'inspections_carried_out' AND kind = 'integer' THEN 'inspections'
      WHEN code = 'children_to_report' AND kind = 'integer' THEN 'unions_expected'
      WHEN code = 'children_reported' AND kind = 'integer' THEN 'unions_received'
      ELSE measure
    END,
    'audience', COALESCE(
      CASE WHEN measure IS NOT NULL THEN replace(substring(code FROM '_(civil_servant|public_employee|worker)$'), '_', '-') END,
      CASE WHEN kind = 'text' THEN substring(field ->> 'obligation' FROM '^(civil-servant|public-employee|worker)-') END)))
  FROM (
    SELECT field ->> 'code' AS code, field ->> 'kind' AS kind,
      CASE field ->> 'kind'
        WHEN 'integer' THEN substring(field ->> 'code' FROM
          '^(members|reached|registered|did_well|commended_collectives|commended_individuals)_(?:civil_servant|public_employee|worker)$')
        WHEN 'rate' THEN substring(field ->> 'code' FROM
          '^(reached_rate|registered_rate|did_well_rate)_(?:civil_servant|public_employee|worker)$')
      END AS measure
  ) AS said
$$;

CREATE FUNCTION pg_temp.with_meanings(form jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_set(form, '{sections}', COALESCE(jsonb_agg(
    jsonb_set(section, '{fields}', (
      SELECT COALESCE(jsonb_agg(pg_temp.meaning_of(field) || field ORDER BY at), '[]')
      FROM jsonb_array_elements(section -> 'fields') WITH ORDINALITY AS f (field, at)
    )) ORDER BY place), '[]'))
  FROM jsonb_array_elements(form -> 'sections') WITH ORDINALITY AS s (section, place)
$$;

UPDATE "periods" SET "form" = pg_temp.with_meanings("form");
UPDATE "periods" SET "form_draft" = pg_temp.with_meanings("form_draft") WHERE "form_draft" IS NOT NULL;
UPDATE "form_versions" SET "form" = pg_temp.with_meanings("form");

DROP FUNCTION pg_temp.with_meanings(jsonb);
DROP FUNCTION pg_temp.meaning_of(jsonb);
