import type { Router } from 'express';
import { find, refusePatternsInIndex } from '../find.ts';
import { databaseOf, param, requireDatabaseAdmin, route } from '../http.ts';
import { sendJson } from '../http-error.ts';
import { readJsonObject } from '../request-body.ts';

/** Mango: `_find`, `_explain`, `_index`. */
export function mountFind(router: Router): void {
  router.post(
    '/_find',
    route(async (req, res) => {
      sendJson(res, 200, await find(databaseOf(res).pouch, (await readJsonObject(req)).value));
    }),
  );
  router.post(
    '/_explain',
    route(async (req, res) => {
      sendJson(res, 200, await databaseOf(res).pouch.explain((await readJsonObject(req)).value));
    }),
  );
  router.get(
    '/_index',
    route(async (_req, res) => sendJson(res, 200, await databaseOf(res).pouch.getIndexes())),
  );
  router.post(
    '/_index',
    requireDatabaseAdmin,
    route(async (req, res) => {
      const database = databaseOf(res);
      const { value } = await readJsonObject(req);
      refusePatternsInIndex(value);
      sendJson(res, 200, await database.pouch.createIndex(value));
      database.written();
    }),
  );
  router.delete(
    '/_index/:ddoc/json/:name',
    requireDatabaseAdmin,
    route(async (req, res) => {
      const database = databaseOf(res);
      const ddoc = param(req, 'ddoc').replace(/^(_design\/)?/, '_design/');
      sendJson(res, 200, await database.pouch.deleteIndex({ ddoc, name: param(req, 'name'), type: 'json' }));
      database.written();
    }),
  );
}
