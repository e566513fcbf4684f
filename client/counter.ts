const numbers = new Intl.NumberFormat('vi-VN');

/** From this share of what a text may have, its count is of use. */
const NEAR = 0.5;

/** Says under a long text how many characters it has of those it may have, once that is near. */
export function countCharacters(): void {
  const forms = new Set([...document.querySelectorAll('[data-count]')].map((count) => count.closest('form')));
  for (const form of forms) {
    if (!form) continue;
    const show = () => form.querySelectorAll<HTMLElement>('[data-count]').forEach(showCount);
    form.addEventListener('input', show);
    form.addEventListener('filled', show);
    show();
  }
}

function showCount(count: HTMLElement): void {
  const text = document.getElementById(count.dataset['count'] ?? '');
  if (!(text instanceof HTMLTextAreaElement)) return;
  const most = Number(count.dataset['most']);
  count.textContent = `${numbers.format(text.value.length)} / ${numbers.format(most)} ký tự`;
  count.hidden = text.value.length < NEAR * most;
  count.classList.toggle('too-long', text.value.length > most);
}
