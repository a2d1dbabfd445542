import type { Plan } from './plan.ts';

/** What went wrong once, made small, with what it was. */
type Story = {
  readonly title: string;
  readonly plan: Plan;
};

export const STORIES: readonly Story[] = [
  {
    title: 'an edit is sent, the database is made anew, and somebody else brings the version before',
    plan: {
      ...{ seed: 78, machines: 3, nodes: 1 },
      steps: [
        { kind: 'act', gapMs: 1588, who: 2, act: 'step', seed: 1807546459 },
        { kind: 'line', gapMs: 0, who: 0, state: 'good' },
        { kind: 'line', gapMs: 0, who: 0, state: 'bad' },
        { kind: 'recreate', gapMs: 45 },
      ],
    },
  },
  {
    // It asked within some seconds after it had looked which database it is, and took what came for the newer version.
    title: 'that version is asked for before it is noticed that the database is another one',
    plan: {
      ...{ seed: 312, machines: 3, nodes: 1 },
      steps: [
        { kind: 'line', gapMs: 7436, who: 2, state: 'bad' },
        { kind: 'act', gapMs: 0, who: 1, act: 'step', seed: 1733390216 },
        { kind: 'line', gapMs: 663, who: 1, state: 'bad' },
        { kind: 'recreate', gapMs: 0 },
      ],
    },
  },
  {
    title:
      'a server is put back to what it was after a device noted how far it is and before what that device got then',
    plan: {
      ...{ seed: 160, machines: 3, nodes: 3 },
      steps: [
        { kind: 'act', gapMs: 0, who: 0, act: 'step', seed: 1290409175 },
        { kind: 'act', gapMs: 442, who: 2, act: 'create', seed: 803145461 },
        { kind: 'act', gapMs: 1521, who: 2, act: 'step', seed: 2040034966 },
        { kind: 'backup', gapMs: 57 },
        { kind: 'restore server', gapMs: 433 },
      ],
    },
  },
  {
    // The simulator did what users do as nobody's process: without that machine's clock, and with timers that its death did not end.
    title: 'a clock is set back while an answer is under way',
    plan: {
      ...{ seed: 7, machines: 2, nodes: 1 },
      steps: [
        { kind: 'act', gapMs: 0, who: 1, act: 'create', seed: 1188393605 },
        { kind: 'clock', gapMs: 0, who: 1, offsetMs: -3600000 },
        { kind: 'act', gapMs: 448, who: 1, act: 'assign', seed: 1932109950 },
      ],
    },
  },
  {
    // The other side of the story before: nothing is listed any more, so only the note tells. Runs from seeds are too short for a note.
    title: 'a server is put back to what it was before a device noted how far it is',
    plan: {
      ...{ seed: 1, machines: 2, nodes: 1 },
      steps: [
        { kind: 'backup', gapMs: 2000 },
        { kind: 'act', gapMs: 10, who: 0, act: 'edit', seed: 5 },
        { kind: 'restore server', gapMs: 130_000 },
      ],
    },
  },
  {
    // After the first time a device had listed what it got and written no note yet, and took the second time for the first contact.
    title: 'a server is put back twice',
    plan: {
      ...{ seed: 1612, machines: 2, nodes: 1 },
      steps: [
        { kind: 'line', gapMs: 0, who: 0, state: 'down' },
        { kind: 'act', gapMs: 1904, who: 1, act: 'edit', seed: 510016383 },
        { kind: 'line', gapMs: 0, who: 0, state: 'good' },
        { kind: 'backup', gapMs: 0 },
        { kind: 'act', gapMs: 860, who: 1, act: 'say', seed: 1881614756 },
        { kind: 'restore server', gapMs: 0 },
        { kind: 'act', gapMs: 6000, who: 1, act: 'edit', seed: 1440052992 },
        { kind: 'restore server', gapMs: 0 },
      ],
    },
  },
  {
    // The server refuses what is dated tomorrow, so it waited, and the record went on from the server's version; the next one took its place.
    title: 'an edit has to wait, and then another one of the same record',
    plan: {
      ...{ seed: 10_518, machines: 2, nodes: 1 },
      steps: [
        { kind: 'act', gapMs: 0, who: 0, act: 'assign', seed: 1204568518 },
        { kind: 'clock', gapMs: 6006, who: 0, offsetMs: 86_400_000 },
        { kind: 'act', gapMs: 0, who: 1, act: 'edit', seed: 763357959 },
        { kind: 'act', gapMs: 0, who: 0, act: 'step', seed: 1900036243 },
        { kind: 'act', gapMs: 1500, who: 1, act: 'assign', seed: 1629967803 },
        { kind: 'act', gapMs: 0, who: 0, act: 'edit', seed: 756594430 },
      ],
    },
  },
  {
    // Its mark was never taken off: the first load leaves no note of what the server has, and only such notes were compared.
    title: 'a console dies between the mark of an edit and the edit',
    plan: {
      ...{ seed: 143, machines: 2, nodes: 1 },
      steps: [
        { kind: 'crash', gapMs: 1704, who: 1, writes: 3, isWritten: false, offMs: 1 },
        { kind: 'act', gapMs: 0, who: 1, act: 'edit', seed: 1664389854 },
      ],
    },
  },
  {
    // Waiting for changes had failed, and that went on being told until the next wait was over, a minute later, though all was asked for and here.
    title: 'a proxy answers instead of the server, once, while changes are waited for',
    plan: {
      ...{ seed: 104, machines: 2, nodes: 1 },
      steps: [
        { kind: 'line', gapMs: 0, who: 1, state: 'down' },
        { kind: 'line', gapMs: 1639, who: 1, state: 'bad' },
        { kind: 'act', gapMs: 6041, who: 0, act: 'assign', seed: 828142107 },
      ],
    },
  },
  {
    // No fault: how far a device is is noted on the server up to a minute after what came in last.
    title: 'a note of how far a device is comes after all is quiet',
    plan: {
      ...{ seed: 86, machines: 2, nodes: 1 },
      steps: [
        { kind: 'line', gapMs: 400, who: 1, state: 'bad' },
        { kind: 'act', gapMs: 1516, who: 1, act: 'assign', seed: 1747369468 },
        { kind: 'act', gapMs: 0, who: 1, act: 'say', seed: 1663918066 },
        { kind: 'line', gapMs: 0, who: 0, state: 'bad' },
        { kind: 'act', gapMs: 1537, who: 0, act: 'step', seed: 1187080061 },
        { kind: 'act', gapMs: 7414, who: 1, act: 'edit', seed: 1713076015 },
        { kind: 'line', gapMs: 7525, who: 1, state: 'silent' },
        { kind: 'act', gapMs: 6039, who: 0, act: 'edit', seed: 1371670618 },
        { kind: 'line', gapMs: 6038, who: 1, state: 'down' },
      ],
    },
  },
  {
    // No fault of the sync: the simulator refused the right password, which asks for a person.
    title: 'a session ends while the console signs in',
    plan: {
      ...{ seed: 339, machines: 3, nodes: 1 },
      steps: [
        { kind: 'line', gapMs: 1517, who: 1, state: 'down' },
        { kind: 'line', gapMs: 1541, who: 1, state: 'bad' },
        { kind: 'act', gapMs: 100, who: 1, act: 'step', seed: 192780686 },
      ],
    },
  },
  {
    // Two things hold it, the order of writes that goes on after a restart and the second offer of what the push has passed; it fails without both.
    title: 'the clock is a day behind after a restart, and an edit made offline outlives the next one',
    plan: {
      ...{ seed: 1, machines: 2, nodes: 1 },
      steps: [
        { kind: 'act', gapMs: 1000, who: 0, act: 'edit', seed: 5 },
        { kind: 'clock', gapMs: 6000, who: 0, offsetMs: -86_400_000 },
        { kind: 'crash', gapMs: 10, who: 0, writes: 0, isWritten: false, offMs: 1 },
        { kind: 'line', gapMs: 12_000, who: 0, state: 'down' },
        { kind: 'act', gapMs: 10, who: 0, act: 'edit', seed: 6 },
        { kind: 'crash', gapMs: 10, who: 0, writes: 0, isWritten: false, offMs: 1 },
      ],
    },
  },
];
