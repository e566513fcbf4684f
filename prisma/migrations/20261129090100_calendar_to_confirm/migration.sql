-- AlterTable
ALTER TABLE "holidays" ADD COLUMN "is_confirmed" BOOLEAN NOT NULL DEFAULT true;

-- What the portal brought along until now, and nobody compared with the year's notice: to be confirmed. Days that an
-- administrator added since keep their word.
UPDATE "holidays" SET "is_confirmed" = false
WHERE "day" IN (
  '2026-01-01T00:00:00+07:00', '2026-02-16T00:00:00+07:00', '2026-02-17T00:00:00+07:00', '2026-02-18T00:00:00+07:00',
  '2026-02-19T00:00:00+07:00', '2026-02-20T00:00:00+07:00', '2026-04-26T00:00:00+07:00', '2026-04-27T00:00:00+07:00',
  '2026-04-30T00:00:00+07:00', '2026-05-01T00:00:00+07:00', '2026-09-01T00:00:00+07:00', '2026-09-02T00:00:00+07:00',
  '2027-01-01T00:00:00+07:00', '2027-02-05T00:00:00+07:00', '2027-02-06T00:00:00+07:00', '2027-02-07T00:00:00+07:00',
  '2027-02-08T00:00:00+07:00', '2027-02-09T00:00:00+07:00', '2027-02-10T00:00:00+07:00', '2027-02-11T00:00:00+07:00',
  '2027-04-16T00:00:00+07:00', '2027-04-30T00:00:00+07:00', '2027-05-01T00:00:00+07:00', '2027-05-03T00:00:00+07:00',
  '2027-09-02T00:00:00+07:00', '2027-09-03T00:00:00+07:00');

-- The working days of 2026 that were announced to be exchanged: 02/01 against Saturday 10/01, 31/8 against Saturday 22/8.
-- Where an administrator has entered the day already, that entry stands.
INSERT INTO "holidays" ("day", "name", "is_working", "is_confirmed") VALUES
  ('2026-01-02T00:00:00+07:00', 'Tết Dương lịch (nghỉ hoán đổi)', false, false),
  ('2026-01-10T00:00:00+07:00', 'Làm bù cho ngày 02/01/2026', true, false),
  ('2026-08-22T00:00:00+07:00', 'Làm bù cho ngày 31/8/2026', true, false),
  ('2026-08-31T00:00:00+07:00', 'Quốc khánh (nghỉ hoán đổi)', false, false)
ON CONFLICT ("day") DO NOTHING;
