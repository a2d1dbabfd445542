import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type TcpProxy = {
  readonly url: string;
  /** `down` refuses and cuts connections, `stalled` takes them and passes nothing on in either direction. */
  readonly set: (mode: 'up' | 'down' | 'stalled') => Promise<void>;
  /** Cuts what is open now; the next connection works. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

/** A line to the server that a test can break. */
export const startTcpProxy = async (serverUrl: string): Promise<TcpProxy> => {
  const target = new URL(serverUrl);
  const open = new Set<Socket>();
  let mode: 'up' | 'down' | 'stalled' = 'up';
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    const upstream = connect(Number(target.port), target.hostname);
    keep(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
    if (mode === 'stalled') for (const socket of [client, upstream]) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    set: async (next) => {
      mode = next;
      if (next === 'down' && server.listening) {
        server.close();
        cut();
      }
      if (next !== 'down' && !server.listening) {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
      }
      for (const socket of open) {
        if (next === 'stalled') socket.pause();
        if (next === 'up') socket.resume();
      }
    },
    cut,
    close: async () => {
      cut();
      if (server.listening) server.close();
    },
  };
};
