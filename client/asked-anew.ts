import { hidden, setText, textsOf } from './form-values.js';

/** Whether the answer in this control decides what else the section asks ("Đơn vị có viên chức không?"). */
export function asksMore(form: HTMLFormElement, control: EventTarget | null): boolean {
  const names = (form.dataset['asks'] ?? '').split(' ');
  return control instanceof HTMLInputElement && names.includes(control.name);
}

/**
 * Shows what is asked now that an answer is saved, as the page does that comes next without this: boxes, rail and buttons
 * follow, and what is being typed stays. Nothing where somebody else has saved since: the next save tells of it.
 */
export async function askAnew(form: HTMLFormElement): Promise<void> {
  const fresh = await sameForm(form);
  if (!fresh || hidden(fresh, 'version').value !== hidden(form, 'version').value) return;
  const focused = document.activeElement?.id ?? '';
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
  document.getElementById(focused)?.focus({ preventScroll: true });
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
