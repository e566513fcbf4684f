import { expect, it } from 'vitest';
import { publishRequest } from '../../src/acknowledgements/commands.js';
import { actAsPublisher } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { actorOf } from '../support/reports.js';

const { db } = await startTestApp();
const at = (text: string) => new Date(`2026-${text}:00+07:00`);

it('a unit that has not confirmed is reminded of each step once, by whatever number of workers, until it confirms', async () => {
  const { province, first, second } = await makeTree(db);
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  for (const [username, unit] of [
    ['one', first],
    ['two', second],
  ] as const) {
    const { id } = await makeAccount(db, username, unit.id, ['LEADER']);
    await db.account.update({ where: { id }, data: { email: `${username}@example.vn` } });
  }
  const asked = {
    subject: 'ANNOUNCEMENT',
    title: 'Công văn 12',
    text: 'Xin xem.',
    confirmBefore: isoDay('2026-08-20'),
  } as const;
  await publishRequest(db, actAsPublisher(await actorOf(db, 'root')), asked, at('08-10T09:00'));
  await db.message.deleteMany();
  const written = async () =>
    (await db.message.findMany({ orderBy: { id: 'asc' } })).map(({ toAddress }) => toAddress).sort();

  // Three working days before 20/8, a Thursday, is Monday the 17th; the steps of 20 and 10 days lay before it was asked.
  await sendDueSteps(db, at('08-14T09:00'));
  expect(await written()).toEqual([]);
  await Promise.all([1, 2, 3].map(() => sendDueSteps(db, at('08-17T08:00'))));
  expect(await written()).toEqual(['one@example.vn', 'two@example.vn']);
  await db.acknowledgement.updateMany({
    where: { unitId: first.id },
    data: { openedAt: at('08-18T09:00'), confirmedAt: at('08-18T09:00') },
  });
  await sendDueSteps(db, at('08-20T07:59'));
  expect(await written()).toHaveLength(2);
  await sendDueSteps(db, at('08-20T08:00'));
  expect(await written()).toEqual(['one@example.vn', 'two@example.vn', 'two@example.vn']);
  expect((await db.message.findFirstOrThrow({ orderBy: { id: 'desc' } })).subject).toContain(
    'Nhắc xác nhận đã nhận: Công văn 12',
  );
});
