/** The embedded server as a process of its own: `serve-entry.ts PORT DATA_DIR [SESSION_SECONDS]`. */
import { serve } from '#backend/server/serve.ts';

const [port, dataDir, sessionSeconds] = process.argv.slice(2);
process.exitCode = await serve({
  port: Number(port),
  dataDir: String(dataDir),
  ...(sessionSeconds === undefined ? {} : { sessionSeconds: Number(sessionSeconds) }),
});
