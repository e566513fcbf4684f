import { textIn } from './form-values.js';

/** The list of boxes that are still empty follows what is typed: a box that is filled in goes from it, and comes back. */
export function tellMissing(): void {
  const list = document.querySelector<HTMLElement>('details.missing');
  const form = list?.closest('form');
  if (!list || !form) return;
  const tell = () => tellLeft(list, form);
  form.addEventListener('input', tell);
  form.addEventListener('filled', tell);
}

function tellLeft(list: HTMLElement, form: HTMLFormElement): void {
  const items = [...list.querySelectorAll('li')];
  for (const item of items) {
    const name = item.querySelector('a')?.hash.slice(1) ?? '';
    item.hidden = textIn(form, name).trim() !== '';
  }
  const left = items.filter((item) => !item.hidden).length;
  list.hidden = left === 0;
  const summary = list.querySelector('summary');
  if (summary) summary.textContent = `Còn ${left} ô chưa điền trong phần này`;
}
