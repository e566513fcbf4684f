/** Buttons that copy a text of the page. Without JavaScript the box around each stays hidden, and one selects the text by hand. */
export function copyTexts(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copies]')) {
    const text = document.getElementById(button.dataset['copies'] ?? '');
    if (!(text instanceof HTMLTextAreaElement)) continue;
    const status = document.createElement('p');
    status.setAttribute('role', 'status');
    button.after(status);
    button.parentElement?.removeAttribute('hidden');
    button.addEventListener('click', () => {
      void copied(text).then((isCopied) => {
        status.textContent = isCopied
          ? 'Đã chép.'
          : 'Trình duyệt không cho chép. Chữ đã được bôi chọn: hãy bấm Ctrl+C.';
      });
    });
  }
}

/** Browsers lend the clipboard to secure pages only: elsewhere the text is selected, to be copied by hand. */
async function copied(text: HTMLTextAreaElement): Promise<boolean> {
  text.select();
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return false;
  return clipboard.writeText(text.value).then(
    () => true,
    () => false,
  );
}
