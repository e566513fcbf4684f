import { setText, textIn } from './form-values.js';

const PREFIX = 'nop:';

/** What is written on the check page waits in this tab while its writer goes to mend an answer and comes back. */
export function keepFilingWords(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-filing]');
  if (!form) return;
  const key = PREFIX + (form.dataset['filing'] ?? '');
  const boxes = [...form.querySelectorAll('textarea')];
  // A form that was refused comes back with all that was typed.
  if (!document.querySelector('.govuk-error-summary')) restore(form, key);
  tellReady(form);
  form.addEventListener('input', () => tellReady(form));
  form.addEventListener('input', () => {
    const words = boxes.map(({ name }) => [name, textIn(form, name)]);
    attempt(() => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(words))));
  });
  form.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) attempt(() => sessionStorage.removeItem(key));
  });
}

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

function restore(form: HTMLFormElement, key: string): void {
  const text = attempt(() => sessionStorage.getItem(key));
  const words = text ? attempt(() => JSON.parse(text) as Record<string, string>) : undefined;
  for (const [name, typed] of Object.entries(words ?? {})) if (typed !== '') setText(form, name, typed);
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
