import type { Router } from 'express';
import { isSelector } from '../../selectors/without-patterns.ts';
import type { Database } from '../database.ts';
import { find, refusePatternsInIndex } from '../find.ts';
import { allowOnly, databaseOf, param, requireDatabaseAdmin, route } from '../http.ts';
import { HttpError, notFound, sendJson } from '../http-error.ts';
import { checkIndex, findRequest, refuseEndless } from '../mango-request.ts';
import type { Doc } from '../pouch.ts';
import { readQuestion } from '../request-body.ts';

/** Mango: `_find` and `_index`. */
export function mountFind(router: Router): void {
  router.post(
    '/_find',
    route(async (req, res) => {
      const request = findRequest(await readQuestion(req));
      const { pouch } = databaseOf(res);
      refuseEndless(request, (await pouch.info()).doc_count);
      sendJson(res, 200, await find(pouch, request));
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
      const value = await readQuestion(req);
      checkIndex(value);
      refuseEndless(value, 0);
      refusePatternsInIndex(value);
      await refuseOtherLanguage(database, value.ddoc);
      sendJson(res, 200, await database.pouch.createIndex(value));
      database.written();
    }),
  );
  allowOnly(router, '/_find', 'POST');
  allowOnly(router, '/_index', 'GET', 'POST');
  const oneIndex = ['/_index/:ddoc/json/:name', '/_index/_design/:ddoc/json/:name'];
  router.delete(
    oneIndex,
    requireDatabaseAdmin,
    route(async (req, res) => {
      const database = databaseOf(res);
      const ddoc = designOf(param(req, 'ddoc'));
      const name = param(req, 'name');
      const design = await storedDesign(database, ddoc);
      if (design?.language !== LANGUAGE || !isSelector(design.views) || !Object.hasOwn(design.views, name))
        throw notFound('missing');
      sendJson(res, 200, await database.pouch.deleteIndex({ ddoc, name, type: 'json' }));
      database.written();
    }),
  );
  for (const path of oneIndex) allowOnly(router, path, 'DELETE');
}

/** The language of the design documents that hold indexes. */
const LANGUAGE = 'query';
const designOf = (name: string): string => name.replace(/^(_design\/)?/, '_design/');

const storedDesign = ({ pouch }: Database, id: string): Promise<Doc | null> =>
  pouch.get(id).catch((cause: { readonly status?: number }) => {
    if (cause.status === 404) return null;
    throw cause;
  });

/** @throws HttpError 400 for an index that would go into a design document of another kind */
async function refuseOtherLanguage(database: Database, ddoc: unknown): Promise<void> {
  const design = typeof ddoc === 'string' ? await storedDesign(database, designOf(ddoc)) : null;
  if (design !== null && design.language !== LANGUAGE)
    throw new HttpError(400, 'invalid_ddoc_lang', 'Existing design doc has an invalid language');
}
