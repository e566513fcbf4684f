/** Long texts grow with what is typed, where the stylesheet cannot make them (field-sizing). Boxes may come later. */
export function growTexts(): void {
  if (CSS.supports('field-sizing', 'content')) return;
  const form = document.querySelector<HTMLFormElement>('.section-form');
  if (!form) return;
  const growAll = () => form.querySelectorAll('textarea').forEach(grow);
  form.addEventListener('filled', growAll);
  form.addEventListener('input', ({ target }) => target instanceof HTMLTextAreaElement && grow(target));
  growAll();
}

function grow(text: HTMLTextAreaElement): void {
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight + 4}px`;
}
