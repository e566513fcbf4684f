-- The numbers, yes/no answers and choices of a submission by field code, and true for any other answer that there is; none of a
-- section that does not apply. `choices`: the codes of the fields of which one answer is chosen.
CREATE OR REPLACE FUNCTION "submission_figures"(content jsonb, choices text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(jsonb_object_agg(a.key, CASE
      WHEN jsonb_typeof(a.value) = 'string' AND a.key <> ALL (choices) THEN 'true' ELSE a.value END), '{}')
  FROM jsonb_each(content -> 'sections') s, jsonb_each(s.value -> 'answers') a
  WHERE s.value -> 'notApplicable' IS DISTINCT FROM 'true'
    AND jsonb_typeof(a.value) IN ('number', 'boolean', 'string') AND a.value <> '""'
$$;
