import type { Command } from 'commander';
import type { KeptRecord } from '#contracts/imports.ts';
import type { Host } from '#main/host/host.ts';
import { undoRun } from '#main/host/import/undo-run.ts';
import { dataOf, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { refusedBy, type Terminal } from '../terminal.ts';
import { progressWords, say } from '../words.ts';

const MOST_RUNS = 200;

const nameIn = (host: Host, id: string): string => host.context.read.names([id])[id] ?? id;

const keptLine = (host: Host, { label, field, by }: KeptRecord): string => {
  const who = by === null ? null : nameIn(host, by);
  const what = field === null ? label : `${label}: ${field}`;
  return who === null ? say('import.keptKind', { what }) : say('import.kept', { what, who });
};

/** `import list` and `import undo`: the imports of this profile. Their options are those of `import`. */
export const addImportRuns = (imports: Command, terminal: Terminal): void => {
  imports
    .command('list')
    .description(say('import.list'))
    .action(async (_own: object, command: Command) => {
      const options = command.optsWithGlobals<ProfileOptions>();
      await withProfile(options, terminal, false, async (host) => {
        const { rows } = host.context.imports.runs.page({ offset: 0, limit: MOST_RUNS });
        for (const { id, at, by, format, files, counts, undoneAt } of rows) {
          const undone = undoneAt === null ? '' : say('import.undoneAt', { at: undoneAt });
          const told = say('import.counts', counts);
          terminal.line([id, at, nameIn(host, by), format, files.join(', '), told, undone].join('\t'));
        }
        terminal.data(rows);
      });
    });
  imports
    .command('undo')
    .description(say('import.undo'))
    .argument('<id>', say('import.undoId'))
    .action(async (id: string, _own: object, command: Command) => {
      const options = command.optsWithGlobals<ProfileOptions>();
      const interrupt = interruptible();
      await withProfile(options, terminal, false, async (host) => {
        const undone = await undoRun(host.context, id, {
          signal: interrupt.signal,
          progress: (done, total, text) => terminal.progress(progressWords(done, total, text)),
        });
        if (!undone.ok) throw refusedBy(undone.error);
        const data = dataOf({ ok: true, data: undone.value });
        for (const kept of data.kept) terminal.line(keptLine(host, kept));
        terminal.line(say('import.undone', { count: data.undone, kept: data.keptTotal }));
        terminal.data(data);
      }).finally(interrupt.dispose);
    });
};
