import { fold, isMailAddress } from '../platform/text/text.js';

// The team of an inspection is text, a member a line: "Lê Thị Hồng Nhung (trưởng đoàn), nhung@example.vn".

export interface Member {
  readonly name: string;
  /** '' where the line has none. */
  readonly address: string;
}

const ADDRESS = /[^\s<>(),;]*@[^\s<>(),;]*/;
const TITLE = /^(?:[-–•*+]|\d+[.)]|(?:ông|bà|anh|chị|đ\/c|đồng chí)(?=[\s.:]))[\s.:]*/iu;

export function membersOf(team: string): Member[] {
  return linesOf(team).flatMap((line) => {
    const address = ADDRESS.exec(line)?.[0] ?? '';
    const [name = ''] = untitled(line.replace(ADDRESS, '')).split(/\s*[(<,:–]|\s-\s/);
    return name.trim() === '' ? [] : [{ name: name.trim(), address }];
  });
}

/** The team as others than its own union see it: without addresses, its head marked. */
export function teamWords(team: string): string {
  return withHead(peopleWords(team));
}

/** With the first marked as the head, unless somebody is already: the form asks for the head in the first line. */
export function withHead(team: string): string {
  const [first = '', ...rest] = linesOf(team);
  if (first === '' || HEAD.test(team)) return [first, ...rest].join('\n');
  const marked = ADDRESS.test(first)
    ? first.replace(/^(.*?)(?=[\s,;]*[<(]?\s*[^\s<>(),;]*@)/, '$1 (trưởng đoàn)')
    : `${first} (trưởng đoàn)`;
  return [marked, ...rest].join('\n');
}
const HEAD = /trưởng đoàn/iu;

/** Names, a line each, without addresses. */
export function peopleWords(people: string): string {
  return linesOf(people)
    .map((line) =>
      line
        .replace(ADDRESS, '')
        .replace(/[<(]\s*[>)]/g, '')
        .replace(/[\s,;:–-]+$/, ''),
    )
    .join('\n');
}

/** An address that no mail could go to; undefined where there is none. */
export function wrongAddress(team: string): string | undefined {
  return membersOf(team).find(({ address }) => address !== '' && !isMailAddress(address))?.address;
}

/** The team with `to` in the place of the member named `from`, the address too; undefined where nobody in it is. */
export function withSuccessor(
  team: string,
  from: { readonly fullName: string },
  to: { readonly fullName: string; readonly email: string },
): string | undefined {
  const isLeaving = (line: string) => membersOf(line).some(({ name }) => fold(name) === fold(from.fullName));
  if (!linesOf(team).some(isLeaving)) return undefined;
  return linesOf(team)
    .map((line) => (isLeaving(line) ? succeeded(line, to) : line))
    .join('\n');
}

function succeeded(line: string, { fullName, email }: { fullName: string; email: string }): string {
  const [{ name, address } = { name: '', address: '' }] = membersOf(line);
  const renamed = line.replace(name, () => fullName);
  if (address === '') return renamed;
  return email === '' ? peopleWords(renamed) : renamed.replace(address, () => email);
}

interface Visit {
  readonly id: number;
  readonly plannedOn: Date;
  readonly team: string;
  readonly unit: { readonly name: string };
}

/** By inspection: who of its team is planned for another one on the same day, and where, a sentence each. */
export function clashes(visits: readonly Visit[]): Map<number, string[]> {
  const byPlace = new Map<string, { name: string; visit: Visit }[]>();
  for (const visit of visits)
    for (const { name } of membersOf(visit.team)) {
      const key = `${visit.plannedOn.getTime()} ${fold(name)}`;
      byPlace.set(key, [...(byPlace.get(key) ?? []), { name, visit }]);
    }
  const found = new Map<number, string[]>();
  for (const same of byPlace.values())
    for (const { name, visit } of same) {
      const others = same.filter((one) => one.visit.id !== visit.id).map((one) => one.visit.unit.name);
      if (others.length === 0) continue;
      const said = `${name} cùng ngày còn đi ${[...new Set(others)].join(', ')}.`;
      found.set(visit.id, [...(found.get(visit.id) ?? []), said]);
    }
  return found;
}

function linesOf(team: string): string[] {
  return team
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function untitled(line: string): string {
  const shorter = line.trim().replace(TITLE, '');
  return shorter === line.trim() ? shorter : untitled(shorter);
}
