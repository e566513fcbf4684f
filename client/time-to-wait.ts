/** So long at the most, in seconds: what is typed shall not wait for a server that is wrong about itself. */
const LONGEST = 120;

/** For how long a server that has too much to do asks to be left alone (Retry-After); undefined where it does not. */
export function timeToWait(answer: Response | undefined): number | undefined {
  if (answer?.status !== 503 && answer?.status !== 429) return undefined;
  const seconds = Number(answer.headers.get('Retry-After') ?? 'none');
  return seconds >= 0 ? Math.min(seconds, LONGEST) : undefined;
}
