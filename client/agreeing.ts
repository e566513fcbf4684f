import { figuresOf } from './computed.js';

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6, signDisplay: 'negative' });
const AFTER_TYPING_MS = 1000;

/** As src/reports/drafts/live-check-pages.ts writes them: a figure of a box here, or the value that another section has. */
interface Figure {
  label: string;
  name: string;
  value: number | null;
}
interface Check {
  relation: '=' | '≤';
  left: Figure[];
  right: Figure[];
}
/** What the server could not read, by the box's name: client/autosave.ts tells of it. */
export type Refusals = readonly { field: string; message: string }[];

/**
 * Messages follow what is typed: gone as soon as it is right, there when one leaves the box or stops typing, in the words
 * that the server would use (src/form/checks.ts). Without this they are told when the section is saved.
 */
export function tellWhileTyping(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-checks]');
  if (form) new Teller(form).follow();
}

class Teller {
  /** What only the server can tell, by the box's name: from its page, and from the last save. */
  private readonly ofPage = new Map<string, string>();
  private readonly refused = new Map<string, string>();
  /** The boxes that have a message. */
  private readonly told = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly form: HTMLFormElement) {
    const compared = new Set(this.wrong().values());
    for (const line of form.querySelectorAll('.govuk-error-message')) {
      const [name, message] = [line.id.replace(/-error$/, ''), wordsOf(line)];
      this.told.add(name);
      if (!compared.has(message)) this.ofPage.set(name, message);
    }
  }

  follow(): void {
    this.form.addEventListener('input', (event) => this.typed(event.target));
    this.form.addEventListener('change', () => this.tell());
    this.form.addEventListener('filled', () => this.tell());
    this.form.addEventListener('refused', (event) => {
      this.refused.clear();
      for (const { field, message } of (event as CustomEvent<Refusals>).detail)
        this.refused.set(field, message);
      this.tell();
    });
  }

  private typed(box: EventTarget | null): void {
    if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) this.outdated(box);
    const wrong = this.wrong();
    for (const name of this.told) if (!wrong.has(name)) this.say(name, '');
    agree(new Set(wrong.values()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), AFTER_TYPING_MS);
  }

  /** What the server said of an answer that is being changed: its warning comes again with the next page, if it holds. */
  private outdated(box: HTMLInputElement | HTMLTextAreaElement): void {
    for (const told of [this.ofPage, this.refused]) told.delete(box.name);
    const warning = document.getElementById(`${box.name}-warning`);
    if (!warning) return;
    takeAway(warning);
    pointTo(box, warning.id, false);
  }

  private tell(): void {
    clearTimeout(this.timer);
    const wrong = this.wrong();
    for (const name of new Set([...this.told, ...wrong.keys()])) this.say(name, wrong.get(name) ?? '');
    agree(new Set(wrong.values()));
  }

  /** By the box's name. */
  private wrong(): Map<string, string> {
    const figure = figuresOf(this.form);
    const checks = JSON.parse(this.form.dataset['checks'] ?? '[]') as Check[];
    const found = new Map([...this.ofPage, ...this.refused]);
    for (const check of checks) {
      const message = broken(check, (one) => (one.name === '' ? (one.value ?? NaN) : figure(one.name)));
      if (message === '') continue;
      for (const { name } of [...check.left, ...check.right])
        if (isShown(name) && !found.has(name)) found.set(name, message);
    }
    return found;
  }

  private say(name: string, message: string): void {
    const box = document.getElementById(name);
    if (!(box instanceof HTMLElement)) return;
    if (message === '') this.told.delete(name);
    else this.told.add(name);
    showAt(box, message);
  }
}

/** Without the word that is for screen readers. */
function wordsOf(line: Element): string {
  const hidden = line.querySelector('.visually-hidden, .govuk-visually-hidden')?.textContent ?? '';
  return line.textContent.trim().slice(hidden.length).trim();
}

/** What a part of the page that has nothing to tell holds is compared with nothing. */
function isShown(name: string): boolean {
  const box = document.getElementById(name);
  return name !== '' && box !== null && !box.closest('[hidden], .set-aside');
}

