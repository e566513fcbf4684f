-- What is added up of a report's figures: a number by its code, any other answer by "code=answer".
CREATE OR REPLACE FUNCTION "figure_keys"(figures jsonb) RETURNS TABLE (key text, sum numeric) LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(value) WHEN 'number' THEN key ELSE key || '=' || (value #>> '{}') END,
    CASE jsonb_typeof(value) WHEN 'number' THEN (value #>> '{}')::numeric ELSE 0 END
  FROM jsonb_each(figures)
$$;
