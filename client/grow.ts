/** Long texts grow with what is typed, where the stylesheet cannot make them (field-sizing). */
export function growTexts(): void {
  if (CSS.supports('field-sizing', 'content')) return;
  for (const text of document.querySelectorAll<HTMLTextAreaElement>('.section-form textarea')) {
    const grow = () => {
      text.style.height = 'auto';
      text.style.height = `${text.scrollHeight + 4}px`;
    };
    text.form?.addEventListener('filled', grow);
    text.addEventListener('input', grow);
    grow();
  }
}
