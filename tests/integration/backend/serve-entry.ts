/** The embedded server as a process of its own: `serve-entry.ts PORT DATA_DIR`. What a process sends it is how far its clock goes ahead, in ms. */
import { serve } from '#backend/server/serve.ts';

const realNow = Date.now;
process.on('message', (aheadMs: number) => {
  Date.now = () => realNow() + aheadMs;
  process.send?.(aheadMs);
});
// Who listens is no reason to stay.
process.channel?.unref();

const [port, dataDir] = process.argv.slice(2);
process.exitCode = await serve({ port: Number(port), dataDir: String(dataDir) });
