import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** A form whose button makes a passkey, or answers with one: it shows only where the browser can, and posts the answer. */
export function offerPasskeys(): void {
  if (!browserSupportsWebAuthn()) return;
  offer('passkeyCreate', (optionsJSON) => startRegistration({ optionsJSON }));
  offer('passkeyGet', (optionsJSON) => startAuthentication({ optionsJSON }));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the options are the package's own on both sides
function offer(kind: 'passkeyCreate' | 'passkeyGet', ask: (options: any) => Promise<unknown>): void {
  const attribute = kind.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  const form = document.querySelector<HTMLFormElement>(`form[data-${attribute}]`);
  if (!form) return;
  form.hidden = false;
  document.querySelector('[data-passkey-unable]')?.remove();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const status = form.querySelector('[role=status]')!;
    status.textContent = 'Hãy làm theo lời nhắc của máy…';
    ask(JSON.parse(form.dataset[kind] ?? ''))
      .then((answer) => {
        form.querySelector<HTMLInputElement>('[name=passkey]')!.value = JSON.stringify(answer);
        form.submit();
      })
      .catch((error: unknown) => {
        status.textContent = whyNot(error);
      });
  });
}

function whyNot(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'Máy này đã có khóa truy cập của tài khoản rồi.';
  if (name === 'SecurityError')
    return 'Trình duyệt không nhận khóa truy cập ở địa chỉ này: cổng cần được mở bằng tên miền, qua https.';
  return 'Chưa dùng được khóa truy cập: bạn đã hủy, hoặc máy này không có khóa ấy. Hãy thử lại hoặc chọn cách khác.';
}
