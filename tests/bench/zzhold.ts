import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { feltWindow } from './felt-window.ts';
import { launchConsole } from './window.ts';
const bench = { electron: '/root/.cache/deskhand/electron-33.2.1/electron', onEnd: () => {} } as never;
const app = await launchConsole(bench, '/work/h/keep/tickets-100000');
const window = await feltWindow(app, '[role="grid"][aria-label="Tickets"] [role="gridcell"]');
await window.page.evaluate(`(() => {
  const w = window; w.zzlog = []; const seen = new Set();
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (m, ...r) {
    if (m === null || m === undefined || m.t === undefined) return post.call(this, m, ...r);
    if (!seen.has(this)) { seen.add(this); this.addEventListener('message', (e) => w.zzlog.push([performance.now(), '<', e.data.t, e.data.id, JSON.stringify(e.data).length])); }
    w.zzlog.push([performance.now(), '>', m.t, m.id, m.name]);
    return post.call(this, m, ...r);
  };
})()`);
await delay(7000);
await window.page.locator('[role="grid"][aria-label="Tickets"]').focus();
const session = await window.page.context().newCDPSession(window.page);
await session.send('Profiler.enable');
await session.send('Profiler.setSamplingInterval', { interval: 200 });
for (let i = 0; i < 2; i += 1) {
  await window.page.evaluate('window.zzlog.length = 0');
  if (i === 1) await session.send('Profiler.start');
  const f = await window.hold('PageDown', 3000);
  const keys = [...f.keys].sort((a, b) => a - b);
  console.log('keys', keys.length, 'p50', keys[Math.floor(keys.length / 2)], 'p95', keys[Math.floor(keys.length * 0.95)]);
  if (i === 1) writeFileSync('/tmp/zz.cpuprofile', JSON.stringify([(await session.send('Profiler.stop')).profile]));
  const log = await window.page.evaluate('window.zzlog') as unknown[][];
  console.log(log.slice(0, 60).map((e) => e.join(' ')).join('\n'));
  await window.press('Home');
  await delay(1000);
}
await app.close();
process.exit(0);
