import type { Command } from 'commander';
import { finishOpenEffects } from '#main/host/features/effects/effects.ts';
import type { Host } from '#main/host/host.ts';
import { checkStore, rebuildSearch } from '#main/host/storage/check.ts';
import { withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal } from '../terminal.ts';
import { briefly, tellUnreadable } from '../unreadable.ts';
import { say } from '../words.ts';

/** Looks at the file first: repairing in a damaged one could make it worse. */
const checkProfile = async (host: Host) => {
  const { problems, tables } = checkStore(host.store);
  if (problems.length > 0) {
    throw new Refused({
      code: 'damaged',
      message: [say('check.damaged'), ...problems].join('\n'),
      details: { problems },
    });
  }
  await rebuildSearch(host.store);
  const recordsWithEffects = await finishOpenEffects(host.context);
  return {
    problems,
    tables,
    repaired: { searchRebuilt: true, recordsWithEffectsApplied: recordsWithEffects },
    unreadable: host.context.unreadable.list().map(briefly),
    refused: host.context.refused.count(),
    conflicts: host.context.read.countConflicts(),
  };
};

export const addCheck = (program: Command, terminal: Terminal): void => {
  withProfileOptions(program.command('check').description(say('verbs.check'))).action(
    async (options: ProfileOptions) => {
      const found = await withProfile(options, terminal, false, checkProfile);
      terminal.line(say('check.sound'));
      for (const { name, rows } of found.tables) terminal.line(`${name}\t${rows}`);
      terminal.line(say('check.searchBuilt'));
      terminal.line(say('check.effects', { count: found.repaired.recordsWithEffectsApplied }));
      terminal.line(say('check.waiting', { refused: found.refused, conflicts: found.conflicts }));
      tellUnreadable(found.unreadable, terminal);
      terminal.data(found);
    },
  );
};
