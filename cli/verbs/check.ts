import type { Command } from 'commander';
import { finishOpenEffects } from '#main/host/features/effects/effects.ts';
import type { Host } from '#main/host/host.ts';
import { checkStore, rebuildSearch } from '#main/host/storage/check.ts';
import { withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal } from '../terminal.ts';

/** Looks at the file first: repairing in a damaged one could make it worse. */
const checkProfile = async (host: Host) => {
  const { problems, tables } = checkStore(host.store);
  if (problems.length > 0) {
    throw new Refused({
      code: 'damaged',
      message: `The store is damaged; nothing was changed. Keep a copy of the file and sync a new profile.\n${problems.join('\n')}`,
      details: { problems },
    });
  }
  await rebuildSearch(host.store);
  const recordsWithEffects = await finishOpenEffects(host.context);
  return {
    problems,
    tables,
    repaired: { searchRebuilt: true, recordsWithEffectsApplied: recordsWithEffects },
    refused: host.context.refused.count(),
    conflicts: host.context.read.countConflicts(),
  };
};

export const addCheck = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program.command('check').description('look through the store and repair what is safe'),
  ).action(async (options: ProfileOptions) => {
    const found = await withProfile(options, terminal, false, checkProfile);
    terminal.line('The store file is sound.');
    for (const { name, rows } of found.tables) terminal.line(`${name}\t${rows}`);
    terminal.line('The search index was built anew.');
    terminal.line(`${found.repaired.recordsWithEffectsApplied} records had effects left to apply.`);
    terminal.line(`${found.refused} records refused by the server, ${found.conflicts} in conflict.`);
    terminal.data(found);
  });
};
