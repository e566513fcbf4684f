import { formatTime } from '../../platform/text/format.js';
import { escapeHtml } from '../../platform/page/templates.js';
import type { ZipPart } from '../../platform/files/zip-stream.js';
import type { Comment, HistoryEvent, Message, ReminderDelivery } from '../../platform/prisma/client.js';
import { formatPhone } from '../../accounts/phones.js';
import { rolesInWords } from '../../accounts/rules.js';
import { deviceInWords } from '../../accounts/sessions/rules.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import { messageKinds, type MessageKind } from '../../mail/names.js';
import type { PersonAccount } from './finders.js';

/** What is kept of one person, as it is read: nothing of it stays in memory. */
export interface Kept {
  readonly account: PersonAccount;
  readonly done: AsyncIterable<HistoryEvent>;
  readonly about: AsyncIterable<HistoryEvent>;
  readonly messages: AsyncIterable<Message>;
  readonly comments: AsyncIterable<Comment & { readonly report: { readonly unitName: string } }>;
  readonly calls: AsyncIterable<ReminderDelivery>;
}

type Row = Readonly<Record<string, string>>;
interface Section {
  readonly title: string;
  readonly rows: AsyncIterable<Row> | readonly Row[];
}

/** The copy of one person's data: the same as a page to read and as JSON. `read` asks for the data anew, once a file. */
export function copyParts(read: () => Kept, madeAt: Date): ZipPart[] {
  return [
    { name: 'du-lieu-ca-nhan.html', content: htmlOf(sectionsOf(read()), madeAt) },
    { name: 'du-lieu-ca-nhan.json', content: jsonOf(sectionsOf(read()), madeAt) },
  ];
}

function sectionsOf({ account, done, about, messages, comments, calls }: Kept): Section[] {
  return [
    { title: 'Tài khoản', rows: [accountRow(account)] },
    { title: 'Đăng nhập và thiết bị', rows: accessRows(account) },
    { title: 'Việc đã làm', rows: mapped(done, (event) => eventRow(event, account.username)) },
    { title: 'Việc người khác làm với tài khoản', rows: mapped(about, eventAboutRow) },
    { title: 'Thư đã gửi cho tôi', rows: mapped(messages, messageRow) },
    { title: 'Ý kiến tôi đã viết', rows: mapped(comments, commentRow) },
    { title: 'Cuộc gọi ghi về tôi', rows: mapped(calls, callRow) },
  ];
}

async function* mapped<T>(rows: AsyncIterable<T>, row: (from: T) => Row): AsyncGenerator<Row> {
  for await (const one of rows) yield row(one);
}

const time = (at: Date | null) => (at ? formatTime(at) : '');

function accountRow(account: PersonAccount): Row {
  return {
    'Họ và tên': account.fullName,
    'Tên đăng nhập': account.username,
    'Chức vụ': account.position,
    'Đơn vị': account.unit.name,
    'Vai trò': rolesInWords(account.roles),
    'Thư điện tử': account.email,
    'Điện thoại': formatPhone(account.phone),
    'Tên Zalo': account.zaloName,
    'Thư không nhận': account.mutedMessages.map(kindWords).join('; '),
    'Có tài khoản từ': time(account.createdAt),
    'Đăng nhập gần nhất': time(account.signedInAt),
    'Ngừng từ': time(account.deactivatedAt),
  };
}

