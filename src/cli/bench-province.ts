import { hash } from '@node-rs/argon2';
import type { AppDeps } from '../deps.js';
import { actAsAdmin, type Actor, type Role } from '../platform/actor.js';
import { addDays } from '../platform/text/calendar.js';
import { fold } from '../platform/text/text.js';
import { asPeriodAdmin, findManagedPeriod } from '../periods/finders.js';
import { openPeriod } from '../reports/opening/commands.js';
import { timed } from './bench-portal.js';
import { demoActor, loadDemo } from './demo-data.js';

// Units without people are made by the thousand, all children of one upper-level union, and a period is opened for
// them: a year of its own for each measure, with the dates and the form of the sample province's.

type Deps = Pick<AppDeps, 'db' | 'clock'>;

/** Filers of `count` new units whose drafts are complete: each has the draft of a grassroots union that has filed. */
export async function readyReports(deps: Deps, count: number, year: number): Promise<Actor[]> {
  const { db, clock } = deps;
  await loadDemo(db, clock());
  const parent = await db.unit.findUniqueOrThrow({ where: { code: 'DT' } });
  const filed = await db.report.findFirstOrThrow({
    where: { unit: { code: 'GD01' }, period: { year: 2026 } },
  });
  const units = await makeUnits(deps, parent.id, count, 'N');
  await openYear(deps, year);
  await db.$executeRaw`
    INSERT INTO section_drafts (report_id, section, answers, not_applicable, version, saved_at, saved_by_id, saved_by_name)
    SELECT r.id, d.section, d.answers, d.not_applicable, 1, d.saved_at, 0, ''
    FROM reports r JOIN periods p ON p.id = r.period_id, section_drafts d
    WHERE d.report_id = ${filed.id} AND r.unit_id = ANY (${units.map((unit) => unit.id)}) AND p.year = ${year}`;
  await db.$executeRaw`
    UPDATE reports SET status = 'IN_PROGRESS' WHERE unit_id = ANY (${units.map((unit) => unit.id)})`;
  const template = await demoActor(db, 'giaoduc');
  return units.map((unit) => ({ ...template, roles: ['FILER'] as Role[], unit }));
}

/**
 * A union with `size` children, its signed-in reviewer's cookie, a report in the middle of the list, and how long
 * opening the period took.
 */
export async function followedProvince(deps: AppDeps, url: string, size: number, year: number) {
  const union = await unionWith(deps, size, year);
  await mixStates(deps, union.parentId);
  // As autovacuum would within minutes.
  await deps.db.$executeRawUnsafe('VACUUM ANALYZE');
  return asReviewerSees(deps, url, union);
}

/** The same, where all reports are accepted, each with figures of its own. */
export async function acceptedProvince(deps: AppDeps, url: string, size: number, year: number) {
  const union = await unionWith(deps, size, year);
  await acceptFigures(deps, union);
  await deps.db.$executeRawUnsafe('VACUUM ANALYZE');
  return asReviewerSees(deps, url, union);
}

interface Union {
  readonly parentId: number;
  readonly size: number;
  readonly year: number;
  /** In milliseconds. */
  readonly opened: number;
}

/** A union with `size` children, and a period opened for them. */
export async function unionWith(deps: AppDeps, size: number, year: number): Promise<Union> {
  const { db, clock } = deps;
  await loadDemo(db, clock());
  const code = `U${year}`;
  const province = await db.unit.findUniqueOrThrow({ where: { code: 'LDLD' } });
  const name = `Công đoàn có ${size} đơn vị, năm ${year}`;
  const level = 'UPPER_LEVEL' as const;
  const { id: parentId } = await db.unit.create({
    data: {
      code,
      name,
      nameFolded: fold(name),
      level,
      parentId: province.id,
      activeFrom: province.activeFrom,
    },
  });
  await makeUnits(deps, parentId, size, code);
  const opened = await timed(() => openYear(deps, year));
  return { parentId, size, year, opened };
}

