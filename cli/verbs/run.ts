import type { Command } from 'commander';
import { withProfileOptions } from '../options.ts';
import { dataOf, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { refusedBy, type Terminal, WrongUsage } from '../terminal.ts';
import { progressWords, say } from '../words.ts';

type Options = ProfileOptions & { readonly asUser: string };

const parseInput = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(say('run.noJson', { cause: (error as Error).message }));
  }
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
    .action(async (command: string, json: string, options: Options) => {
      const input = parseInput(json);
      const interrupt = interruptible();
      const reply = await withProfile(options, terminal, false, async ({ context, dispatcher }) => {
        const password = process.env.DESKHAND_PASSWORD || null;
        const user = await context.session.actAs(options.asUser, password);
        if (!user.ok) throw refusedBy(user.error);
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
