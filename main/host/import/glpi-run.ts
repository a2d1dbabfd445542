import type { ImportHost } from './import-context.ts';
import type { KnownItems } from './known-items.ts';
import type { Workspace } from './workspace.ts';

/** One file's run: what the plan of its device, its desk and its cables needs. */
export type GlpiRun = {
  readonly file: string;
  readonly host: ImportHost;
  readonly workspace: Workspace;
  readonly known: KnownItems;
};
