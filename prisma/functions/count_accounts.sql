-- Keeps `unit_counts` of the accounts, for their unit and those above it.
CREATE OR REPLACE FUNCTION "count_accounts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, NULL, count(*)
    FROM after_rows c JOIN units u ON u.id = c.unit_id, path_ids(u.path) a(id), account_facts(c.deactivated_at, c.password_hash) f
    WHERE a.id = u.id OR NOT f.is_own GROUP BY a.id, f.fact;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, NULL, -count(*)
    FROM before_rows c JOIN units u ON u.id = c.unit_id, path_ids(u.path) a(id), account_facts(c.deactivated_at, c.password_hash) f
    WHERE a.id = u.id OR NOT f.is_own GROUP BY a.id, f.fact;
  ELSE
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, NULL, sum(c.change)
    FROM (SELECT 1 AS change, unit_id, deactivated_at, password_hash FROM after_rows
      UNION ALL SELECT -1, unit_id, deactivated_at, password_hash FROM before_rows) c
      JOIN units u ON u.id = c.unit_id, path_ids(u.path) a(id), account_facts(c.deactivated_at, c.password_hash) f
    WHERE a.id = u.id OR NOT f.is_own GROUP BY a.id, f.fact HAVING sum(c.change) <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "accounts_counted" AFTER INSERT ON "accounts" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_accounts"();
CREATE OR REPLACE TRIGGER "accounts_recounted" AFTER UPDATE ON "accounts" REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_accounts"();
CREATE OR REPLACE TRIGGER "accounts_discounted" AFTER DELETE ON "accounts" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_accounts"();