/** The words for a comparison that does not hold; '' while it does, or while a figure is not known. */
function broken({ relation, left, right }: Check, value: (figure: Figure) => number): string {
  const sum = (side: Figure[]) => Math.round(side.reduce((all, one) => all + value(one), 0) * 1e6) / 1e6;
  const [a, b] = [sum(left), sum(right)];
  if (Number.isNaN(a) || Number.isNaN(b) || (relation === '=' ? a === b : a <= b)) return '';
  const listed = (side: Figure[], all: number) => {
    const words = side.map((one) => `${one.label} (${numbers.format(value(one))})`).join(' + ');
    return side.length === 1 ? words : `${words} = ${numbers.format(all)},`;
  };
  return `${listed(left, a)} ${relation === '≤' ? 'lớn hơn' : 'khác'} ${listed(right, b)}.`;
}

/** Puts the message of a box where the server's page has it; '' takes it away. */
function showAt(box: HTMLElement, message: string): void {
  const id = `${box.id}-error`;
  const isWrong = message !== '';
  const line = document.getElementById(id) ?? (isWrong ? newLine(box, id) : null);
  if (isWrong) line?.replaceChildren(hiddenWord('Lỗi: '), message);
  else if (line) takeAway(line);
  describe(box, id, isWrong);
  box.closest('td.figure')?.classList.toggle('is-error', isWrong);
  box.closest('.govuk-form-group')?.classList.toggle('govuk-form-group--error', isWrong);
}

function describe(box: HTMLElement, id: string, isWrong: boolean): void {
  pointTo(box, id, isWrong);
  if (isWrong) box.setAttribute('aria-invalid', 'true');
  else box.removeAttribute('aria-invalid');
  const kind = box instanceof HTMLTextAreaElement ? 'govuk-textarea--error' : 'govuk-input--error';
  box.classList.toggle(kind, isWrong);
}

/** Whether the line of this id describes the box. */
function pointTo(box: HTMLElement, id: string, isThere: boolean): void {
  const others = (box.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one && one !== id);
  const ids = isThere ? [...others, id] : others;
  if (ids.length > 0) box.setAttribute('aria-describedby', ids.join(' '));
  else box.removeAttribute('aria-describedby');
}

function newLine(box: HTMLElement, id: string): HTMLElement {
  const line = document.createElement('p');
  line.className = 'govuk-error-message';
  line.id = id;
  const body = box.closest('table.figures tbody');
  if (body) saidIn(body).append(line);
  else (box.closest('.govuk-input__wrapper') ?? box).before(line);
  return line;
}

/** The cell under a row of figures that holds what is said of them. */
function saidIn(body: Element): Element {
  const found = body.querySelector('.said > td');
  if (found) return found;
  const row = document.createElement('tr');
  row.className = 'said';
  const cell = row.insertCell();
  cell.colSpan = body.closest('table')?.tHead?.rows[0]?.cells.length ?? 1;
  body.append(row);
  return cell;
}

function takeAway(line: Element): void {
  const row = line.closest('tr.said');
  line.remove();
  if (row && !row.querySelector('p, div')) row.remove();
}

function hiddenWord(text: string): HTMLElement {
  const word = document.createElement('span');
  word.className = 'visually-hidden';
  word.textContent = text;
  return word;
}

/** At the top stand the messages that still hold; with the last one they go, and the button says what it always does. */
function agree(messages: ReadonlySet<string>): void {
  const summary = document.querySelector('.section-main > .govuk-error-summary');
  if (!summary || document.querySelector('form[data-refused]')) return;
  const items = [...summary.querySelectorAll('li')];
  for (const item of items) if (!messages.has(item.textContent.trim())) item.remove();
  const left = summary.querySelectorAll('li').length;
  const title = summary.querySelector('h2');
  if (title) title.textContent = `Đã lưu. Còn ${left} chỗ chưa khớp`;
  if (left > 0) return;
  summary.remove();
  const button = document.querySelector<HTMLElement>('.save-bar [data-plain]');
  if (button) button.textContent = button.dataset['plain'] ?? '';
}
