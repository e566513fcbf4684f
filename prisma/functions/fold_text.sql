-- Folds words for search as fold() of src/platform/text/text.ts does; tests/integration/same-rules.test.ts holds both together. Leaves
-- nothing but letters and digits between single blanks, since the parser would take a/b for a file and a.b for a host.
CREATE OR REPLACE FUNCTION "fold_text"(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(
    translate(lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g')), 'đĐðÐɖƉ', 'dddddd'), '[^[:alnum:]]+', ' ', 'g')
$$;
