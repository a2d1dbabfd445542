import { readdirSync, readFileSync } from 'node:fs';

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process ended in between.
    return '';
  }
};

/** Ids of a process and everything it started (Linux). */
const treeOf = (root: number): readonly number[] => {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    // The name in brackets may hold spaces; the parent is the second field after it.
    const parent = Number(readText(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): readonly number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
};

/** Megabytes of memory of a process tree; what processes share is counted once (proportional set size). */
export const memoryOfTree = (root: number): number =>
  treeOf(root).reduce(
    (sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readText(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024,
    0,
  );
