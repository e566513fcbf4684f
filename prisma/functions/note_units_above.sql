-- `reports.above`: the ids from the root to the unit that a report goes to, as they stood when it was made. The parent's own
-- report of the period says them, so that a unit that comes later is counted where its parent is; without one, the tree does.
CREATE OR REPLACE FUNCTION "note_units_above"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.above := coalesce(
    (SELECT r.above || r.unit_id FROM reports r WHERE r.period_id = NEW.period_id AND r.unit_id = NEW.parent_id),
    (SELECT string_to_array(trim(BOTH '/' FROM u.path), '/')::integer[] FROM units u WHERE u.id = NEW.parent_id),
    '{}');
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "reports_above" BEFORE INSERT ON "reports"
  FOR EACH ROW EXECUTE FUNCTION "note_units_above"();
