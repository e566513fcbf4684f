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
    -- Not by a join of the two: planned for the change of one unit, it would compare each of thousands with each.
    INSERT INTO unit_counts (unit_id, fact, at, count)
    SELECT a.id, f.fact, NULL, sum(u.change)
    FROM (SELECT change, id, path, min(path) OVER same <> max(path) OVER same AS is_moved
        FROM (SELECT 1 AS change, id, path FROM after_rows UNION ALL SELECT -1, id, path FROM before_rows) both_rows
        WINDOW same AS (PARTITION BY id)) u
      CROSS JOIN LATERAL (
        SELECT deactivated_at, password_hash FROM accounts WHERE u.is_moved AND unit_id = u.id OFFSET 0) c,
      path_ids(u.path) a(id), account_facts(c.deactivated_at, c.password_hash) f
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
