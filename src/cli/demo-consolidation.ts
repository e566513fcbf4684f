import { actAsOverseer, actAsReviewer, actAsSender, type Actor } from '../platform/actor.js';
import { isoDay, yearOf } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import { writePdf } from '../platform/documents/pdf.js';
import { madePdf } from '../platform/files/file-kinds.js';
import { layoutOf } from '../document-settings/rules.js';
import { openReportToSend } from '../reports/finders.js';
import { recordSending } from '../reports/sending/commands.js';
import { readFigureQuery } from '../consolidation/figure-query.js';
import { consolidatedParts, ownSettings } from '../consolidation/document/finders.js';
import { consolidatedDocument } from '../consolidation/document/rules.js';
import { addExample } from '../consolidation/examples/commands.js';
import { openConsolidation, shownOf } from '../consolidation/finders.js';
import { publishResults } from '../consolidation/publication/commands.js';
import { publishable } from '../consolidation/publication/finders.js';
import { publicContentOf } from '../consolidation/publication/rules.js';
import { measures } from '../consolidation/measures.js';
import { markPassages } from '../consolidation/texts/commands.js';
import { openText } from '../consolidation/texts/finders.js';

/** What the reviewers at the province have marked so far, and the model examples that they keep. */
export async function gatherWords(db: Db, actor: Actor, now: Date): Promise<void> {
  const reviewer = actAsReviewer(actor);
  const open = await openConsolidation(db, reviewer, yearOf(now));
  const unit = await db.unit.findUniqueOrThrow({ where: { code: 'GD' } });
  const { id: reportId, status } = await db.report.findFirstOrThrow({
    where: { unitId: unit.id, periodId: open.period.id },
  });
  // Early in a year nothing is accepted yet.
  if (status !== 'ACCEPTED') return;
  for (const [field, kind] of MARKED) {
    const { number } = await openText(db, open, field, reportId);
    await markPassages(db, open, { field, reportId }, { number, sentences: [0], excerpt: '', kind }, now);
  }
  for (const example of EXAMPLES)
    await addExample(db, open, { version: 0, passageId: 0, ...example, unitName: unit.name }, now);
}

/** Last year's report went out: what was filed, as the document that is signed. */
export async function sendLastYear(db: Db, actor: Actor, now: Date): Promise<void> {
  const year = yearOf(now) - 1;
  const sentOn = isoDay(`${year}-09-28`);
  const at = new Date(sentOn.getTime() + 9 * 3_600_000);
  const open = await openConsolidation(db, actAsOverseer(actor), year);
  const parts = await consolidatedParts(db, open, shownOf(open, readFigureQuery({})), at);
  const { settings } = await ownSettings(db, open);
  const pdf = await writePdf(consolidatedDocument(parts, settings, at), layoutOf(settings));
  const own = await openReportToSend(db, actAsSender(actor), year);
  const letter = { outgoingNumber: '15/BC-LĐLĐ', sentOn, ...SIGNED_BY };
  await recordSending(
    db,
    own,
    { version: own.report.version, ...letter, file: madePdf('bao-cao.pdf', pdf) },
    at,
  );
}
const SIGNED_BY = { signerName: 'Phạm Quốc Việt', signerPosition: 'Phó Chủ tịch' };

/** What anybody may read of last year: the figures about each audience. */
export async function publishLastYear(db: Db, actor: Actor, now: Date): Promise<void> {
  const open = await openConsolidation(db, actAsSender(actor), yearOf(now) - 1);
  const figures = measures(open.form).flatMap(({ fields }) => [...fields.values()].map(({ code }) => code));
  const chosen = { introduction: '', figures, examples: [], passages: [], namesExamples: false };
  const content = publicContentOf(open.form, await publishable(db, open), chosen);
  await publishResults(db, open, { version: 0, content }, now);
}

const MARKED = [
  ['rollout_narrative', 'STRENGTH'],
  ['limitations', 'DIFFICULTY'],
  ['proposals', 'PROPOSAL'],
] as const;

const EXAMPLES = [
  {
    kind: 'INDIVIDUAL' as const,
    name: 'Nguyễn Thị Minh Châu',
    position: 'Giáo viên, Tổ trưởng công đoàn',
    audience: 'public-employee',
    deed: 'Dạy kèm miễn phí cho 30 học sinh khó khăn; vận động đồng nghiệp cùng làm.',
    mayBeNamed: true,
    consentHow: 'PAPER' as const,
    consentNote: 'Ban Tuyên giáo hỏi, phiếu đồng ý lưu hồ sơ gương điển hình',
  },
  {
    kind: 'COLLECTIVE' as const,
    name: 'Tổ Ngữ văn Trường THPT Nguyễn Du',
    position: '',
    audience: 'public-employee',
    deed: 'Xây dựng kho học liệu dùng chung; cả tổ đăng ký và thực hiện tốt nội dung nêu gương.',
    mayBeNamed: false,
    consentHow: '' as const,
    consentNote: '',
  },
];
