interface Assignable {
  readonly id: number;
  readonly assigneeId: number | null;
}

/**
 * Who gets which report so that each of `reviewers` looks after as many of these reports as any other, give or take one: each
 * goes to whoever has the fewest by then, the first of the list among equals. Those that somebody has already stay theirs
 * and count; with `isAnew` all are given anew. By report, those
 * that are given.
 */
export function evenly(
  reports: readonly Assignable[],
  reviewers: readonly number[],
  isAnew: boolean,
): Map<number, number> {
  const isKept = ({ assigneeId }: Assignable) => !isAnew && assigneeId !== null;
  const load = new Map(reviewers.map((id) => [id, 0]));
  const add = (id: number) => load.set(id, (load.get(id) ?? 0) + 1);
  for (const report of reports)
    if (isKept(report) && load.has(report.assigneeId ?? 0)) add(report.assigneeId ?? 0);
  const given = new Map<number, number>();
  for (const { id } of reports.filter((report) => !isKept(report))) {
    const fewest = Math.min(...load.values());
    const next = reviewers.find((reviewer) => load.get(reviewer) === fewest);
    if (next === undefined) continue;
    given.set(id, next);
    add(next);
  }
  return given;
}
