-- What is counted of a unit for each one above it (docs/decisions/0058): that it is there, by its level, and from when it has ended,
-- which whoever reads the counts compares with the present moment.
CREATE OR REPLACE FUNCTION "unit_facts"(level "Level", active_to timestamptz)
RETURNS TABLE (fact text, at timestamptz) LANGUAGE sql IMMUTABLE AS $$
  SELECT lower(level::text), NULL::timestamptz
  UNION ALL SELECT 'ended-' || lower(level::text), active_to WHERE active_to IS NOT NULL
$$;
