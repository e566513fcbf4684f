import { forget, forgetOld, forgetSent, keep, kept, markSent } from './backup.js';
import { askAnew, asksMore, sameForm } from './asked-anew.js';
import { timeToWait } from './time-to-wait.js';
import { hidden, isSame, setText, textsOf, type Texts } from './form-values.js';

const AFTER_TYPING_MS = 1000;
const RETRY_MS = 15_000;

/** The server's answer to a section that saved by itself (src/reports/drafts/routes.ts). */
interface Saved {
  version: string;
  seen: string;
  savedAt: string;
  errors: { field: string; message: string }[];
  /** What somebody else had changed meanwhile, by name. */
  taken: Texts;
  takenFrom: string;
}

/**
 * A section saves itself a second after typing stops. Until it has been saved, what was typed is kept in the browser:
 * over a reload, offline, and until the person has signed in again.
 */
export function saveDrafts(): void {
  forgetSent();
  forgetOld();
  const form = document.querySelector<HTMLFormElement>('form[data-draft]');
  if (form) watch(form);
}

function watch(form: HTMLFormElement): void {
  const draft = new Draft(form);
  form.addEventListener('input', (event) => draft.typed(asksMore(form, event.target)));
  form.addEventListener('submit', (event) => draft.sent(event));
  window.addEventListener('online', () => void draft.save());
  window.addEventListener('focus', () => void draft.save());
  draft.restore();
}

class Draft {
  private readonly key: string;
  private readonly state = document.querySelector<HTMLElement>('[data-save-state]');
  private readonly bar = document.querySelector<HTMLElement>('.save-bar');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unsaved = false;
  /** When the browser last kept what was typed, in milliseconds since 1970. */
  private keptAt = 0;
  private waiting = false;
  /** Until when the server asked to be left alone, as `performance.now()` counts. */
  private leftAloneUntil = 0;
  /** What is asked has changed with an answer: when it is saved, the page follows. */
  private asksAnew = false;
  private isKept = true;
  /** What the server has for certain: sent again, as with a file that is refused, it is nothing that only this browser has. */
  private stored: Texts | undefined;
  /** The button that was pressed while a save was under way; null for the Enter key. */
  private pressed: HTMLElement | null | undefined;

  constructor(private readonly form: HTMLFormElement) {
    this.key = form.dataset['draft'] ?? '';
    const isStored = form.dataset['refused'] === undefined && !document.querySelector('[data-prefilled]');
    if (isStored) this.stored = textsOf(form);
  }

  restore(): void {
    if (!restore(this.form, this.key)) return;
    this.keepTyped();
    this.say('unsaved', 'Nội dung chưa lưu của lần trước đã hiện lại. Đang lưu…');
    this.saveIn(0);
  }

  /** `asksAnew`: the answer decides what else is asked. */
  typed(asksAnew = false): void {
    this.keepTyped();
    this.asksAnew ||= asksAnew;
    this.saveIn(asksAnew ? 0 : AFTER_TYPING_MS);
  }

  /** By the form's own button; offline there is nothing to send it to. */
  sent(event: SubmitEvent): void {
    clearTimeout(this.timer);
    this.keepTyped();
    const waits = (this.waiting || this.mustWait()) && this.pressed === undefined;
    if (navigator.onLine && !waits) return markSent(this.key);
    event.preventDefault();
    if (!navigator.onLine) return this.sayWhyNot(undefined);
    // Sent now, it would meet the save under way as if it were somebody else's. A second press waits no longer.
    this.pressed = event.submitter;
    if (this.mustWait()) this.waitInstead();
    else this.say('unsaved', 'Đang lưu…');
  }

  async save(isSecondTry = false): Promise<void> {
    if (!this.unsaved || this.waiting) return;
    if (this.mustWait()) return this.waitInstead();
    this.waiting = true;
    const texts = textsOf(this.form);
    this.stored = undefined;
    const answer = await post(this.form, texts);
    this.waiting = false;
    const saved = answer?.ok ? await savedIn(answer) : undefined;
    if (saved) return this.settle(saved, texts);
    const seconds = timeToWait(answer);
    if (seconds === undefined) return this.explain(answer?.ok ? undefined : answer?.status, isSecondTry);
    this.leftAloneUntil = performance.now() + seconds * 1000;
    this.waitInstead();
  }

  private mustWait(): boolean {
    return performance.now() < this.leftAloneUntil;
  }

