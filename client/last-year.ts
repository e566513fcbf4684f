import { setText, textIn } from './form-values.js';

/** "Lấy lại" puts last year's answer into its field at once; without this, the server does it and saves the section. */
export function takeOverLastYear(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]'))
    form.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button[name="take"]') : null;
      if (!(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      if (button.value === '*') takeAll(form);
      else take(form, button);
      form.dispatchEvent(new Event('input', { bubbles: true }));
    });
}

function take(form: HTMLFormElement, button: HTMLButtonElement): void {
  const [mine, last] = [textIn(form, button.value), button.dataset['last'] ?? ''];
  const field = document.getElementById(button.value);
  // A text that is there already keeps its place before last year's.
  const isAdded = field instanceof HTMLTextAreaElement && mine.trim() !== '';
  setText(form, button.value, isAdded ? `${mine}\n\n${last}` : last);
  field?.focus();
}

function takeAll(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('button[data-last]'))
    if (textIn(form, button.value).trim() === '') setText(form, button.value, button.dataset['last'] ?? '');
}
