import { readdir, readFile } from 'node:fs/promises';

/** What /proc says of every process in its file of that name; none where the system has no /proc. */
export async function ofProcesses(file: 'stat' | 'status'): Promise<string[]> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(
    names.map((name) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
  );
  // One that has ended meanwhile says nothing.
  return read.filter((text) => text !== '');
}

/** A process of the portal, and what it holds in memory. */
export interface PortalProcess {
  readonly pid: number;
  readonly megabytes: number;
}

/** The process of that number and those that it has started, but for PostgreSQL, whose memory is shared; none without a /proc. */
export async function portalProcesses(first: number | undefined): Promise<PortalProcess[]> {
  const all = (await ofProcesses('status')).filter((status) => !/^Name:\s+postgres/m.test(status));
  return all
    .map((status) => {
      const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      return { pid: number('Pid'), parent: number('PPid'), megabytes: Math.round(number('VmRSS') / 1024) };
    })
    .filter(({ pid, parent }) => pid === first || parent === first);
}
