import { endDevice, isDevice } from './devices.js';
import { forget, keptOf, type Kept } from './backup.js';

/**
 * What is not saved yet is neither thrown away unasked when its person signs out, nor left unasked on a machine that others
 * may use: it is saved first, kept for the next time, or thrown away.
 */
export function askBeforeSignOut(): void {
  // The header with this form may come after the page (client/person.ts).
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-sign-out]')) return;
    const [first, ...others] = keptOf(form.dataset['signOut'] ?? '');
    if (!first && !isDevice()) return forgetWords();
    event.preventDefault();
    if (!first) return void leaveWith(form);
    ask([first, ...others], () => void leaveWith(form));
  });
}

async function leaveWith(form: HTMLFormElement): Promise<void> {
  forgetWords();
  if (isDevice()) await endDevice(form);
  form.submit();
}

/** What waits in this tab only is of whoever leaves (client/filing.ts). */
function forgetWords(): void {
  try {
    sessionStorage.clear();
  } catch {
    // The browser allows nothing to be kept.
  }
}

/** "phần B và D" */
function sections(left: readonly Kept[]): string {
  const letters = [...new Set(left.map(letterOf))].sort();
  const last = letters.pop() ?? '';
  return `phần ${letters.length > 0 ? `${letters.join(', ')} và ` : ''}${last}`;
}

function letterOf({ backup }: Kept): string {
  return (backup.name ?? '').split('.')[0] ?? '';
}

const IF_KEPT =
  'Nếu giữ lại, nội dung ấy chờ trên máy này 30 ngày và chỉ hiện ra khi bạn đăng nhập. Trên máy dùng chung, đừng giữ.';

function ask(left: readonly [Kept, ...Kept[]], leave: () => void): void {
  const dialog = document.createElement('dialog');
  const text = paragraph(`Trên máy này còn nội dung chưa lưu của ${sections(left)}.`);
  dialog.className = 'ask';
  text.id = 'hoi-dang-xuat';
  dialog.setAttribute('aria-labelledby', text.id);
  const throwAway = () => {
    for (const { key } of left) forget(key);
    leave();
  };
  dialog.append(
    ...[text, paragraph(IF_KEPT), saving(left[0]), ' '],
    ...[button('Đăng xuất, giữ lại', 'secondary', leave), ' '],
    ...[button('Đăng xuất và xóa', 'warning', throwAway), ' '],
    button('Ở lại', 'quiet', () => dialog.close()),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function paragraph(words: string): HTMLParagraphElement {
  const made = document.createElement('p');
  made.textContent = words;
  return made;
}

/** Opened, a section saves itself. */
function saving(first: Kept): HTMLButtonElement {
  return button(`Mở phần ${letterOf(first)} để lưu`, 'primary', () =>
    location.assign(first.backup.href ?? '/'),
  );
}

function button(text: string, kind: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `govuk-button button-${kind}`;
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}
