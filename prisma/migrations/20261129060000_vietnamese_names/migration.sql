-- Lists of names sort as Vietnamese does, digits by their value: "số 2" before "số 10". Indexes follow their columns.
CREATE COLLATION "vietnamese" (provider = icu, locale = 'vi-u-kn-true');

DO $$
DECLARE
  name record;
BEGIN
  FOR name IN
    SELECT a.attrelid::regclass AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind = 'r' AND NOT a.attisdropped AND a.attcollation = 'pg_catalog."vi-x-icu"'::regcollation
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE %s COLLATE "vietnamese"', name."table", name."column", name.type);
  END LOOP;
END $$;
ALTER TABLE "acknowledgements" ALTER COLUMN "unit_name" TYPE VARCHAR(200) COLLATE "vietnamese";

-- What looks like đ is folded as it is by fold() of src/platform/text.ts.
CREATE OR REPLACE FUNCTION "fold_text"(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(
    translate(lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g')), 'đĐðÐɖƉ', 'dddddd'), '[^[:alnum:]]+', ' ', 'g')
$$;
UPDATE "answer_words" w SET "words" = to_tsvector('simple', fold_text(a.value #>> '{}'))
FROM "submissions" s, jsonb_each(s.content -> 'sections') c, jsonb_each(c.value -> 'answers') a
WHERE s.content::text ~ '[ðÐɖƉ]' AND (w.report_id, w.number, w.field) = (s.report_id, s.number, a.key)
  AND jsonb_typeof(a.value) = 'string';

-- Names as the door lets them in today (cleanLine of src/platform/text.ts), the copies that other rows keep of them too:
-- they look the same as before. Submissions, the history and what people wrote at length stay as they are.
CREATE FUNCTION "clean_name"(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(regexp_replace(normalize(translate(regexp_replace(regexp_replace(words,
    '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffc\ufffe\uffff]', '', 'g'),
    '[\uf020-\uf0ff]', '–', 'g'), 'ðÐɖƉ', 'đĐđĐ'), NFC), '[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+', ' ', 'g'))
$$;

DO $$
DECLARE
  name record;
BEGIN
  FOR name IN
    SELECT * FROM (VALUES
      ('units', 'name', 'name_folded'), ('accounts', 'full_name', 'name_folded'),
      ('reports', 'unit_name', 'unit_name_folded'), ('acknowledgements', 'unit_name', 'unit_name_folded'),
      ('model_examples', 'unit_name', 'search_text'), ('model_examples', 'name', 'search_text'),
      ('report_figures', 'unit_name', NULL)) AS names("table", "column", folded)
  LOOP
    -- A name of nothing but what is invisible stays: somebody has to give it another.
    EXECUTE format('UPDATE %I SET %2$I = clean_name(%2$I) WHERE %2$I <> clean_name(%2$I) AND clean_name(%2$I) <> %3$L',
      name."table", name."column", '');
    IF name.folded IS NOT NULL THEN
      EXECUTE format('UPDATE %I SET %2$I = translate(clean_name(%2$I), %3$L, %4$L) WHERE %2$I <> translate(clean_name(%2$I), %3$L, %4$L)',
        name."table", name.folded, 'đĐ', 'dd');
    END IF;
  END LOOP;
END $$;
-- What is searched folded: what looks like đ, blanks of other kinds, what nobody sees.
UPDATE "documents" SET "search_text" = translate(clean_name(search_text), 'đĐ', 'dd') WHERE search_text ~ '[^\n -~]';
UPDATE "messages" SET "search_text" = translate(clean_name(search_text), 'đĐ', 'dd') WHERE search_text ~ '[^\n -~]';
-- A code that another unit has meanwhile stays as it was, and is found by the name.
UPDATE "units" u SET "code" = clean_name(code) WHERE code <> clean_name(code) AND clean_name(code) <> ''
  AND NOT EXISTS (SELECT FROM "units" o WHERE o.id <> u.id AND clean_name(o.code) = clean_name(u.code));
DROP FUNCTION "clean_name";
