import type { Command } from 'commander';
import { finishOpenEffects } from '#main/host/features/effects/effects.ts';
import { closeResolved } from '#main/host/features/incidents/close-resolved.ts';
import type { Host } from '#main/host/host.ts';
import { nextTurn } from '#main/host/kernel/next-turn.ts';
import { repairStore } from '#main/host/storage/check.ts';
import { withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal } from '../terminal.ts';
import { briefly, tellUnreadable } from '../unreadable.ts';
import { say } from '../words.ts';

/** What the structure of the file itself lacks is not touched: repairing in it could make it worse. */
const checkProfile = async (host: Host) => {
  const { problems, tables, ...repaired } = await repairStore(host.store, nextTurn);
  if (problems.length > 0) {
    throw new Refused({
      code: 'damaged',
      message: [say('check.damaged'), ...problems].join('\n'),
      details: { problems },
    });
  }
  const recordsWithEffects = await finishOpenEffects(host.context);
  const incidentsClosed = await closeResolved(host.context);
  return {
    problems,
    tables,
    repaired: {
      ...repaired,
      searchRebuilt: true,
      recordsWithEffectsApplied: recordsWithEffects,
      incidentsClosed,
    },
    setAside: host.store.damaged.list(),
    unreadable: host.context.unreadable.list().map(briefly),
    refused: host.context.refused.count(),
    conflicts: host.context.read.conflicts.countAll(),
  };
};

type Checked = Awaited<ReturnType<typeof checkProfile>>;

const tellRepairs = (terminal: Terminal, { repaired, setAside }: Checked): void => {
  if (repaired.damaged > 0) terminal.line(say('check.aside', { count: repaired.damaged }));
  if (repaired.mended > 0) terminal.line(say('check.mended', { count: repaired.mended }));
  if (repaired.indexesRebuilt) terminal.line(say('check.rebuilt'));
  for (const { collection, id, state, hadUnsent } of setAside) {
    const record = `${collection} ${id}`;
    if (state === 'missing') terminal.line(say('check.missing', { record }));
    if (hadUnsent) terminal.line(say('check.unsent', { record }));
  }
};

export const addCheck = (program: Command, terminal: Terminal): void => {
  withProfileOptions(program.command('check').description(say('verbs.check'))).action(
    async (options: ProfileOptions) => {
      const found = await withProfile(options, terminal, false, checkProfile);
      terminal.line(say('check.sound'));
      for (const { name, rows } of found.tables) terminal.line(`${name}\t${rows}`);
      tellRepairs(terminal, found);
      terminal.line(say('check.searchBuilt'));
      terminal.line(say('check.effects', { count: found.repaired.recordsWithEffectsApplied }));
      terminal.line(say('check.closed', { count: found.repaired.incidentsClosed }));
      terminal.line(say('check.waiting', { refused: found.refused, conflicts: found.conflicts }));
      tellUnreadable(found.unreadable, terminal);
      terminal.data(found);
    },
  );
};
