import { setText, textIn } from './form-values.js';
import { openAround } from './reveal.js';

const PREFIX = 'nop:';

/**
 * What is written on the check page, or for a return, waits in this tab while its writer goes to look at an answer and comes
 * back. `data-filing` and `data-words` say under what.
 */
export function keepFilingWords(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-filing], form[data-words]');
  if (!form) return;
  const key = PREFIX + (form.dataset['filing'] ?? form.dataset['words'] ?? '');
  const boxes = [...form.querySelectorAll('textarea')];
  // A form that was refused comes back with all that was typed.
  if (!document.querySelector('.govuk-error-summary')) restore(form, key);
  tellReady(form);
  form.addEventListener('input', () => tellReady(form));
  form.addEventListener('input', () => {
    const words = boxes
      .filter(isChanged)
      .map(({ name, defaultValue }) => [name, { typed: textIn(form, name), over: defaultValue }]);
    attempt(() => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(words))));
  });
  form.addEventListener('submit', (event) => {
    // A button with an address of its own leads elsewhere: to other reports to choose, to a phrase that is put in.
    if (event.defaultPrevented || event.submitter?.hasAttribute('formaction')) return;
    attempt(() => sessionStorage.removeItem(key));
  });
}

const isChanged = (box: HTMLTextAreaElement) => box.value !== box.defaultValue;

/** The bar says that the report can go in as soon as every box of its form is filled in, though the page was refused. */
function tellReady(form: HTMLFormElement): void {
  const ready = document.querySelector<HTMLElement>('[data-filing-ready]');
  const now = document.querySelector('[data-filing-state]')?.parentElement;
  if (!ready || !now) return;
  const boxes = [
    ...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, [type=checkbox]'),
  ];
  const isReady = boxes.every((box) =>
    box instanceof HTMLInputElement ? box.checked : box.value.trim() !== '',
  );
  ready.hidden = !isReady || document.querySelector('[data-kept]:not([hidden])') !== null;
  now.hidden = !ready.hidden;
}

/** What was typed over. */
interface Waiting {
  typed: string;
  over: string;
}

/** Only where the page still says what was typed over: a note that was saved since is newer than what waits here. */
function restore(form: HTMLFormElement, key: string): void {
  const text = attempt(() => sessionStorage.getItem(key));
  const words = text ? attempt(() => JSON.parse(text) as Record<string, Waiting>) : undefined;
  for (const [name, waiting] of Object.entries(words ?? {})) {
    const box = form.elements.namedItem(name);
    if (!(box instanceof HTMLTextAreaElement) || box.defaultValue !== waiting.over) continue;
    setText(form, name, waiting.typed);
    openAround(box);
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
