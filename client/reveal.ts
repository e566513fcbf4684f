/** A link to a box that is folded away unfolds what it stands in; some browsers do so themselves. */
export function revealTargets(): void {
  const reveal = () => {
    const target = document.querySelector(':target');
    if (!target?.closest('details:not([open])') && !(target instanceof HTMLTextAreaElement)) return;
    unfold(target);
    if (target instanceof HTMLTextAreaElement) target.focus();
  };
  window.addEventListener('hashchange', reveal);
  reveal();
}

/** Opens every folded part that an element stands in, and brings it into view. */
export function unfold(element: Element): void {
  openAround(element);
  element.scrollIntoView({ block: 'center' });
}

/** Opens every folded part that an element stands in, where the page stays. */
export function openAround(element: Element): void {
  for (let around = element.closest('details'); around; around = parentDetails(around)) around.open = true;
}

function parentDetails(details: HTMLDetailsElement): HTMLDetailsElement | null {
  return details.parentElement?.closest('details') ?? null;
}
