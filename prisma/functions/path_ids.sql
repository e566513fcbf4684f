-- The ids of a path, '/1/5/': a unit's own and those above it.
CREATE OR REPLACE FUNCTION "path_ids"(path text) RETURNS SETOF integer LANGUAGE sql IMMUTABLE AS $$
  SELECT unnest(string_to_array(trim(BOTH '/' FROM path), '/')::integer[])
$$;
