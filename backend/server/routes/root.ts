import { randomUUID } from 'node:crypto';
import type { Request, Router } from 'express';
import type { Databases } from '../databases.ts';
import { allowOnly, queryText, requireServerAdmin, route } from '../http.ts';
import { badRequest, sendJson } from '../http-error.ts';

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
      const uuids = Array.from({ length: uuidsAsked(req) }, () => randomUUID().replaceAll('-', ''));
      sendJson(res, 200, { uuids });
    }),
  );
  router.all(['/_all_dbs', '/_active_tasks'], requireServerAdmin);
  router.get('/_all_dbs', (_req, res) => sendJson(res, 200, databases.names()));
  router.get('/_active_tasks', (_req, res) => sendJson(res, 200, []));
  for (const path of ['/', '/_up', '/_all_dbs', '/_active_tasks']) allowOnly(router, path, 'GET', 'HEAD');
  allowOnly(router, '/_uuids', 'GET');
}

const MAX_UUIDS = 1000;

/** @throws HttpError 400 for no number, or one that is too large */
function uuidsAsked(req: Request): number {
  const count = queryText(req, 'count') ?? '1';
  if (!/^\d+$/.test(count)) throw badRequest('count must be a positive integer');
  if (Number(count) > MAX_UUIDS) throw badRequest('count parameter too large');
  return Number(count);
}
