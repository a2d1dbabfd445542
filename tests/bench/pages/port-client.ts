/** Runs inside the console's window: calls the data host through the window's own port and takes the time. */
import { PORT_MESSAGE } from '#contracts/native.ts';
import type { HostMessage } from '#contracts/wire.ts';

type Call = (name: string, input: unknown) => Promise<unknown>;
type BenchPage = {
  readonly deskhand: { readonly native: { readonly requestPort: () => void } };
  benchAsk?: Call;
  benchTime?: (name: string, inputs: readonly unknown[]) => Promise<readonly number[]>;
};

const page = window as unknown as BenchPage;

// The console takes the new port as well; it ignores answers to numbers it did not give out.
window.addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== PORT_MESSAGE || port === undefined || page.benchAsk !== undefined) return;
  let last = 1_000_000_000;
  const waiting = new Map<number, (message: HostMessage) => void>();
  port.addEventListener('message', (event: MessageEvent<HostMessage>) => {
    waiting.get(event.data.id)?.(event.data);
    waiting.delete(event.data.id);
  });
  const call: Call = (name, input) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, (message) => {
        if (message.t === 'reply' && message.reply.ok) resolve(message.reply.data);
        else reject(new Error(JSON.stringify(message)));
      });
      port.postMessage({ t: 'call', id: last, name, input });
    });
  page.benchTime = async (name, inputs) => {
    const times: number[] = [];
    for (const input of inputs) {
      const startedAt = performance.now();
      await call(name, input);
      times.push(performance.now() - startedAt);
    }
    return times;
  };
  page.benchAsk = call;
});
page.deskhand.native.requestPort();
