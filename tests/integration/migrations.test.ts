import { expect, test } from 'vitest';
import { migrate, pendingMigrations, schemaDrift } from '../../src/platform/migrate.js';
import { openDb } from '../../src/platform/db.js';
import { createDatabase, createTestDatabase } from '../support/database.js';
import { makeTree, makeUnit } from '../support/fixtures.js';

const { db, pool } = await createTestDatabase();

test('the migrations lead to prisma/schema (otherwise: npm run migration -- <name>)', async () => {
  expect(await schemaDrift(pool)).toBe('');
});

test('several processes may migrate at once: one does, and all find nothing pending after', async () => {
  const url = await createDatabase();
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  const database = openDb(url);
  expect(await pendingMigrations((sql) => database.db.$queryRawUnsafe(sql))).toEqual([]);
  await database.close();
});

test('a database without tables has every migration pending', async () => {
  const database = openDb(await createDatabase());
  const pending = await pendingMigrations((sql) => database.db.$queryRawUnsafe(sql));
  expect(pending[1]).toBe('20261123000000_initial');
  await database.close();
});

test('a unit knows its path from the root, and so does all below it when it moves', async () => {
  const { province, upper, first } = await makeTree(db);
  const path = `/${String(province.id)}/${String(upper.id)}/`;
  expect(upper.path).toBe(path);
  expect(first.path).toBe(`${path}${String(first.id)}/`);

  const other = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id });
  const below = await makeUnit(db, { parentId: first.id });
  await db.unit.update({ where: { id: first.id }, data: { parentId: other.id } });
  const moved = await db.unit.findUniqueOrThrow({ where: { id: below.id } });
  expect(moved.path).toBe(`${other.path}${String(first.id)}/${String(below.id)}/`);

  await expect(db.unit.update({ where: { id: upper.id }, data: { parentId: upper.id } })).rejects.toThrow();
  await expect(db.unit.update({ where: { id: other.id }, data: { parentId: below.id } })).rejects.toThrow();
  await expect(db.unit.update({ where: { id: other.id }, data: { path: '/9/' } })).rejects.toThrow();
  await expect(makeUnit(db)).rejects.toThrow();
});

test('the history is never changed or removed', async () => {
  const event = await db.historyEvent.create({ data: { at: new Date(0), action: 'test', actorName: 'Thử' } });
  const refused = /never changed or removed/;
  await expect(db.historyEvent.update({ where: { id: event.id }, data: { action: 'x' } })).rejects.toThrow(
    refused,
  );
  await expect(db.historyEvent.deleteMany()).rejects.toThrow(refused);
  await expect(pool.query('TRUNCATE history_events')).rejects.toThrow(refused);
  await expect(pool.query('TRUNCATE submissions CASCADE')).rejects.toThrow(refused);
});

test('names sort as in Vietnamese, whatever the locale of the database', async () => {
  const parentId = (await db.unit.findFirstOrThrow()).id;
  const names = ['Đà', 'Dũng', 'Em', 'Anh', 'Ấm', 'Ăn', 'đá', 'Da'];
  for (const name of names) await makeUnit(db, { name, parentId, activeFrom: new Date(0) });
  const found = await db.unit.findMany({ where: { name: { in: names } }, orderBy: { name: 'asc' } });
  expect(found.map(({ name }) => name)).toEqual(['Anh', 'Ăn', 'Ấm', 'Da', 'Dũng', 'Đà', 'đá', 'Em']);
});
