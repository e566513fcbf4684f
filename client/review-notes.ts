import { hidden } from './form-values.js';
import { unfold } from './reveal.js';

const AFTER_TYPING_MS = 800;

/** The server's answer to a note that saved itself (src/review/notes/routes.ts). */
interface Saved {
  version: number;
  /** How many notes the next return takes along. */
  notes: number;
  savedAt: string;
}

/**
 * A note beside an answer saves itself a moment after typing stops, and when its box is left. What leads to the return waits
 * until all are saved. Without this, each note has its button.
 */
export function keepReviewNotes(): void {
  const notes = [...document.querySelectorAll<HTMLFormElement>('form[data-note]')].map(
    (form) => new Note(form),
  );
  if (notes.length === 0) return;
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLElement>('[data-key]');
    const open = notes.filter((note) => note.isOpen);
    if (!link || open.length === 0) return;
    event.preventDefault();
    void goOn(link, open);
  });
  // The page is left in another way: what was typed last still goes out.
  window.addEventListener('pagehide', () => notes.forEach((note) => note.isOpen && void note.save(true)));
}

async function goOn(link: HTMLElement, open: readonly Note[]): Promise<void> {
  await Promise.all(open.map((note) => note.save()));
  const unsaved = open.find((note) => note.isOpen);
  if (unsaved) unsaved.show();
  else link.click();
}

class Note {
  isOpen = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The save under way; the next one waits for it, since it needs the new version. */
  private saving: Promise<void> = Promise.resolve();
  private readonly box: HTMLTextAreaElement;
  private readonly state: HTMLElement | null;
  private readonly button: HTMLElement | null;

  constructor(private readonly form: HTMLFormElement) {
    this.box = form.querySelector('textarea') as HTMLTextAreaElement;
    this.state = form.querySelector('[role="status"]');
    this.button = form.querySelector('button');
    if (this.button) this.button.hidden = true;
    this.box.addEventListener('input', () => this.typed());
    this.box.addEventListener('change', () => void this.save());
  }

  show(): void {
    unfold(this.box);
    this.box.focus();
  }

  save(isLeaving = false): Promise<void> {
    clearTimeout(this.timer);
    this.saving = this.saving.then(() => (this.isOpen ? this.send(isLeaving) : undefined));
    return this.saving;
  }

  private typed(): void {
    this.isOpen = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), AFTER_TYPING_MS);
  }

  private async send(keepalive: boolean): Promise<void> {
    const text = this.box.value;
    const own = ['_csrf', 'version', 'report'].map((name) => [name, hidden(this.form, name).value]);
    const body = new URLSearchParams([...own, [this.box.name, text]]);
    const headers = { Accept: 'application/json' };
    const answer = await fetch(this.form.action, { method: 'POST', body, headers, keepalive }).catch(
      () => undefined,
    );
    const said = (await answer?.json().catch(() => undefined)) as (Saved & { message?: string }) | undefined;
    if (answer?.ok && said) return this.settle(said, text);
    this.refused(said?.message);
  }

  private settle({ version, notes, savedAt }: Saved, text: string): void {
    hidden(this.form, 'version').value = String(version);
    this.isOpen = this.box.value !== text;
    this.say(text.trim() === '' ? 'Đã bỏ ghi chú.' : `Đã lưu lúc ${savedAt}.`);
    if (this.button) this.button.hidden = true;
    tellBar(notes);
  }

  /** The button then shows why, with what was typed. */
  private refused(why = 'không có kết nối, hoặc phiên làm việc đã hết hạn.'): void {
    this.say(`Chưa lưu: ${why} Bấm “Lưu ghi chú” để thử lại.`);
    if (this.button) this.button.hidden = false;
  }

  private say(words: string): void {
    if (this.state) this.state.textContent = words;
  }
}

/** The bar says how many notes there are, and what follows from it. */
function tellBar(notes: number): void {
  const words = document.querySelector('[data-notes-words]');
  const sendBack = document.querySelector<HTMLElement>('[data-with-notes]');
  if (!words || !sendBack) return;
  const [without = '', before = '', after = ''] = (sendBack.dataset['withNotes'] ?? '').split('|');
  words.textContent = notes > 0 ? `${notes} ghi chú sẽ gửi khi trả lại` : 'Chưa có ghi chú nào';
  const label = notes > 0 ? `${before} ${notes} ${after}` : without;
  const key = sendBack.querySelector('kbd');
  sendBack.replaceChildren(label, ...(key ? [key] : []));
  rank(sendBack, notes > 0);
  rank(document.querySelector('[data-before-notes]'), notes === 0);
}

function rank(button: Element | null, isPrimary: boolean): void {
  button?.classList.toggle('button-primary', isPrimary);
  button?.classList.toggle('button-secondary', !isPrimary);
}
