import { hidden, setText, textsOf } from './form-values.js';
import { handsOff } from './hands.js';

/** Whether the answer in this control decides what else the section asks ("Đơn vị có viên chức không?"). */
export function asksMore(form: HTMLFormElement, control: EventTarget | null): boolean {
  const names = (form.dataset['asks'] ?? '').split(' ');
  return control instanceof HTMLInputElement && names.includes(control.name);
}

/**
 * Shows what is asked now that an answer is saved, as the page does that comes next without this: boxes, rail and buttons
 * follow, and what is being typed stays. False, and nothing has changed, where the page is not free by then, or somebody
 * else has saved since: the next save tells of it.
 */
export async function askAnew(form: HTMLFormElement, isFree: () => boolean): Promise<boolean> {
  const fresh = await sameForm(form);
  await handsOff();
  const isSame = fresh !== undefined && hidden(fresh, 'version').value === hidden(form, 'version').value;
  if (!isSame || !isFree()) return false;
  const returnToBox = boxInFocus();
  const texts = textsOf(form);
  hidden(form, 'seen').value = hidden(fresh, 'seen').value;
  form.dataset['checks'] = fresh.dataset['checks'] ?? '[]';
  for (const part of ['[data-asked]', '.rail', '.save-buttons']) {
    const [now, then] = [document.querySelector(part), fresh.ownerDocument.querySelector(part)];
    if (!now || !then) continue;
    keepChosenFiles(now, then);
    now.replaceWith(then);
  }
  for (const [name, text] of Object.entries(texts)) setText(form, name, text);
  form.dispatchEvent(new Event('filled', { bubbles: true }));
  returnToBox();
  return true;
}

/** Puts the focus back, and the caret where it was. */
function boxInFocus(): () => void {
  const before = document.activeElement;
  const caret = isText(before) ? [before.selectionStart, before.selectionEnd] : undefined;
  return () => {
    const box = document.getElementById(before?.id ?? '');
    box?.focus({ preventScroll: true });
    if (caret && isText(box)) box.setSelectionRange(caret[0] ?? null, caret[1] ?? null);
  };
}

function isText(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === 'text')
  );
}

/** A file that was chosen and not sent yet is nowhere but in its control. */
function keepChosenFiles(now: Element, then: Element): void {
  for (const input of now.querySelectorAll<HTMLInputElement>('input[type="file"]'))
    if (input.files?.length)
      then.querySelector(`input[type="file"][name="${input.name}"]`)?.replaceWith(input);
}

/** The form as the server draws it now; undefined where it does not, or the session is over. */
export async function sameForm(form: HTMLFormElement): Promise<HTMLFormElement | undefined> {
  const answer = await fetch(location.pathname + location.search).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const key = form.dataset['draft'] ?? '';
  return page.querySelector<HTMLFormElement>(`form[data-draft="${key}"]`) ?? undefined;
}
