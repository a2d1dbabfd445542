import { type Client, createClient, type Wire } from '#contracts/client.ts';
import type { DeskhandBridge } from '#contracts/native.ts';
import { PORT_MESSAGE } from '#contracts/native.ts';
import type { ClientMessage, HostMessage } from '#contracts/wire.ts';

declare global {
  interface Window {
    readonly deskhand: DeskhandBridge;
  }
}

/** The one client of this window. Commands and queries wait until the data host is there. */
export const host: Client = createClient();

const wireOf = (port: MessagePort): Wire => ({
  send: (message: ClientMessage) => port.postMessage(message),
  listen: (listener) => {
    port.onmessage = (event: MessageEvent<HostMessage>) => listener(event.data);
    port.start();
  },
  close: () => port.close(),
});

/** Takes every port the main process hands over (the first, and one after each restart of the host). Call once. */
export const connectHost = (): void => {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || event.data !== PORT_MESSAGE) return;
    const port = event.ports[0];
    if (port !== undefined) host.connect(wireOf(port));
  });
  window.deskhand.on('host', (state) => {
    if (state.state === 'reconnecting' || state.state === 'failed') host.disconnect();
  });
  void window.deskhand.native.requestPort();
};
