/**
 * The other console of live sync, forked with `DIR URL`: signs in, says 'ready', and for each {id, text} it is told answers 'seen' once that
 * ticket has a journal entry with the text. It looks when tickets change, as a live query does.
 */
import { openHost } from '#main/host/host.ts';
import { BENCH_ACCOUNT, BENCH_KEY } from '../profile.ts';
import { unwrap } from '../unwrap.ts';

type Wanted = { readonly id: string; readonly text: string };

const [profileDir = '', url = ''] = process.argv.slice(2);
const host = unwrap(await openHost({ profileDir, key: BENCH_KEY, serverUrl: url }));
const signedIn = await host.context.session.signIn(BENCH_ACCOUNT.login, BENCH_ACCOUNT.password);
if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
await host.context.sync.settled();
await host.store.backlog.drain();

let wanted: Wanted | null = null;
async function look(): Promise<void> {
  if (wanted === null) return;
  const { id, text } = wanted;
  const ticket = await host.context.records.get('tickets', id);
  if (wanted?.text !== text || !JSON.stringify(ticket?.journal ?? []).includes(text)) return;
  wanted = null;
  process.send?.('seen');
}
host.bus.listen((area) => {
  if (area === 'tickets') void look();
});
process.on('message', (message) => {
  wanted = message as Wanted;
  void look();
});
process.on('SIGTERM', () => void host.close().then(() => process.exit(0)));
process.send?.('ready');
