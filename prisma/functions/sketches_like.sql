-- The sketches that share a number with these. By the numbers' index, always: what the planner knows of numbers that hardly
-- ever occur twice makes it read all sketches, and they are as many as the units.
CREATE OR REPLACE FUNCTION "sketches_like"("of_bands" int[])
RETURNS SETOF "text_sketches" LANGUAGE sql STABLE ROWS 12 SET enable_seqscan = off AS $$
  SELECT * FROM text_sketches WHERE bands && of_bands
$$;
