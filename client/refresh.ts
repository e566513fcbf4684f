import { handsOff } from './hands.js';

const EVERY_MS = 3000;

/** Shows how far work is that the server does: the part marked so is read again until it no longer is. */
export function refreshProgress(): void {
  const part = document.querySelector<HTMLElement>('[data-refresh]');
  if (part) setTimeout(() => void readAgain(part.id), EVERY_MS);
}

async function readAgain(id: string): Promise<void> {
  const fresh = await fetch(location.href, { headers: { Accept: 'text/html' } })
    .then(async (answer) => (answer.ok ? parsed(await answer.text(), id) : null))
    .catch(() => null);
  await handsOff();
  const part = document.getElementById(id);
  if (fresh && part) replace(part, fresh);
  refreshProgress();
}

function parsed(html: string, id: string): HTMLElement | null {
  return new DOMParser().parseFromString(html, 'text/html').getElementById(id);
}

/** What has the focus, or is about to be pressed, is left alone until the next time. */
function replace(part: HTMLElement, fresh: HTMLElement): void {
  if (part.contains(document.activeElement)) return;
  const said = part.dataset['refresh'] ?? '';
  const status = document.getElementById(said);
  const words = fresh.ownerDocument.getElementById(said)?.textContent ?? '';
  part.replaceWith(document.importNode(fresh, true));
  // Spoken by a screen reader, so only where it says something new.
  if (status && status.textContent !== words) status.textContent = words;
}
