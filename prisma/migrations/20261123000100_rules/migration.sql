-- What prisma/schema cannot say.

-- Lists of names sort as Vietnamese does, whatever the locale of the database.
ALTER TABLE "units" ALTER COLUMN "name" TYPE VARCHAR(200) COLLATE "vi-x-icu";
ALTER TABLE "reports" ALTER COLUMN "unit_name" TYPE VARCHAR(200) COLLATE "vi-x-icu";
ALTER TABLE "accounts" ALTER COLUMN "full_name" TYPE VARCHAR(120) COLLATE "vi-x-icu";

-- In this collation the index on paths finds what begins with a given path.
ALTER TABLE "units" ALTER COLUMN "path" TYPE TEXT COLLATE "C";

-- One portal, one federation: the tree has one root.
CREATE UNIQUE INDEX "units_one_root" ON "units" (("parent_id" IS NULL)) WHERE "parent_id" IS NULL;

ALTER TABLE "units" ADD CONSTRAINT "units_active_check" CHECK ("active_to" > "active_from");
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_username_check" CHECK ("username" = lower("username"));
ALTER TABLE "periods" ADD CONSTRAINT "periods_coverage_check" CHECK ("coverage_to" > "coverage_from");
ALTER TABLE "periods" ADD CONSTRAINT "periods_year_check" CHECK ("year" BETWEEN 2000 AND 2999);
ALTER TABLE "reports" ADD CONSTRAINT "reports_submitted_check"
  CHECK ("status" NOT IN ('SUBMITTED', 'RETURNED', 'ACCEPTED') OR "first_submitted_at" <= "last_submitted_at");
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_number_check" CHECK ("number" >= 1);
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_size_check" CHECK ("size" = octet_length("content") AND "size" > 0);
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$');

-- The history and the submissions are written once.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME;
END $$;

CREATE TRIGGER "history_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "history_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "submissions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "submissions"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- units.path lists the ids from the root to the unit: '/1/5/'.
CREATE FUNCTION "keep_unit_path"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent_path text := '/';
BEGIN
  -- Changes of the tree wait for each other: a child made under a unit that is being moved would keep the old path.
  PERFORM pg_advisory_xact_lock(7409200928);
  IF NEW.parent_id IS NOT NULL THEN
    SELECT path INTO parent_path FROM units WHERE id = NEW.parent_id;
    IF position('/' || NEW.id || '/' IN coalesce(parent_path, '/' || NEW.parent_id || '/')) > 0 THEN
      RAISE EXCEPTION 'unit % cannot stand below itself', NEW.id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  -- No such parent: the foreign key will say so.
  NEW.path := coalesce(parent_path, '/') || NEW.id || '/';
  RETURN NEW;
END $$;

CREATE FUNCTION "move_unit_descendants"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE units SET path = NEW.path || substr(path, length(OLD.path) + 1)
  WHERE path LIKE OLD.path || '%' AND id <> NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION "refuse_unit_path"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 AND NEW.path <> OLD.path THEN
    RAISE EXCEPTION 'units.path follows parent_id and is not written';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "units_path" BEFORE INSERT OR UPDATE OF "parent_id" ON "units"
  FOR EACH ROW EXECUTE FUNCTION "keep_unit_path"();
CREATE TRIGGER "units_path_below" AFTER UPDATE OF "parent_id" ON "units"
  FOR EACH ROW WHEN (OLD."path" IS DISTINCT FROM NEW."path") EXECUTE FUNCTION "move_unit_descendants"();
CREATE TRIGGER "units_path_guard" BEFORE UPDATE OF "path" ON "units"
  FOR EACH ROW EXECUTE FUNCTION "refuse_unit_path"();
