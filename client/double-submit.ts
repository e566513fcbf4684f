// Long enough for a slow line, short enough that a failed one leaves nobody stuck.
const RELEASE_AFTER_MS = 15_000;

/** Ignores a second submit of a form while the first is under way. The server guards itself as well. */
export function preventDoubleSubmit(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    // Not sent after all: offline, or waiting for a save under way.
    if (event.defaultPrevented) return;
    // The answer comes on a page of its own, and this form goes on.
    if (event.submitter?.getAttribute('formtarget') === '_blank') return;
    // The answer is a file, and the same form may be asked for another.
    if ('answersFile' in form.dataset || event.submitter?.hasAttribute('data-answers-file')) return;
    if (form.dataset['submitting']) return event.preventDefault();
    hold(form, event.submitter);
  });
  // A page that comes back from the browser's memory can be used again.
  window.addEventListener('pageshow', () => document.querySelectorAll('form').forEach(release));
}

/** aria-disabled and not disabled: the button keeps focus, and its name and value are still sent. */
function hold(form: HTMLFormElement, submitter: HTMLElement | null): void {
  form.dataset['submitting'] = 'yes';
  submitter?.setAttribute('aria-disabled', 'true');
  setTimeout(() => release(form), RELEASE_AFTER_MS);
}

function release(form: HTMLFormElement): void {
  delete form.dataset['submitting'];
  // Also those that stand elsewhere on the page.
  for (const button of form.elements) button.removeAttribute('aria-disabled');
}
