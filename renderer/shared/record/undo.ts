import type { ActOutcome } from '#contracts/acts.ts';
import type { CommandInput, CommandName } from '#contracts/registry.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { perRecord } from './bulk-tally.ts';

/** Acts on more records than this take a moment, and say how far they are. */
const MANY = 20;

/** How it went, with the first reason where it did not go. */
const told = (verb: 'undone' | 'redone', outcome: ActOutcome): void => {
  const results = perRecord(outcome.results);
  const refused = results.find((one) => !one.ok);
  const went = results.filter((one) => one.ok);
  const name = went[0]?.number ?? results[0]?.number ?? '';
  if (refused === undefined) {
    notify('info', text(`record:acts.${verb}`, { name, count: results.length }));
    return;
  }
  const reason = refused.error === null ? '' : errorText(refused.error);
  const counts = { ok: formatCount(went.length), failed: formatCount(results.length - went.length) };
  notify(
    'warning',
    results.length === 1 ? `${name}: ${reason}` : text('record:acts.partly', { ...counts, reason }),
  );
};

let isMoving = false;

const move = async (
  name: Extract<CommandName, 'acts.undo' | 'acts.redo'>,
  input: CommandInput<'acts.undo'> = {},
): Promise<void> => {
  // One after the other: the second press waits for nobody and would go on from where the first one is not yet.
  if (isMoving) return;
  isMoving = true;
  const reply = await host.command(name, input, {
    onProgress: (done, total) => {
      if (total !== null && total > MANY && done % MANY === 0) {
        notify('info', text('record:acts.progress', { done: formatCount(done), total: formatCount(total) }));
      }
    },
  });
  isMoving = false;
  if (reply.ok) told(name === 'acts.undo' ? 'undone' : 'redone', reply.data);
  else notify('info', errorText(reply.error));
};

/** Takes back the last act of this session that stands, and says how it went. */
export const undoLast = (): Promise<void> => move('acts.undo');

/** The same, only if it was done by this command: what was done since in another window stays. */
export const undoIf = (command: CommandName): Promise<void> => move('acts.undo', { command });

/** Does again what was taken back last. */
export const redoLast = (): Promise<void> => move('acts.redo');
