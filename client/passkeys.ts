import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

// A module of its own, which the two pages that need it name (client/passkey-forms.ts).

if (browserSupportsWebAuthn()) {
  offer('passkeyCreate', (options) =>
    startRegistration({ optionsJSON: JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON }),
  );
  offer('passkeyGet', (options) =>
    startAuthentication({ optionsJSON: JSON.parse(options) as PublicKeyCredentialRequestOptionsJSON }),
  );
}

/** A form whose button makes a passkey, or answers with one: it shows only where the browser can, and posts the answer. */
function offer(kind: 'passkeyCreate' | 'passkeyGet', ask: (options: string) => Promise<unknown>): void {
  const attribute = kind.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  const form = document.querySelector<HTMLFormElement>(`form[data-${attribute}]`);
  if (!form) return;
  form.hidden = false;
  document.querySelector('[data-passkey-unable]')?.remove();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const status = form.querySelector('[role=status]')!;
    status.textContent = 'Hãy làm theo lời nhắc của máy…';
    ask(form.dataset[kind] ?? '')
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
