/** The ids with one of them a place up or down; as they are where it stands at that end, or is none of them. */
export function moved(ids: readonly number[], id: number, direction: 'up' | 'down'): number[] {
  const at = ids.indexOf(id);
  const to = direction === 'up' ? at - 1 : at + 1;
  const other = ids[to];
  if (at < 0 || other === undefined) return [...ids];
  return ids.map((one, i) => (i === at ? other : i === to ? id : one));
}
