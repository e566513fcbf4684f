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