async function asReviewerSees({ db, clock }: AppDeps, url: string, { parentId, size, year, opened }: Union) {
  const username = `reviewer${year}`;
  const person = { username, fullName: username, nameFolded: username, unitId: parentId };
  await db.account.create({
    data: { ...person, roles: ['REVIEWER'], passwordHash: await hash(PASSWORD), createdAt: clock() },
  });
  const [middle] = await db.report.findMany({
    where: { parentId, period: { year } },
    orderBy: [{ unitName: 'asc' }, { id: 'asc' }],
    skip: size / 2,
    take: 1,
  });
  return { cookie: await signIn(url, username), middle: middle?.id ?? 0, opened };
}

/**
 * The reviewer of a union whose `size` children's reports are all accepted: each says what a unit of the sample said.
 * `isSearched`: their words can be searched.
 */
export async function consolidatedProvince(
  deps: AppDeps,
  size: number,
  year: number,
  isSearched = false,
): Promise<Actor> {
  const { db, clock } = deps;
  await loadDemo(db, clock());
  const reviewer = await demoActor(db, 'bantgnc');
  const province = await db.unit.findUniqueOrThrow({ where: { code: 'LDLD' } });
  const code = `X${size}`;
  const name = `Công đoàn có ${size} báo cáo`;
  const level = 'UPPER_LEVEL' as const;
  const parent = await db.unit.create({
    data: {
      code,
      name,
      nameFolded: fold(name),
      level,
      parentId: province.id,
      activeFrom: province.activeFrom,
    },
  });
  await makeUnits(deps, parent.id, size, code);
  await openYear(deps, year);
  await acceptWhole(deps, parent.id, year, isSearched);
  await db.$executeRawUnsafe('ANALYZE');
  const person = {
    username: code.toLowerCase(),
    fullName: code,
    nameFolded: code.toLowerCase(),
    unitId: parent.id,
  };
  const { id } = await db.account.create({
    data: { ...person, roles: ['REVIEWER'], passwordHash: '', createdAt: clock() },
  });
  const unit = { id: parent.id, name, level, parentId: province.id, path: parent.path };
  return { ...reviewer, accountId: id, roles: ['REVIEWER'], unit };
}

/** Every child's report says what a unit of the sample said, and is accepted. */
async function acceptWhole(
  { db, clock }: AppDeps,
  parentId: number,
  year: number,
  isSearched: boolean,
): Promise<void> {
  const sample = await db.submission.findFirstOrThrow({
    where: { report: { unit: { code: 'GD01' }, period: { year: 2026 } } },
    orderBy: { number: 'desc' },
  });
  // The words are searched and compared, which is measured elsewhere.
  if (!isSearched) await db.$executeRaw`ALTER TABLE submissions DISABLE TRIGGER submissions_words`;
  await db.$executeRaw`ALTER TABLE submissions DISABLE TRIGGER submissions_text_comparison`;
  await db.$executeRaw`
    INSERT INTO submissions (report_id, number, content, form_version, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
    SELECT r.id, 1, s.content, 1, s.sha256, 'X' || r.id, s.submitted_at, s.submitted_by_id, s.submitted_by_name
    FROM submissions s, reports r JOIN periods p ON p.id = r.period_id
    WHERE s.id = ${sample.id} AND r.parent_id = ${parentId} AND p.year = ${year}`;
  await db.$executeRaw`ALTER TABLE submissions ENABLE TRIGGER submissions_words`;
  await db.$executeRaw`ALTER TABLE submissions ENABLE TRIGGER submissions_text_comparison`;
  await db.$executeRaw`
    UPDATE reports SET status = 'ACCEPTED', first_submitted_at = ${clock()}, last_submitted_at = ${clock()}
    WHERE parent_id = ${parentId}`;
}

const PASSWORD = 'mat khau do toc do';

async function makeUnits({ db, clock }: Deps, parentId: number, count: number, code: string) {
  const activeFrom = addDays(clock(), -1000);
  const rows = Array.from({ length: count }, (_, i) => {
    const name = `Công đoàn ${(i * 7919) % count} ${code}`;
    const level = 'GRASSROOTS' as const;
    return { code: `${code}-${i}`, name, nameFolded: fold(name), level, parentId, activeFrom };
  });
  for (let from = 0; from < count; from += 5000)
    await db.unit.createMany({ data: rows.slice(from, from + 5000) });
  return db.unit.findMany({ where: { parentId, code: { startsWith: `${code}-` } } });
}

