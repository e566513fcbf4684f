/** Takes keyboard and screen reader to the error summary, and from its links to the field itself. */
export function focusErrorSummary(): void {
  const summary = document.querySelector<HTMLElement>('.govuk-error-summary[data-focus]');
  if (!summary) return;
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const field = link?.hash ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!field) return;
    event.preventDefault();
    headingOf(field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

/** The label or legend, which must come into sight with the field. */
function headingOf(field: HTMLElement): Element {
  return field.closest('.govuk-form-group') ?? field;
}
