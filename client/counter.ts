const numbers = new Intl.NumberFormat('vi-VN');

/** From this share of what a text may have, its count is of use. */
const NEAR = 0.5;

/** Says under a long text how many characters it has of those it may have, once that is near. */
export function countCharacters(): void {
  for (const count of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const text = document.getElementById(count.dataset['count'] ?? '');
    if (!(text instanceof HTMLTextAreaElement)) continue;
    const most = Number(count.dataset['most']);
    const show = () => {
      count.textContent = `${numbers.format(text.value.length)} / ${numbers.format(most)} ký tự`;
      count.hidden = text.value.length < NEAR * most;
      count.classList.toggle('too-long', text.value.length > most);
    };
    text.form?.addEventListener('input', show);
    text.form?.addEventListener('filled', show);
    show();
  }
}
