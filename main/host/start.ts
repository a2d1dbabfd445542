/**
 * What the utility process runs first: loads the data host itself (entry.ts, bundled as data-host.cjs) through the code cache. It is a file of its
 * own because the cache is sealed with the store's key, which comes with the first message.
 */
import { join } from 'node:path';
import type { ToHost } from '#contracts/host-process.ts';
import { runBundle } from './code-cache.ts';

/** As much of Electron's parent port as is used: a Node event emitter. */
type ParentPort = {
  readonly once: (event: 'message', listener: (event: { readonly data: ToHost }) => void) => void;
  readonly emit: (event: 'message', delivered: { readonly data: ToHost }) => void;
};

/** By then the first queries have run, so that their code is kept as well, and nobody waits for the processor. */
const KEEP_AFTER_MS = 3_000;

// Electron gives it to utility processes; Node's types don't know it.
const parent = (process as { readonly parentPort?: ParentPort }).parentPort;
if (parent === undefined) throw new Error('The data host runs as a utility process of the console.');

parent.once('message', (first) => {
  if (first.data.type !== 'init') throw new Error(`The data host was sent ${first.data.type} before init.`);
  const { profileDir, key } = first.data;
  const bundle = join(__dirname, 'data-host.cjs');
  const loaded = runBundle(bundle, join(profileDir, 'code-cache', 'data-host'), key);
  if (!loaded.fromCache) setTimeout(loaded.keep, KEEP_AFTER_MS).unref();
  // The bundle listens now; it is given what was heard before it was there.
  parent.emit('message', first);
});
