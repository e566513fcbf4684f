import { expect, test } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/patience.js';

const { db, pool } = await createTestDatabase();

test('a connection that is lost while it is lent out, and nobody asks anything of it, ends no process', async () => {
  const lent = await pool.connect();
  const { rows } = await lent.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise<void>((resolve) => lent.once('end', resolve));
  await db.$executeRaw`SELECT pg_terminate_backend(${rows[0]?.pid})`;
  await ended;
  await expect(lent.query('SELECT 1')).rejects.toThrow('not queryable');
  lent.release();
  await eventually(() => db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});
