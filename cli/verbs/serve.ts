import type { Command } from 'commander';
import type { RunningServer } from '#backend/server/server.ts';
import { wholeNumber } from '../options.ts';
import { refusedBy, type Terminal } from '../terminal.ts';
import { say } from '../words.ts';

type Options = { readonly port: number; readonly data: string };

const start = async ({ port, data }: Options, terminal: Terminal): Promise<RunningServer> => {
  // Its packages are as long in loading as all other verbs together.
  const { ServerStartError, startServer } = await import('#backend/server/server.ts');
  try {
    return await startServer({ port, dataDir: data, log: terminal.note });
  } catch (error) {
    if (!(error instanceof ServerStartError)) throw error;
    throw refusedBy(error.failure);
  }
};

export const addServe = (program: Command, terminal: Terminal): void => {
  program
    .command('serve')
    .description(say('verbs.serve'))
    .option('--port <n>', say('serve.port'), wholeNumber(0, 65_535), 17_984)
    .option('--data <dir>', say('serve.data'), 'deskhand-backend')
    .action(async (options: Options) => {
      const stopped = new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      const server = await start(options, terminal);
      terminal.line(say('serve.listening', { url: server.url }));
      terminal.data({ url: server.url });
      await stopped;
      await server.close();
    });
};
