const ADDRESS = '/tai-khoan/dau-trang';

/**
 * Public pages are the same bytes for everybody, so they offer to sign in. Where the browser has been told that somebody
 * has (docs/decisions/0042), their own header takes the place of that one. Whoever has not costs no request.
 */
export function showPerson(): void {
  const header = document.querySelector<HTMLElement>('.site-header:has(.enter)');
  if (!header || !isMarked()) return;
  void fetch(ADDRESS)
    .then(async (answer) => (answer.status === 200 ? parsed(await answer.text()) : null))
    .then((own) => own && whenLeft(header, () => replace(header, own)))
    .catch(() => undefined);
}

function isMarked(): boolean {
  return /(?:^|; )da-vao=1(?:;|$)/.test(document.cookie);
}

function parsed(html: string): Element | null {
  return new DOMParser().parseFromString(html, 'text/html').querySelector('.site-header');
}

/** Nobody loses the place where they are. */
function whenLeft(header: HTMLElement, act: () => void): void {
  if (!header.contains(document.activeElement)) return act();
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (header.contains(relatedTarget as Node | null)) return;
    header.removeEventListener('focusout', leave);
    setTimeout(act);
  };
  header.addEventListener('focusout', leave);
}

function replace(header: HTMLElement, own: Element): void {
  for (const link of own.querySelectorAll('a')) {
    const here = header.querySelector(`[aria-current][href="${link.getAttribute('href') ?? ''}"]`);
    if (here) link.setAttribute('aria-current', here.getAttribute('aria-current') ?? '');
  }
  header.replaceWith(document.importNode(own, true));
  // Gone back to after signing out, the page comes from the browser's memory with the name of who was here.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && !isMarked()) location.reload();
  });
}
