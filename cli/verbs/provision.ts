import type { Command } from 'commander';
import { provision } from '#backend/provision/provision.ts';
import { prefixOption, serverAddress } from '../options.ts';
import { refusedBy, type Terminal } from '../terminal.ts';
import { say } from '../words.ts';

type Options = { readonly server: string; readonly prefix: string };

export const addProvision = (program: Command, terminal: Terminal): void => {
  program
    .command('provision')
    .description(say('verbs.provision'))
    .requiredOption('--server <url>', say('provision.server'), serverAddress)
    .addOption(prefixOption())
    .action(async ({ server, prefix }: Options) => {
      const report = await provision({ serverUrl: server, prefix });
      if (!report.ok) throw refusedBy(report.error);
      const { items, worker } = report.value;
      for (const item of items) {
        if (item.outcome !== 'unchanged') terminal.line(`${item.outcome}\t${item.kind}\t${item.name}`);
      }
      const unchanged = items.filter((item) => item.outcome === 'unchanged').length;
      terminal.line(say('provision.counts', { changed: items.length - unchanged, unchanged }));
      if (worker.generatedPassword !== null) {
        const { name, generatedPassword: password } = worker;
        terminal.line(say('provision.password', { name, password }));
      }
      terminal.data(report.value);
    });
};
