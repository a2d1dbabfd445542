import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of files that are sent through the line: they pass, are cut off in the middle, are never answered, or are too large for a proxy on the
 * way. Records pass all the same.
 */
type Mode = 'pass' | 'cut' | 'hold' | 'too_large';

export type FileLine = {
  readonly url: string;
  readonly set: (mode: Mode) => void;
  /** Files that were sent so far, however that went. */
  readonly sent: () => number;
  readonly close: () => void;
};

/** A file follows its record, in one body. */
const isFile = ({ method, headers }: IncomingMessage): boolean =>
  method === 'PUT' && /^multipart\/related/.test(headers['content-type'] ?? '');

/** A line to the server that treats files in its own way. */
export const startFileLine = async (serverUrl: string): Promise<FileLine> => {
  let mode: Mode = 'pass';
  let sent = 0;
  const pass = (from: IncomingMessage, to: ServerResponse): void => {
    const { method, headers, url = '' } = from;
    const upstream = request(`${serverUrl}${url}`, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(to);
    });
    upstream.on('error', () => from.socket.destroy());
    to.on('close', () => upstream.destroy());
    from.pipe(upstream);
  };
  const server = createServer((from, to) => {
    if (!isFile(from)) return pass(from, to);
    sent += 1;
    if (mode === 'pass') return pass(from, to);
    if (mode === 'cut') from.once('data', () => from.socket.destroy());
    // Not of CouchDB, and no JSON.
    if (mode === 'too_large') {
      from.resume();
      from.on('end', () => to.writeHead(413, { 'content-type': 'text/html' }).end('<h1>Too large</h1>'));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    set: (next) => {
      mode = next;
    },
    sent: () => sent,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
