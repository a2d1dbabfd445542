import type { Command } from 'commander';
import { type RunningServer, ServerStartError, startServer } from '#backend/server/server.ts';
import { wholeNumber } from '../options.ts';
import { Refused, type Terminal } from '../terminal.ts';

type Options = { readonly port: number; readonly data: string };

const start = async ({ port, data }: Options, terminal: Terminal): Promise<RunningServer> => {
  try {
    return await startServer({ port, dataDir: data, log: terminal.note });
  } catch (error) {
    if (!(error instanceof ServerStartError)) throw error;
    throw new Refused({ code: error.code, message: error.message });
  }
};

export const addServe = (program: Command, terminal: Terminal): void => {
  program
    .command('serve')
    .description('run the embedded CouchDB-compatible backend until Ctrl-C')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one', wholeNumber(0, 65_535), 17_984)
    .option('--data <dir>', 'folder of its databases', 'deskhand-backend')
    .action(async (options: Options) => {
      const stopped = new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      const server = await start(options, terminal);
      terminal.line(`listening ${server.url}`);
      terminal.data({ url: server.url });
      await stopped;
      await server.close();
    });
};
