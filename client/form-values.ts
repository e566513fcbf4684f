/** What a form's controls hold, by name: texts and choices, without files and the portal's own hidden fields. */
export type Texts = Record<string, string>;

const OWN = new Set(['version', 'seen', 'told', 'then', 'take']);
const isOwn = (name: string) => name.startsWith('_') || name.startsWith('remove_') || OWN.has(name);

export function textsOf(form: HTMLFormElement): Texts {
  const texts: Texts = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !isOwn(name)) texts[name] = value;
  return texts;
}

/** Texts as they were, where a box that is not ticked is no text at all. */
export function isSame(a: Texts, b: Texts): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (name) => (a[name] ?? '') === (b[name] ?? ''),
  );
}

/** Puts a text into a control, or chooses what it names. */
export function setText(form: HTMLFormElement, name: string, text: string): void {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLInputElement && control.type === 'checkbox')
    control.checked = text === control.value;
  else if (control instanceof RadioNodeList || isTyped(control)) control.value = text;
}

export function textIn(form: HTMLFormElement, name: string): string {
  return textsOf(form)[name] ?? '';
}

function isTyped(control: unknown): control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return (
    (control instanceof HTMLInputElement && control.type !== 'file') ||
    control instanceof HTMLTextAreaElement ||
    control instanceof HTMLSelectElement
  );
}

export function hidden(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}
