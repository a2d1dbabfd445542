import type { Command } from 'commander';
import { provision } from '#backend/provision/provision.ts';
import { prefixOption, serverAddress } from '../options.ts';
import { Refused, type Terminal } from '../terminal.ts';

type Options = { readonly server: string; readonly prefix: string };

export const addProvision = (program: Command, terminal: Terminal): void => {
  program
    .command('provision')
    .description('make a CouchDB ready for Deskhand; running it again changes only what differs')
    .requiredOption(
      '--server <url>',
      'with the credentials of an admin, or COUCHDB_USER and COUCHDB_PASSWORD',
      serverAddress,
    )
    .addOption(prefixOption())
    .action(async ({ server, prefix }: Options) => {
      const report = await provision({ serverUrl: server, prefix });
      if (!report.ok) throw new Refused(report.error);
      const { items, worker } = report.value;
      for (const item of items) {
        if (item.outcome !== 'unchanged') terminal.line(`${item.outcome}\t${item.kind}\t${item.name}`);
      }
      const unchanged = items.filter((item) => item.outcome === 'unchanged').length;
      terminal.line(`${items.length - unchanged} changed, ${unchanged} as they should be`);
      if (worker.generatedPassword !== null) {
        terminal.line(`Password of ${worker.name}, shown this once: ${worker.generatedPassword}`);
      }
      terminal.data(report.value);
    });
};