async function openYear({ db, clock }: Deps, year: number): Promise<void> {
  const {
    id: _id,
    formDraft: _draft,
    ...sample
  } = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
  const period = { ...sample, form: sample.form as object, year, openedAt: null };
  await db.period.create({ data: period });
  const admin = asPeriodAdmin(actAsAdmin(await demoActor(db, 'quantri')));
  const managed = await findManagedPeriod(db, admin, year);
  await openPeriod(db, managed, managed.period.version, clock());
}

/** A third has not begun, a third has filed, a third is accepted; one is overdue. */
async function mixStates({ db, clock }: AppDeps, parentId: number): Promise<void> {
  const now = clock();
  await db.$executeRaw`
    UPDATE reports SET
      status = CASE id % 3 WHEN 0 THEN 'NOT_STARTED' WHEN 1 THEN 'SUBMITTED' ELSE 'ACCEPTED' END::"ReportStatus",
      first_submitted_at = CASE id % 3 WHEN 0 THEN NULL ELSE ${now}::timestamptz END,
      last_submitted_at = CASE id % 3 WHEN 0 THEN NULL ELSE ${now}::timestamptz END,
      accepted_at = CASE id % 3 WHEN 2 THEN ${now}::timestamptz END
    WHERE parent_id = ${parentId}`;
  await db.$executeRaw`
    UPDATE reports SET due_before = ${addDays(now, -1)}
    WHERE id = (SELECT max(id) FROM reports WHERE parent_id = ${parentId} AND first_submitted_at IS NULL)`;
}

const AT_ONCE = 5000;

/**
 * Files the figures of a sample unit for all of them, a number of their own among them, and accepts them. Without the
 * words: what they cost to be searched and compared is not measured here, and a job that looks through thousands for words
 * would take its time from what is.
 */
async function acceptFigures({ db, clock }: AppDeps, { parentId, year }: Union): Promise<void> {
  const content = JSON.stringify(await sampleFigures(db));
  const now = clock();
  const reports = await db.report.findMany({ where: { parentId, period: { year } }, select: { id: true } });
  const ids = reports.map(({ id }) => id);
  await db.$executeRaw`ALTER TABLE submissions DISABLE TRIGGER submissions_text_comparison`;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    await db.$executeRaw`
      INSERT INTO submissions (report_id, number, content, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
      SELECT id, 1, jsonb_set(${content}::jsonb, '{sections,cong-nhan-lao-dong,answers,registered_worker}', to_jsonb(id % 1000)),
        repeat('0', 64), 'B' || id, ${now}, 0, ''
      FROM unnest(${some}::int[]) id`;
    await db.$executeRaw`
      UPDATE reports SET status = 'ACCEPTED', first_submitted_at = ${now}, last_submitted_at = ${now}, accepted_at = ${now}
      WHERE id = ANY (${some})`;
  }
  await db.$executeRaw`ALTER TABLE submissions ENABLE TRIGGER submissions_text_comparison`;
}

/** What a unit of the sample province filed, without its words. */
async function sampleFigures(db: AppDeps['db']): Promise<object> {
  const { content } = await db.submission.findFirstOrThrow({
    where: { report: { unit: { code: 'GD01' }, period: { year: 2026 } } },
  });
  const { sections } = content as { sections: Record<string, { answers: Record<string, unknown> }> };
  const figures = Object.entries(sections).map(([code, section]) => {
    const answers = Object.entries(section.answers).filter(([, answer]) => typeof answer !== 'string');
    return [code, { ...section, answers: Object.fromEntries(answers) }] as const;
  });
  return { ...(content as object), sections: Object.fromEntries(figures) };
}

async function signIn(url: string, username: string): Promise<string> {
  const form = await fetch(`${url}/dang-nhap`);
  const cookie = cookieOf(form);
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
  const body = new URLSearchParams({ _csrf, username, password: PASSWORD, tiep: '' });
  const answer = await fetch(`${url}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body,
  });
  if (answer.status !== 303) throw new Error('the reviewer cannot sign in');
  return cookieOf(answer);
}

function cookieOf(answer: Response): string {
  const cookies = answer.headers.getSetCookie();
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}
