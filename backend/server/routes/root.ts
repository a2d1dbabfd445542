import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import type { Databases } from '../databases.ts';
import { queryCount, requireServerAdmin, route } from '../http.ts';
import { sendJson } from '../http-error.ts';

const COUCHDB_LEVEL = '3.3.3';

export function mountRoot(router: Router, databases: Databases, serverUuid: string): void {
  router.get('/', (_req, res) => {
    sendJson(res, 200, {
      couchdb: 'Welcome',
      version: COUCHDB_LEVEL,
      uuid: serverUuid,
      features: [],
      vendor: { name: 'Deskhand embedded server' },
    });
  });
  router.get('/_up', (_req, res) => sendJson(res, 200, { status: 'ok', seeds: {} }));
  router.get(
    '/_uuids',
    route((req, res) => {
      const count = Math.min(queryCount(req, 'count') ?? 1, 1000);
      sendJson(res, 200, { uuids: Array.from({ length: count }, () => randomUUID().replaceAll('-', '')) });
    }),
  );
  router.get('/_all_dbs', requireServerAdmin, (_req, res) => sendJson(res, 200, databases.names()));
  router.get('/_active_tasks', requireServerAdmin, (_req, res) => sendJson(res, 200, []));
}
