-- What is counted of an account for its unit ('own' facts) and, with it, for each one above: that it is open, and that its person has
-- not chosen a password yet.
CREATE OR REPLACE FUNCTION "account_facts"(deactivated_at timestamptz, password_hash text)
RETURNS TABLE (fact text, is_own boolean) LANGUAGE sql IMMUTABLE AS $$
  SELECT f.fact, f.is_own
  FROM (VALUES ('people', false, true), ('own-people', true, true),
    ('waiting', false, password_hash IS NULL), ('own-waiting', true, password_hash IS NULL)) AS f (fact, is_own, holds)
  WHERE f.holds AND deactivated_at IS NULL
$$;