  /** The server has too much to do. A button that was pressed is pressed again when the section is saved. */
  private waitInstead(): void {
    const left = Math.max(0, this.leftAloneUntil - performance.now());
    const where = this.isKept ? 'Nội dung vừa nhập vẫn được giữ trên máy này.' : 'Đừng đóng trang này.';
    const when = `Chưa lưu, sẽ thử lại sau ${Math.max(1, Math.ceil(left / 1000))} giây: hệ thống đang bận.`;
    this.say(this.isKept ? 'kept' : 'unsaved', `${when} ${where}`);
    this.saveIn(left);
  }

  private async explain(status: number | undefined, isSecondTry: boolean): Promise<void> {
    if (status === 403 && !isSecondTry && (await renewToken(this.form))) return this.save(true);
    this.sayWhyNot(status);
    if (isWorthRetrying(status)) this.saveIn(RETRY_MS);
    if (status === undefined) this.pressed = undefined;
    this.pressAgain();
  }

  private settle(saved: Saved, texts: Texts): void {
    adopt(this.form, saved, texts);
    this.unsaved = !isSame(textsOf(this.form), { ...texts, ...saved.taken });
    const isWhole = saved.errors.length === 0;
    this.stored = isWhole ? { ...texts, ...saved.taken } : undefined;
    if (!this.unsaved && isWhole) forget(this.key, this.keptAt);
    document.querySelector('[data-prefilled]')?.remove();
    this.say(isWhole ? 'saved' : 'unsaved', savedWords(saved) + chosenFiles(this.form));
    tellRefused(this.form, saved.errors);
    if (this.unsaved) this.typed();
    else if (this.asksAnew) void this.askAnew();
    this.pressAgain();
  }

  private async askAnew(): Promise<void> {
    this.asksAnew = false;
    // A button that was pressed is looked for in the form once more: until then it must stand there.
    const isFree = () => !this.waiting && this.pressed === undefined;
    if (!(await askAnew(this.form, isFree))) this.asksAnew = true;
  }

  private pressAgain(): void {
    const { pressed } = this;
    this.pressed = undefined;
    if (pressed !== undefined) this.form.requestSubmit(pressed);
  }

  private keepTyped(): void {
    this.unsaved = true;
    if (this.bar) this.bar.dataset['typing'] = '';
    this.showState('unsaved');
    const texts = textsOf(this.form);
    if (this.stored && isSame(texts, this.stored)) return forget(this.key, this.keptAt);
    const [version, seen] = [hidden(this.form, 'version').value, hidden(this.form, 'seen').value];
    this.keptAt = Date.now();
    const section = { name: this.form.dataset['draftName'] ?? '', href: location.pathname + location.search };
    this.isKept = keep(this.key, { at: this.keptAt, version, seen, texts, ...section });
  }

  private saveIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  private sayWhyNot(status: number | undefined): void {
    this.say(isLeft(status) && this.isKept ? 'kept' : 'unsaved', ...whyNot(status, this.isKept));
  }

  /** In words, and by the icon of the bar. */
  private say(state: State, ...parts: (string | Node)[]): void {
    if (this.bar) delete this.bar.dataset['typing'];
    this.showState(state);
    this.state?.replaceChildren(...parts);
  }

  private showState(state: State): void {
    if (!this.bar) return;
    this.bar.dataset['state'] = state;
    // What the page said of the section as it was.
    this.bar.querySelector('.save-more')?.remove();
  }
}

/** `kept`: in this browser only. */
type State = 'saved' | 'unsaved' | 'kept';

/** Whether what was typed stays here until something changes: the line, the session. */
function isLeft(status: number | undefined): boolean {
  return status !== 409;
}

/** What a person must look at first is not sent again by itself. */
function isWorthRetrying(status: number | undefined): boolean {
  return status !== 409 && status !== 413 && status !== 422;
}

/** The portal, or what stands before it, cannot serve anybody just now. */
function isOutage(status: number | undefined): boolean {
  return status !== undefined && [429, 502, 503, 504, 507].includes(status);
}

