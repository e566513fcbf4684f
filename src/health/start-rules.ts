/** Since when the portal runs, by the clock of its pages, which a demonstration sets; `uptime` in seconds. */
export function startOf(now: Date, uptime: number): Date {
  return new Date(now.getTime() - uptime * 1000);
}
