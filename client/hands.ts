let atWork = false;

/** Watches presses, and syllables that an input method composes. */
export function followHands(): void {
  for (const start of ['pointerdown', 'compositionstart'])
    document.addEventListener(start, () => (atWork = true), true);
  for (const end of ['pointerup', 'pointercancel', 'compositionend'])
    document.addEventListener(end, () => (atWork = false), true);
}

/** Resolves when no press and no syllable is half done: what changes under it would lose it. */
export async function handsOff(): Promise<void> {
  while (atWork) await new Promise((resolve) => setTimeout(resolve, 50));
}