/** Puts back what was typed and never saved. False where there is nothing, or where the page has it all. */
function restore(form: HTMLFormElement, key: string): boolean {
  const backup = kept(key);
  if (!backup || form.dataset['refused'] !== undefined) return false;
  if (isSame(backup.texts, textsOf(form))) {
    forget(key);
    return false;
  }
  for (const name of new Set([...Object.keys(textsOf(form)), ...Object.keys(backup.texts)]))
    setText(form, name, backup.texts[name] ?? '');
  // From what the person saw when typing, so that the server merges it with what others have saved since. A page that
  // holds other sections by now knows nothing of that.
  if (sectionsOf(backup.version) === sectionsOf(hidden(form, 'version').value)) {
    hidden(form, 'version').value = backup.version;
    hidden(form, 'seen').value = backup.seen;
  }
  form.dispatchEvent(new Event('filled', { bubbles: true }));
  return true;
}

/** "vien-chuc:3 cong-nhan-lao-dong:0" → the codes; '' for a page of one section. */
function sectionsOf(version: string): string {
  return version.replace(/:?\d+/g, '');
}

async function post(form: HTMLFormElement, texts: Texts): Promise<Response | undefined> {
  const own = ['_csrf', 'version', 'seen'].map((name) => [name, hidden(form, name).value]);
  const body = new URLSearchParams([...own, ...Object.entries(texts)]);
  return fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(
    () => undefined,
  );
}

/** Undefined where the line broke in the middle, or something on the way answered in the portal's place. */
function savedIn(answer: Response): Promise<Saved | undefined> {
  return answer.json().then(
    (saved) => saved as Saved,
    () => undefined,
  );
}

/** After signing in again, in this window or another, the form needs the new session's token. */
async function renewToken(form: HTMLFormElement): Promise<boolean> {
  const same = await sameForm(form);
  if (!same) return false;
  hidden(form, '_csrf').value = hidden(same, '_csrf').value;
  return true;
}

function tellRefused(form: HTMLFormElement, errors: Saved['errors']): void {
  form.dispatchEvent(new CustomEvent('refused', { detail: errors }));
}

/** Takes over the new version and what others changed; where that is being typed over, the next save will ask. */
function adopt(form: HTMLFormElement, saved: Saved, sent: Texts): void {
  const now = textsOf(form);
  const contested = Object.keys(saved.taken).filter((name) => (now[name] ?? '') !== (sent[name] ?? ''));
  for (const [name, text] of Object.entries(saved.taken))
    if (!contested.includes(name)) setText(form, name, text);
  if (contested.length > 0) return;
  hidden(form, 'version').value = saved.version;
  hidden(form, 'seen').value = saved.seen;
  form.dispatchEvent(new Event('filled', { bubbles: true }));
}

function savedWords({ savedAt, errors, taken, takenFrom }: Saved): string {
  const but = errors.length > 0 ? `, trừ ô chưa đúng: ${errors.map(({ message }) => message).join(' ')}` : '';
  const merged = Object.keys(taken).length > 0 ? ` Có cả phần ${takenFrom} vừa sửa ở các ô khác.` : '';
  return `Đã lưu lúc ${savedAt}${but}${but ? '' : '.'}${merged}`;
}

/** Files go with the button only. */
function chosenFiles(form: HTMLFormElement): string {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')];
  const isChosen = inputs.some((input) => (input.files?.length ?? 0) > 0);
  return isChosen ? ' Tệp vừa chọn chỉ được gửi khi bạn bấm nút lưu.' : '';
}

function whyNot(status: number | undefined, isKept: boolean): (string | Node)[] {
  if (status === 409)
    return ['Chưa lưu: có người vừa sửa cùng một ô, hoặc báo cáo đã đổi trạng thái. Hãy bấm nút lưu để xem.'];
  const where = isKept
    ? 'Chỉ lưu trên máy này'
    : 'Chưa lưu, và trình duyệt này không giữ được nội dung: đừng đóng trang, hãy chép lại phần vừa nhập';
  if (status === undefined) return [`${where}: không có kết nối. Khi có mạng, trang sẽ tự lưu.`];
  if (isOutage(status))
    return [
      `${where}: cổng đang bận hoặc tạm ngừng. Trang sẽ tự lưu lại sau ít phút, bạn không cần nhập lại.`,
    ];
  if (status === 401 || status === 403)
    return [`${where}: phiên làm việc đã hết hạn. `, signInLink(), ' để lưu tiếp.'];
  return [`${where}. Hãy bấm nút lưu để xem vì sao.`];
}

function signInLink(): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = `/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = 'Hãy đăng nhập lại';
  return link;
}
