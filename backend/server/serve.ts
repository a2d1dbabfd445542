import { type RunningServer, ServerStartError, startServer } from './server.ts';

/**
 * Runs the embedded server as this process's job: prints `listening URL` when it is ready and stops on SIGINT or
 * SIGTERM.
 * @returns the process's exit code: 0 after a clean stop, 1 when it could not start (the reason is on stderr)
 */
export async function serve(options: { readonly port: number; readonly dataDir: string }): Promise<number> {
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  let server: RunningServer;
  try {
    server = await startServer({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
  } catch (cause) {
    if (!(cause instanceof ServerStartError)) throw cause;
    process.stderr.write(`${cause.message}\n`);
    return 1;
  }
  process.stdout.write(`listening ${server.url}\n`);
  await stopped;
  await server.close();
  return 0;
}
