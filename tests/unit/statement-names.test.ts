import { expect, it } from 'vitest';
import { OF_ONE_ROW, statementNames } from '../../src/platform/postgres/statement-names.js';

const nameOf = statementNames();

it.each([
  ['one row', 'SELECT "t0"."id" FROM "public"."units" AS "t0" WHERE ("t0"."id" = $1 AND 1=1) LIMIT $2'],
  ['a report’s', 'SELECT "t0"."id" FROM "public"."returns" AS "t0" WHERE "t0"."report_id" = $1'],
  [
    'a change of one',
    'UPDATE "public"."reports" SET "status" = $1 WHERE ("public"."reports"."id" = $2 AND 1=1)',
  ],
  ['what is put in', 'INSERT INTO "public"."messages" ("kind") VALUES ($1)'],
  ['what says so', `SELECT 1 ${OF_ONE_ROW} FROM sessions WHERE sessions.id = $1`],
])('a statement of %s has a name of its own, always the same', (_, sql) => {
  expect(nameOf({ sql })).toMatch(/^[0-9a-f]{32}$/);
  expect(nameOf({ sql })).toBe(nameOf({ sql }));
  expect(nameOf({ sql })).not.toBe(nameOf({ sql: `${sql} ` }));
});

it.each([
  ['a list', 'SELECT "t0"."id" FROM "public"."reports" AS "t0" WHERE ("t0"."parent_id" = $1) LIMIT $2'],
  ['many ids', 'SELECT "t0"."id" FROM "public"."units" AS "t0" WHERE "t0"."id" IN ($1,$2)'],
  ['many rows', `INSERT INTO "public"."messages" ("kind") VALUES ${'($1),'.repeat(40)}($41)`],
  ['anything else', 'SELECT year FROM periods'],
])('a statement of %s has none: what suits one suits no other', (_, sql) => {
  expect(nameOf({ sql })).toBe('');
});

it('so many have a name, and no more: each connection keeps them', () => {
  const names = statementNames();
  const nameOfTable = (at: number) => names({ sql: `SELECT 1 FROM t WHERE "t0"."id" = $1 -- ${at}` });
  const first = nameOfTable(0);
  for (let at = 1; at < 400; at++) nameOfTable(at);
  expect(nameOfTable(399)).toBe('');
  expect(nameOfTable(0)).toBe(first);
});
