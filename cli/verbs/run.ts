import type { Command } from 'commander';
import { withProfileOptions } from '../options.ts';
import { dataOf, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal, WrongUsage } from '../terminal.ts';

type Options = ProfileOptions & { readonly asUser: string };

const parseInput = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(`The input is no valid JSON: ${(error as Error).message}`);
  }
};

export const addRun = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program
      .command('run')
      .description('run a command or query of the console, with the same checks')
      .argument('<command>', 'feature.name, for example incidents.create')
      .argument('<json>', 'its input'),
  )
    .requiredOption('--as-user <login>', 'who does it: somebody who has signed in on this profile')
    .action(async (command: string, json: string, options: Options) => {
      const input = parseInput(json);
      const interrupt = interruptible();
      const reply = await withProfile(options, terminal, false, async ({ context, dispatcher }) => {
        const user = context.session.actAs(options.asUser);
        if (!user.ok) {
          const known = context.session.status().then((status) => status.knownLogins.join(', '));
          throw new Refused({
            ...user.error,
            message: `${user.error.message} Known: ${(await known) || 'nobody'}.`,
          });
        }
        return dispatcher.run(command, input, {
          signal: interrupt.signal,
          progress: (done, total, text) =>
            terminal.progress(`${text}: ${done}${total === null ? '' : ` of ${total}`}`),
        });
      }).finally(interrupt.dispose);
      const data = dataOf(reply);
      terminal.line(JSON.stringify(data, null, 2));
      terminal.data(data);
    });
};
