const numbers = new Intl.NumberFormat('vi-VN');

/** Says under each long text how many characters it has of those it may have. */
export function countCharacters(): void {
  for (const count of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const text = document.getElementById(count.dataset['count'] ?? '');
    if (!(text instanceof HTMLTextAreaElement)) continue;
    const most = Number(count.dataset['most']);
    const show = () => {
      count.textContent = `${numbers.format(text.value.length)} / ${numbers.format(most)} ký tự`;
      count.classList.toggle('too-long', text.value.length > most);
    };
    text.form?.addEventListener('input', show);
    text.form?.addEventListener('filled', show);
    show();
  }
}
