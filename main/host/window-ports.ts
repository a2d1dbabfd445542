import type { Host } from './host.ts';
import { type HostPort, servePort } from './kernel/port-server.ts';

/** A window's port, which can also be closed from this side. */
export type ClosablePort = HostPort & { readonly close: () => void };

export type WindowPorts = {
  /** A window's port; the one it had before is closed, so that a page that asks again and again has one. */
  readonly connect: (window: number, port: ClosablePort) => void;
  /** Serves the ports that waited for the store, and those to come. */
  readonly open: (host: Pick<Host, 'dispatcher' | 'live'>) => void;
};

/** One port for each window. */
export const createWindowPorts = (): WindowPorts => {
  const ports = new Map<number, ClosablePort>();
  let served: Pick<Host, 'dispatcher' | 'live'> | null = null;
  const serve = (port: ClosablePort): void => {
    if (served !== null) servePort(port, served.dispatcher, served.live);
  };
  return {
    connect: (window, port) => {
      ports.get(window)?.close();
      ports.set(window, port);
      serve(port);
    },
    open: (host) => {
      served = host;
      for (const port of ports.values()) serve(port);
    },
  };
};
