const ADDRESS = '/tai-khoan/dau-trang';
const DEADLINE = '/bao-cao/han-cua-don-vi';

/**
 * Public pages are the same bytes for everybody, so they offer to sign in. Where the browser has been told that somebody
 * has (docs/decisions/0042), their own header takes the place of that one, and so does whom they ask for help. Whoever has
 * not costs no request.
 */
export function showPerson(): void {
  const header = document.querySelector<HTMLElement>('.site-header:has(.enter)');
  if (!header || !isMarked()) return;
  void partsOf(ADDRESS).then((own) => {
    const [head, help] = ['.site-header', '.help-from'].map((part) => own?.querySelector(part));
    if (head) whenLeft(header, () => replace(header, head));
    if (help) document.querySelector('.help-from')?.replaceWith(document.importNode(help, true));
  });
}

/** The home page says by when each tier reports; for who is signed in, also by when the own unit does. */
export function showOwnDeadline(): void {
  const title = document.querySelector('.deadline > h2');
  if (!title || !isMarked()) return;
  void partsOf(DEADLINE).then((own) => {
    const line = own?.querySelector('.mine');
    if (line) title.after(document.importNode(line, true));
  });
}

function isMarked(): boolean {
  return /(?:^|; )da-vao=1(?:;|$)/.test(document.cookie);
}

/** Undefined where nobody is signed in any more, or there is nothing to tell. */
async function partsOf(address: string): Promise<Document | undefined> {
  const answer = await fetch(address).catch(() => undefined);
  if (answer?.status !== 200) return undefined;
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
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
