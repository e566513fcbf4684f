import { hasRole, type Actor, FILING_ROLES } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/page/render.js';
import { parentBody } from '../../document-settings/issuer.js';
import type { FormDefinition } from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';
import { following, ownComments, ownReport, reviewComments, reviewOf } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import type { Opened } from '../finders.js';
import type { CommentCounts } from './finders.js';
import { commentLine, MOST_CHARACTERS, otherSide, type CommentLine, type CommentRow } from './rules.js';

export interface CommentsPage extends Frame {
  unit: string;
  lead: string;
  errors: readonly FieldError[];
  comments: readonly CommentLine[];
  older: SafeHtml;
  action: string;
  /** '' where the reader only reads. */
  readOnly: string;
  controls: readonly SafeHtml[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/comments': CommentsPage;
  }
}

export interface CommentParts {
  readonly open: Opened<Actor>;
  /** As it is asked of the unit. */
  readonly form: FormDefinition;
  readonly list: { readonly rows: readonly CommentRow[]; readonly more: boolean };
  readonly counts: CommentCounts;
  /** Asked for a page that is not the latest. */
  readonly isOlder: boolean;
  readonly refused?: Form | undefined;
}

/** What unit and reviewers have said to each other about a report, as either of them sees it. */
export function commentsPage({ open, form, list, counts, isOlder, refused }: CommentParts): CommentsPage {
  const { report, actor } = open;
  const isUnits = actor.unit.id === report.unitId;
  const year = String(report.period.year);
  const base = isUnits ? ownReport(year) : reviewOf(report.id);
  const names = { UNIT: report.unitName, REVIEWERS: parentBody(report.parent) };
  const other = otherSide(isUnits ? 'UNIT' : 'REVIEWERS');
  const keepsReading = mayWrite(open);
  const isNew = ({ id, side }: CommentRow) => keepsReading && side === other && id > counts.lastRead;
  const [first] = list.rows;
  const action = isUnits ? ownComments(year) : reviewComments(report.id);
  return {
    title: `Trao đổi về báo cáo năm ${year}`,
    crumbs: crumbs(base, report.unitName, year, isUnits),
    nav: isUnits ? 'reports' : 'following',
    hasErrors: refused !== undefined,
    unit: report.unitName,
    lead: `Giữa ${names.UNIT} và người xét duyệt của ${names.REVIEWERS}. Viết ở đây không làm thay đổi trạng thái của báo cáo; ý kiến đã gửi thì không sửa, không xóa được.`,
    errors: refused?.errors ?? [],
    comments: list.rows.map((row) => commentLine(row, names, report.form, isNew)),
    older: ui.pager({
      previous:
        list.more && first ? { href: `${action}?truoc=${first.id}`, text: 'Ý kiến cũ hơn' } : undefined,
      next: isOlder ? { href: action, text: 'Ý kiến mới nhất' } : undefined,
    }),
    action,
    readOnly: mayWrite(open) ? '' : 'Tài khoản của bạn chỉ đọc phần trao đổi này.',
    controls: mayWrite(open) ? controls(form, refused) : [],
  };
}

/** The unit's filers and signatories, and the reviewers of its parent. */
function mayWrite({ report, actor }: Opened<Actor>): boolean {
  if (actor.unit.id === report.unitId) return hasRole(actor, ...FILING_ROLES);
  return actor.unit.id === report.parentId && hasRole(actor, 'REVIEWER');
}

function crumbs(base: string, unitName: string, year: string, isUnits: boolean): Crumb[] {
  const own = { text: 'Trao đổi' };
  if (isUnits) return reportCrumbs(year, own);
  return [{ text: `Theo dõi năm ${year}`, href: following(year) }, { text: unitName, href: base }, own];
}

function controls(asked: FormDefinition, form: Form | undefined): SafeHtml[] {
  const sections = asked.sections.map((s) => ({ value: s.code, text: sectionHeading(s) }));
  return [
    ui.select({
      name: 'section',
      label: 'Về phần nào',
      items: [{ value: '', text: 'Cả báo cáo' }, ...sections],
      form,
    }),
    ui.field({
      name: 'comment',
      label: 'Ý kiến',
      kind: 'textarea',
      rows: 5,
      hint: `Tối đa ${MOST_CHARACTERS.toLocaleString('vi-VN')} ký tự.`,
      form,
    }),
  ];
}
