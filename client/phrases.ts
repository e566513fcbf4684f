import { unfold } from './reveal.js';

/** "Chèn câu mẫu" puts the phrase into its box at once; without this, the server does it and shows the page again. */
export function insertPhrases(): void {
  for (const picker of document.querySelectorAll<HTMLElement>('[data-phrases]')) {
    const form = picker.closest('form');
    if (!form) continue;
    followFocus(form);
    picker.addEventListener('click', (event) => {
      const isButton = event.target instanceof Element && event.target.closest('[data-insert-phrase]');
      const text = isButton ? chosenPhrase(picker, form) : undefined;
      const box = form.elements.namedItem(chosen(form, 'target'));
      // Nothing chosen: the server says so.
      if (text === undefined || !(box instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      const before = box.value.trimEnd();
      box.value = before === '' ? text : `${before}\n${text}`;
      // Whoever keeps what is typed hears of it as of a key.
      box.dispatchEvent(new Event('input', { bubbles: true }));
      unfold(box);
      box.focus();
    });
  }
}

/** The phrase goes where the person has just been writing, unless they choose another box. */
function followFocus(form: HTMLFormElement): void {
  form.addEventListener('focusin', (event) => {
    const target = form.elements.namedItem('target');
    const box = event.target;
    if (!(target instanceof HTMLSelectElement) || !(box instanceof HTMLTextAreaElement)) return;
    if ([...target.options].some(({ value }) => value === box.name)) target.value = box.name;
  });
}

function chosenPhrase(picker: HTMLElement, form: HTMLFormElement): string | undefined {
  const id = chosen(form, 'phrase');
  const phrases = [...picker.querySelectorAll<HTMLElement>('[data-phrase]')];
  return phrases.find((phrase) => phrase.dataset['phrase'] === id)?.textContent;
}

function chosen(form: HTMLFormElement, name: string): string {
  const select = form.elements.namedItem(name);
  return select instanceof HTMLSelectElement ? select.value : '';
}
