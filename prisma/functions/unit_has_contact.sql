-- Whether mail about its report reaches anybody of a unit: the rule of src/accounts/reachable.ts.
-- tests/integration/same-rules.test.ts holds both together.
CREATE OR REPLACE FUNCTION "unit_has_contact"(unit integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM accounts
    WHERE unit_id = unit AND email <> '' AND deactivated_at IS NULL
      AND roles && ARRAY['FILER', 'SIGNATORY']::"Role"[]
  )
$$;
