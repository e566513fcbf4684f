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
  form.addEventListener('input', () => {
    const words = boxes.map(({ name }) => [name, textIn(form, name)]);
    attempt(() => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(words))));
  });
  form.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) attempt(() => sessionStorage.removeItem(key));
  });
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
