import type { Texts } from './form-values.js';

/** What was typed and has not been saved yet, kept in this browser for its account, report and section. */
export interface Backup {
  /** When it was typed, in milliseconds since 1970. */
  at: number;
  version: string;
  seen: string;
  texts: Texts;
  /** The section's letter and title, and its page: what is kept is told of elsewhere, too. */
  name?: string;
  href?: string;
}

/** What is kept under a key. */
export interface Kept {
  key: string;
  backup: Backup;
}

const PREFIX = 'nhap:';
const SENT = 'nhap-da-gui';
const KEPT_MS = 30 * 24 * 3_600_000;

/** False where the browser allows nothing to be kept, or is full: an older text must not come back in its place. */
export function keep(key: string, backup: Backup): boolean {
  const isKept = attempt(() => {
    localStorage.setItem(PREFIX + key, JSON.stringify(backup));
    return true;
  });
  if (!isKept) forget(key);
  return isKept === true;
}

export function kept(key: string): Backup | undefined {
  const text = attempt(() => localStorage.getItem(PREFIX + key));
  return text ? attempt(() => JSON.parse(text) as Backup) : undefined;
}

/** Forgets what was kept at an instant; what another tab has kept since stays. */
export function forget(key: string, at: number | undefined = kept(key)?.at): void {
  if (kept(key)?.at === at) attempt(() => localStorage.removeItem(PREFIX + key));
}

/** The form is being sent by its button: whether it was saved, a next page tells. */
export function markSent(key: string): void {
  attempt(() => sessionStorage.setItem(SENT, JSON.stringify({ key, at: kept(key)?.at })));
}

/** On the page with the server's notice of success, what was kept of the form that was sent is not needed any more. */
export function forgetSent(): void {
  const text = attempt(() => sessionStorage.getItem(SENT));
  const sent = text ? attempt(() => JSON.parse(text) as { key: string; at?: number }) : undefined;
  const isSaved = document.querySelector('.notice, main[data-done]') !== null;
  if (sent && isSaved) forget(sent.key, sent.at);
  if (isSaved || document.querySelector('form[data-draft]')) attempt(() => sessionStorage.removeItem(SENT));
}

export function forgetOld(): void {
  for (const key of keys()) if (Date.now() - (kept(key)?.at ?? 0) > KEPT_MS) forget(key);
}

/** All that is kept of an account ("12") or of one of its reports ("12:34"), in the order of the keys. */
export function keptOf(owner: string): Kept[] {
  return keys()
    .filter((key) => key.startsWith(`${owner}:`))
    .flatMap((key) => {
      const backup = kept(key);
      return backup ? [{ key, backup }] : [];
    });
}

function keys(): string[] {
  const names = attempt(() => Object.keys(localStorage)) ?? [];
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
