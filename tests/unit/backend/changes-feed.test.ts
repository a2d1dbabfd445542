import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Request, type Response, Router } from 'express';
import { expect, test } from 'vitest';
import type { Database } from '#backend/server/database.ts';
import { setDatabase } from '#backend/server/http.ts';
import { mountChanges } from '#backend/server/routes/changes.ts';

test.each(['longpoll', 'continuous'])(
  'a %s feed whose reader went while the question was looked at waits for nothing',
  async (feed) => {
    let listening = 0;
    const database = {
      ...{ instance: '0'.repeat(32), level: null, hasEnded: () => false },
      listen: () => {
        listening += 1;
        return () => {
          listening -= 1;
        };
      },
      pouch: {
        info: async () => ({ update_seq: 0, doc_count: 0 }),
        changes: async () => ({ results: [], last_seq: 0 }),
      },
    } as unknown as Database;
    const sent: string[] = [];
    const res = Object.assign(new EventEmitter(), {
      ...{ locals: {}, destroyed: true, headersSent: false, writableNeedDrain: false },
      writeHead: () => {},
      write: (text: string) => void sent.push(text),
      end: (text: string) => void sent.push(text),
    }) as unknown as Response;
    setDatabase(res, database);
    // A heartbeat switches the time limit off.
    const query = { feed, heartbeat: '30000' };
    const req = { method: 'GET', url: '/_changes', headers: {}, query } as unknown as Request;
    const router = Router();
    mountChanges(router);
    let failed: unknown = null;
    router(req, res, (error: unknown) => {
      failed = error;
    });
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect({ failed, listening }).toEqual({ failed: null, listening: 0 });
  },
);
