import type { CallControl } from '#contracts/define.ts';
import type { Actor, Env } from '#domain/records/common.ts';
import type { HostContext } from '../kernel/context.ts';

/** What an import needs of the data host. */
export type ImportHost = Pick<
  HostContext,
  'database' | 'records' | 'read' | 'settings' | 'env' | 'device' | 'newId'
>;

/** Told how far a long import is; asked between rows and files whether it shall stop. */
export type ImportControl = CallControl;

/** Who did it, where the source does not know: nobody in the directory, the program itself. */
const IMPORTER = 'import';

export const importEnv = (host: Pick<ImportHost, 'env' | 'device'>): Env => {
  const actor: Actor = { personId: IMPORTER, roles: [], teamIds: [], deviceId: host.device.id };
  return host.env(actor);
};

/** Something about a file or a place in it that can't be imported; the whole import stops before anything is written. */
export class BadInput extends Error {
  readonly file: string;
  readonly where: string | null;
  constructor(file: string, where: string | null, message: string) {
    super(message);
    this.name = 'BadInput';
    this.file = file;
    this.where = where;
  }
}

/** The caller gave up; nothing was written. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Lets signals and timers in, then stops when the caller gave up. */
export const breathe = async (control: ImportControl): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  if (control.signal.aborted) throw new Cancelled();
};
