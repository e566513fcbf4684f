-- Keeps `unit_counts` of the units, as count_reports() keeps `report_counts`: rows are only added. With a unit that moves go its
-- accounts; those that are written at the same time wait for it (share_account_units).
CREATE OR REPLACE FUNCTION "count_units"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, f.at, count(*)
    FROM after_rows u, path_ids(u.path) a(id), unit_facts(u.level, u.active_to) f
    WHERE a.id <> u.id GROUP BY a.id, f.fact, f.at;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, f.at, -count(*)
    FROM before_rows u, path_ids(u.path) a(id), unit_facts(u.level, u.active_to) f
    WHERE a.id <> u.id GROUP BY a.id, f.fact, f.at;
  ELSE
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, f.at, sum(u.change)
    FROM (SELECT 1 AS change, * FROM after_rows UNION ALL SELECT -1, * FROM before_rows) u,
      path_ids(u.path) a(id), unit_facts(u.level, u.active_to) f
    WHERE a.id <> u.id GROUP BY a.id, f.fact, f.at HAVING sum(u.change) <> 0;
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, NULL, sum(u.change)
    FROM (SELECT 1 AS change, n.id, n.path FROM after_rows n JOIN before_rows b USING (id) WHERE b.path <> n.path
      UNION ALL SELECT -1, b.id, b.path FROM after_rows n JOIN before_rows b USING (id) WHERE b.path <> n.path) u
      JOIN accounts c ON c.unit_id = u.id, path_ids(u.path) a(id), account_facts(c.deactivated_at, c.password_hash) f
    WHERE NOT f.is_own GROUP BY a.id, f.fact HAVING sum(u.change) <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "units_counted" AFTER INSERT ON "units" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_units"();
CREATE OR REPLACE TRIGGER "units_recounted" AFTER UPDATE ON "units" REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_units"();
CREATE OR REPLACE TRIGGER "units_discounted" AFTER DELETE ON "units" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_units"();
