import { endDevice, isDevice } from './devices.js';
import { forget, keptOf, type Kept } from './backup.js';

/** Whoever signs out leaves nothing on this machine; what is not saved yet is not thrown away unasked. */
export function askBeforeSignOut(): void {
  // The header with this form may come after the page (client/person.ts).
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-sign-out]')) return;
    const left = keptOf(form.dataset['signOut'] ?? '');
    if (left.length === 0 && !isDevice()) return;
    event.preventDefault();
    if (left.length === 0) return void leaveWith(form);
    ask(`Trên máy này còn nội dung chưa lưu của ${sections(left)}.`, () => {
      for (const { key } of left) forget(key);
      void leaveWith(form);
    });
  });
}

async function leaveWith(form: HTMLFormElement): Promise<void> {
  if (isDevice()) await endDevice(form);
  form.submit();
}

/** "phần B và D" */
function sections(left: readonly Kept[]): string {
  const letters = [...new Set(left.map(({ backup }) => (backup.name ?? '').split('.')[0] ?? ''))].sort();
  const last = letters.pop() ?? '';
  return `phần ${letters.length > 0 ? `${letters.join(', ')} và ` : ''}${last}`;
}

function ask(words: string, leave: () => void): void {
  const dialog = document.createElement('dialog');
  const text = document.createElement('p');
  dialog.className = 'ask';
  text.id = 'hoi-dang-xuat';
  text.textContent = words;
  dialog.setAttribute('aria-labelledby', text.id);
  const stay = button('Ở lại', 'primary', () => dialog.close());
  const go = button('Đăng xuất và xóa', 'warning', leave);
  dialog.append(text, stay, ' ', go);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function button(text: string, kind: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `govuk-button button-${kind}`;
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}