function accessRows({ sessions, devices, calendar, authenticatorApp, passkeys }: PersonAccount): Row[] {
  return [
    ...sessions.map(({ device, address, beganAt, usedAt, expiresAt }) => ({
      ...{ Loại: 'Phiên đăng nhập', Máy: deviceInWords(device), 'Địa chỉ mạng': address },
      ...{ 'Đăng nhập lúc': time(beganAt), 'Dùng lần cuối': time(usedAt), 'Hết hạn': time(expiresAt) },
    })),
    ...(authenticatorApp ? [{ Loại: 'Ứng dụng xác thực', 'Thêm lúc': time(authenticatorApp.addedAt) }] : []),
    ...passkeys.map(({ name, addedAt, lastUsedAt }) => ({
      ...{ Loại: 'Khóa truy cập', Tên: name, 'Thêm lúc': time(addedAt), 'Dùng lần cuối': time(lastUsedAt) },
    })),
    ...devices.map(({ browser, addedAt, lastSentAt }) => ({
      ...{ Loại: 'Thiết bị nhận báo việc', 'Trình duyệt': browser },
      ...{ 'Bật lúc': time(addedAt), 'Báo lần cuối': time(lastSentAt) },
    })),
    ...(calendar ? [{ Loại: 'Địa chỉ lịch thời hạn', 'Tạo lúc': time(calendar.madeAt) }] : []),
  ];
}

/** Facts by which a sentence names somebody else. */
const OTHERS = ['account', 'to', 'address', 'contact', 'name', 'person'];

/** What was done to others is told without them: their data are not this person's. */
function eventRow({ at, action, detail }: HistoryEvent, own: string): Row {
  const facts = detail as EventDetail;
  const isOfOthers = OTHERS.some((fact) => fact in facts && facts[fact] !== own);
  return { Lúc: time(at), Việc: isOfOthers ? OF_OTHERS : sentence(action, facts) };
}
const OF_OTHERS = 'đã làm một việc có nêu người hoặc đơn vị khác (xem ở nhật ký của đơn vị)';

function eventAboutRow({ at, action, detail }: HistoryEvent): Row {
  return { Lúc: time(at), Việc: sentence(action, detail as EventDetail) };
}

function messageRow({ createdAt, sentAt, kind, toAddress, subject, text }: Message): Row {
  return {
    'Viết lúc': time(createdAt),
    'Gửi lúc': time(sentAt),
    'Loại thư': kindWords(kind),
    'Đến địa chỉ': toAddress,
    'Tiêu đề': subject,
    'Lời thư': text,
  };
}

function commentRow({
  writtenAt,
  text,
  report,
}: Kept['comments'] extends AsyncIterable<infer C> ? C : never) {
  return { Lúc: time(writtenAt), 'Báo cáo của': report.unitName, 'Ý kiến': text };
}

function callRow({ at, title, note }: ReminderDelivery): Row {
  return { Lúc: time(at), 'Cuộc gọi': title, 'Ghi chú': note };
}

const kindWords = (kind: string) => (kind in messageKinds ? messageKinds[kind as MessageKind] : kind);

async function* jsonOf(sections: readonly Section[], madeAt: Date): AsyncGenerator<string> {
  yield `{"Lập lúc":${JSON.stringify(formatTime(madeAt))}`;
  for (const { title, rows } of sections) {
    yield `,\n${JSON.stringify(title)}:[`;
    let separator = '\n';
    for await (const row of rows) {
      yield separator + JSON.stringify(row);
      separator = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

async function* htmlOf(sections: readonly Section[], madeAt: Date): AsyncGenerator<string> {
  yield `${HEAD}<p>Lập lúc ${formatTime(madeAt)}.</p>\n`;
  for (const { title, rows } of sections) {
    yield `<h2>${escapeHtml(title)}</h2>\n`;
    let count = 0;
    for await (const row of rows) {
      yield `<dl>${factsOf(row)}</dl>\n`;
      count += 1;
    }
    if (count === 0) yield '<p>Không có.</p>\n';
  }
  yield '</body></html>\n';
}

function factsOf(row: Row): string {
  return Object.entries(row)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('');
}

const HEAD = `<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Bản sao dữ liệu cá nhân</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
dl{border-top:1px solid #ccc;padding-top:.5rem}dt{font-weight:bold}dd{margin:0 0 .25rem;white-space:pre-wrap}</style>
</head><body><h1>Bản sao dữ liệu cá nhân trên Cổng Nêu gương</h1>
`;
