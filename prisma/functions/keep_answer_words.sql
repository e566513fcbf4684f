-- Keeps the words of a submission's text answers folded, for the search; not those of a section that does not apply.
CREATE OR REPLACE FUNCTION "keep_answer_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO answer_words (report_id, number, field, words)
  SELECT NEW.report_id, NEW.number, a.key, to_tsvector('simple', fold_text(a.value #>> '{}'))
  FROM jsonb_each(NEW.content -> 'sections') s, jsonb_each(s.value -> 'answers') a
  WHERE s.value -> 'notApplicable' IS DISTINCT FROM 'true' AND jsonb_typeof(a.value) = 'string' AND a.value <> '""'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "submissions_words" AFTER INSERT ON "submissions"
  FOR EACH ROW EXECUTE FUNCTION "keep_answer_words"();
