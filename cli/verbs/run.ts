import type { Command } from 'commander';
import { isObject } from '#domain/records/json.ts';
import type { Host } from '#main/host/host.ts';
import { takeFile } from '../files.ts';
import { withProfileOptions } from '../options.ts';
import { dataOf, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { refusedBy, type Terminal, WrongUsage } from '../terminal.ts';
import { progressWords, say } from '../words.ts';

type Options = ProfileOptions & { readonly asUser: string; readonly file: readonly string[] };

/** The one command that files of this machine go with. */
const WITH_FILES = 'attachments.add';

const parseInput = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(say('run.noJson', { cause: (error as Error).message }));
  }
};

/** The input with the files among those that are added. */
const withFiles = async (host: Host, given: unknown, paths: readonly string[]): Promise<unknown> => {
  const input = isObject(given) ? given : {};
  const ids: unknown[] = Array.isArray(input.ids) ? [...input.ids] : [];
  for (const path of paths) ids.push(await takeFile(host, path, input));
  return { ...input, ids };
};

export const addRun = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program
      .command('run')
      .description(say('verbs.run'))
      .argument('<command>', say('run.command'))
      .argument('<json>', say('run.input')),
  )
    .requiredOption('--as-user <login>', say('run.asUser'))
    .option(
      '--file <path>',
      say('run.file'),
      (path: string, others: readonly string[]) => [...others, path],
      [],
    )
    .action(async (command: string, json: string, options: Options) => {
      const given = parseInput(json);
      if (options.file.length > 0 && command !== WITH_FILES)
        throw new WrongUsage(say('run.filesOnly', { command: WITH_FILES }));
      const interrupt = interruptible();
      const reply = await withProfile(options, terminal, false, async (host) => {
        const { context, dispatcher } = host;
        const password = process.env.DESKHAND_PASSWORD || null;
        const user = await context.session.actAs(options.asUser, password);
        if (!user.ok) throw refusedBy(user.error);
        const input = options.file.length === 0 ? given : await withFiles(host, given, options.file);
        return dispatcher.run(command, input, {
          signal: interrupt.signal,
          progress: (done, total, text) => terminal.progress(progressWords(done, total, text)),
        });
      }).finally(interrupt.dispose);
      const data = dataOf(reply);
      terminal.line(JSON.stringify(data, null, 2));
      terminal.data(data);
    });
};
