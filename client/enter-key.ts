/**
 * Enter in a box of one line goes to the next box of the section, from the last one to the button that saves: a number is
 * typed and Enter pressed as in a table, and nothing is sent by accident. Without this, Enter saves.
 */
export function goOnByEnter(): void {
  document.addEventListener('keydown', (event) => {
    const box = event.target;
    if (event.key !== 'Enter' || event.isComposing || !(box instanceof HTMLInputElement)) return;
    if (!box.form?.matches('[data-draft]') || !isLine(box)) return;
    event.preventDefault();
    const next = nextOf(box, box.form);
    next?.focus();
    if (next instanceof HTMLInputElement && isLine(next)) next.select();
  });
}

function nextOf(box: HTMLInputElement, form: HTMLFormElement): HTMLElement | undefined {
  const controls = [...form.elements].filter((control) => control instanceof HTMLElement);
  const after = controls.slice(controls.indexOf(box) + 1);
  const isBox = (control: HTMLElement) =>
    control.matches('input:not([type="hidden"]), textarea, select') && control.checkVisibility();
  return after.find(isBox) ?? document.querySelector<HTMLElement>('.save-bar .button-primary') ?? undefined;
}

function isLine({ type }: HTMLInputElement): boolean {
  return type === 'text';
}
