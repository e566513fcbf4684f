/** What passkeys need is a fifth of all else: only a page with a form for one loads it. */
export function loadPasskeys(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-passkey-module]');
  if (form) void import(form.dataset['passkeyModule'] ?? '');
}
