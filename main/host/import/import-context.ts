import type { CallControl } from '#contracts/define.ts';
import type { ImportError } from '#domain/import/import-report.ts';
import type { Actor, Env } from '#domain/records/common.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import type { HostContext } from '../context.ts';

/** What an import needs of the data host. */
export type ImportHost = Pick<
  HostContext,
  'database' | 'records' | 'read' | 'settings' | 'env' | 'device' | 'newId' | 'imports'
>;

/** Told how far a long import is; asked between rows and files whether it shall stop. */
export type ImportControl = CallControl;

/** Who did it, where the source does not know: nobody in the directory, the program itself. */
const IMPORTER = 'import';

/** Nobody signed in: an import of the command line. */
const NOBODY = 'system';

/** Whoever is signed in imports; without them the program itself does. */
export const importEnv = (host: Pick<ImportHost, 'env' | 'device'>): Env => {
  const own = host.env();
  if (own.actor.personId !== NOBODY) return own;
  const actor: Actor = { personId: IMPORTER, roles: [], teamIds: [], deviceId: host.device.id };
  return host.env(actor);
};

type Where = ImportError['where'];
export const atLine = (line: number): Reasoned => reasoned('where.line', { line });

/** What a parser says of a value, with the path to it among the details. */
export const badValue = (file: string, { reason, details }: Reasoned): BadInput =>
  new BadInput(file, (details?.path as Where | undefined) ?? null, { reason, ...(details && { details }) });

/** Something about a file or a place in it that can't be imported; the whole import stops before anything is written. */
export class BadInput extends Error {
  readonly file: string;
  readonly where: Where;
  readonly why: Reasoned;
  constructor(file: string, where: Where, why: Reasoned) {
    super(`${file}: ${why.reason} ${JSON.stringify(why.details ?? {})}`);
    this.name = 'BadInput';
    this.file = file;
    this.where = where;
    this.why = why;
  }
}

/** What was understood, but makes no record: too long, too large, too deep. Whoever knows the place it came from says so, with {@link placed}. */
export class NoRecord extends Error {
  readonly why: Reasoned;
  constructor(why: Reasoned) {
    super(`${why.reason} ${JSON.stringify(why.details ?? {})}`);
    this.name = 'NoRecord';
    this.why = why;
  }
}

/** Plans what stands at one place of a file. @throws BadInput when that makes no record */
export const placed = async <T>(file: string, where: Where, plan: () => T | Promise<T>): Promise<T> => {
  try {
    return await plan();
  } catch (error) {
    throw error instanceof NoRecord ? new BadInput(file, where, error.why) : error;
  }
};

/** The caller gave up; nothing was written. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Lets signals and timers in, then stops when the caller gave up. */
export const breathe = async (control: Pick<ImportControl, 'signal'>): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  if (control.signal.aborted) throw new Cancelled();
};

/** Others wait no longer than this for their turn. */
const TURN_MS = 10;

/** To be called between any two small pieces of work: lets others in when they have waited long enough. */
export const createPace = (control: Pick<ImportControl, 'signal'>): (() => Promise<void>) => {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await breathe(control);
    since = performance.now();
  };
};
