import type { ProcessContext } from '#domain/processes/process.ts';
import type { Actor } from '#domain/records/common.ts';
import type { HostContext } from '../../context.ts';

/** What commands of a process need, taken from the host at this moment; `actor` is who is signed in when left out. */
export const processContext = (
  context: Pick<HostContext, 'env' | 'settings'>,
  actor?: Actor,
): ProcessContext => ({
  env: context.env(actor),
  settings: context.settings.incident(),
  sla: context.settings.withSla,
});
