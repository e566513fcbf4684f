/** A press on the sign of a section or bullet also copies its address, and says so. */
export function copyLinks(): void {
  const anchors = document.querySelectorAll<HTMLAnchorElement>('a.anchor');
  // Browsers lend the clipboard to secure pages only.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (anchors.length === 0 || !clipboard) return;
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'copied no-print';
  document.querySelector('main')?.append(status);
  for (const anchor of anchors)
    anchor.addEventListener('click', () => {
      void clipboard.writeText(anchor.href).then(
        () => {
          status.textContent = 'Đã chép liên kết của mục này.';
          setTimeout(() => (status.textContent = ''), 3000);
        },
        () => undefined,
      );
    });
}
