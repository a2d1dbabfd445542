import { command, NO_CONTROL, openProfile, PASSWORD } from './support/test-host.ts';

/**
 * The process that host-death.test.ts kills: works as a technician would and says on stdout what was acknowledged, `created ID`,
 * `noted ID TEXT`, `completed ORDER`, `draft N`.
 */
const [dir = '', login = '', run = ''] = process.argv.slice(2);

const host = await openProfile(dir);
const entered = await host.context.session.actAs(login, PASSWORD);
if (!entered.ok) throw new Error(entered.error.reason);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const must = async <T>(
  reply: Promise<{ readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: object }>,
): Promise<T> => {
  const answered = await reply;
  if (!answered.ok) throw new Error(JSON.stringify(answered.error));
  return answered.data;
};

for (let i = 0; ; i += 1) {
  const { id } = await must(command(host, 'incidents.create', { title: `Run ${run}, number ${i}` }));
  say(`created ${id}`);
  const text = `note-${run}-${i}`;
  await must(command(host, 'incidents.addNote', { id, text }));
  say(`noted ${id} ${text}`);
  await must(command(host, 'drafts.save', { key: 'incident:draft', label: 'x', fields: { run, i } }));
  say(`draft ${run} ${i}`);
  const ci = await must(command(host, 'configItems.create', { name: `NB-${run}-${i}`, ciClass: 'notebook' }));
  const devices = [{ role: 'subject' as const, ciId: ci.id }];
  const order = await must(
    command(host, 'orders.create', { type: 'move', title: 'Move', devices, targetPlaceId: 'there' }),
  );
  await must(command(host, 'orders.start', { id: order.id }));
  await must(command(host, 'orders.confirmDevice', { id: order.id, code: ci.name }));
  for (const { id: taskId, kind } of order.tasks) {
    if (kind !== 'scan') {
      await must(command(host, 'orders.completeTask', { id: order.id, taskId, value: 'x' }, NO_CONTROL));
    }
  }
  say(`completing ${order.id} ${ci.id}`);
  await must(command(host, 'orders.complete', { id: order.id }));
  say(`completed ${order.id} ${ci.id}`);
  // The store answers without the event loop's turn, and stdout is written in that turn.
  await new Promise((resolve) => setImmediate(resolve));
}
