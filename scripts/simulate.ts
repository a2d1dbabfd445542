/**
 * `npm run simulate -- --seed N --runs M`: plays the sync in a simulated world (tests/simulator), a failing seed made small and told as a
 * story. `--troubles a,b` takes only those kinds of trouble, `--story` tells all, `--seconds S` ends it.
 */
import { bundleSimulator } from '../tests/simulator/bundle.ts';
import { play, removeBundle } from '../tests/simulator/play.ts';

const script = await bundleSimulator();
try {
  const { output, summary } = await play(script, process.argv.slice(2));
  process.stdout.write(output);
  process.exitCode = summary?.failed.length === 0 ? 0 : 1;
} finally {
  removeBundle(script);
}
