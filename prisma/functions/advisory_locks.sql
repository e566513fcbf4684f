-- Every advisory lock that the portal takes, by name, for triggers and for src/: the number of none stands anywhere else, so that
-- no two mean different things. lock_* is taken alone, share_* with others that share it, try_* without waiting; each lasts until
-- its transaction ends, and that of try_jobs until its connection does. One more is taken before there are functions: that of migrate(), which is Prisma's own.

-- Changes of the tree of units wait for each other: a child made under a unit that is being moved would keep the old path.
CREATE OR REPLACE FUNCTION "lock_unit_tree"() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(7409200928)
$$;

-- Changes of who can be reached by mail, and new reports.
CREATE OR REPLACE FUNCTION "lock_contacts"() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(7409200929)
$$;

-- Changes of who can sign in for a unit: of two accounts that close at once neither would see that the other does (note_locked_out).
CREATE OR REPLACE FUNCTION "lock_entrances"() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(7409200933)
$$;

-- Whoever makes something of the reports of a unit's direct children, and must miss none, keeps out those on their way in or out.
CREATE OR REPLACE FUNCTION "lock_child_reports"(parent integer) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(74092, parent)
$$;

-- Those on their way, which do not wait for each other.
CREATE OR REPLACE FUNCTION "share_child_reports"(parent integer) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(74092, parent)
$$;

-- A report of a year that has a next one, and those of the next one: either looks for the other (pair_figures).
CREATE OR REPLACE FUNCTION "lock_figure_pairs"(parent integer) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(74094, parent)
$$;

CREATE OR REPLACE FUNCTION "share_figure_pairs"(parent integer) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(74094, parent)
$$;

-- Two who publish or issue a document of the same number at once: the second sees the first.
CREATE OR REPLACE FUNCTION "lock_document_numbers"() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(74093)
$$;

-- Of several processes that work out what is usual among a unit's children, one writes it down.
CREATE OR REPLACE FUNCTION "try_norms"(parent integer) RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_xact_lock(740920, parent)
$$;

-- Of several processes that seal what was written, one does: a chain has one end.
CREATE OR REPLACE FUNCTION "try_record_chain"() RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_xact_lock(7409200932)
$$;

-- Of several processes that look for texts which are nearly the same, one does: two texts that came at once would miss each other.
CREATE OR REPLACE FUNCTION "try_text_comparison"() RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_xact_lock(7409200930)
$$;

-- Of all processes of all portals on this database, one does what is done off the requests. It lasts until the connection ends.
CREATE OR REPLACE FUNCTION "try_jobs"() RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_lock(7409200931)
$$;

-- Whoever makes an export holds it for as long as its transaction lasts: that of a process that was killed is free at once.
CREATE OR REPLACE FUNCTION "try_export"(job integer) RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_xact_lock(74095, job)
$$;

-- Looks without taking it, so that nobody who is about to take it finds it taken.
CREATE OR REPLACE FUNCTION "is_export_held"(job integer) RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 74095 AND objid = job AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  )
$$;

-- What a unit sends is counted and kept by one at a time: two at once would each find room for one.
CREATE OR REPLACE FUNCTION "lock_unit_files"(unit integer) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(74096, unit)
$$;
