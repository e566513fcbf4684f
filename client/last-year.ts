import { setText, textIn, type Texts } from './form-values.js';

/** "Dùng lại" puts last year's answers into their boxes at once; without this, the server does it and saves the section. */
export function takeOverLastYear(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
    markUnchanged(form);
    form.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button[name="take"]') : null;
      if (!(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      if (button.value === '*') takeAll(form);
      else take(form, button);
      form.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
}

function take(form: HTMLFormElement, button: HTMLButtonElement): void {
  const last = Object.entries(lastIn(button));
  for (const [name, text] of last) {
    const mine = textIn(form, name);
    // A text that is there already keeps its place before last year's.
    const isAdded = document.getElementById(name) instanceof HTMLTextAreaElement && mine.trim() !== '';
    setText(form, name, isAdded ? `${mine}\n\n${text}` : text);
  }
  document.getElementById(last[0]?.[0] ?? '')?.focus();
}

function takeAll(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('button[data-last]'))
    for (const [name, text] of Object.entries(lastIn(button)))
      if (textIn(form, name).trim() === '') setText(form, name, text);
}

function lastIn(button: HTMLButtonElement): Texts {
  return JSON.parse(button.dataset['last'] ?? '{}') as Texts;
}

const FEWEST_LETTERS = 40;

/** Says at a text that it is still last year's, as src/form/last-year.ts tells it. */
function markUnchanged(form: HTMLFormElement): void {
  const show = () => {
    for (const mark of form.querySelectorAll<HTMLElement>('[data-unchanged]')) {
      const now = textIn(form, mark.dataset['unchanged'] ?? '');
      mark.hidden = !isSameText(now, mark.dataset['before'] ?? '');
    }
  };
  form.addEventListener('input', show);
  form.addEventListener('filled', show);
}

function isSameText(now: string, then: string): boolean {
  const bare = (text: string) => text.replace(/\s+/g, ' ').trim();
  return bare(now) === bare(then) && (now.match(/\p{L}/gu) ?? []).length >= FEWEST_LETTERS;
}
