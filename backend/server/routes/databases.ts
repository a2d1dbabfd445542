import type { Router } from 'express';
import { formatSeq } from '../changes.ts';
import type { Databases } from '../databases.ts';
import {
  allowOnly,
  databaseOf,
  param,
  requireDatabaseAdmin,
  requireKeeper,
  requireMember,
  requireServerAdmin,
  route,
  setDatabase,
} from '../http.ts';
import { badRequest, databaseGone, HttpError, sendJson } from '../http-error.ts';
import { readJsonObject, requireJson } from '../request-body.ts';
import { parseSecurity } from '../security.ts';

/** Databases as a whole: made, deleted, described, guarded. Everything below `/:db` passes the membership check here. */
export function mountDatabases(app: Router, databases: Databases): void {
  app.put(
    '/:db',
    requireServerAdmin,
    route(async (req, res) => {
      await databases.create(param(req, 'db'));
      sendJson(res, 201, { ok: true });
    }),
  );
  app.delete(
    '/:db',
    requireServerAdmin,
    route(async (req, res) => {
      if (req.query.rev !== undefined) {
        throw badRequest(
          'You tried to DELETE a database with a ?rev= parameter. Did you mean to DELETE a document instead?',
        );
      }
      await databases.destroy(param(req, 'db'));
      sendJson(res, 200, { ok: true });
    }),
  );
  // CouchDB shows the list of accounts to its administrators alone, and any other name of the kind is one of theirs, too.
  app.use(['/_users/_all_docs', '/_users/_changes'], requireServerAdmin);
  app.use('/:db', (req, res, next) => {
    const name = param(req, 'db');
    return name.startsWith('_') && name !== '_users' ? requireServerAdmin(req, res, next) : next();
  });
  app.use('/:db', (req, res, next) => {
    databases.get(param(req, 'db')).then((database) => {
      if (database.hasEnded()) return next(databaseGone());
      setDatabase(res, database);
      res.once('close', database.enter());
      requireMember(req, res, next);
    }, next);
  });
}

export function mountDatabaseInfo(router: Router): void {
  router.get(
    '/',
    route(async (_req, res) => {
      const database = databaseOf(res);
      const info = await database.pouch.info();
      sendJson(res, 200, {
        db_name: database.name,
        doc_count: info.doc_count,
        update_seq: formatSeq(database, info.update_seq),
        purge_seq: 0,
        compact_running: false,
        disk_format_version: 8,
        instance_start_time: '0',
        props: {},
        cluster: { q: 1, n: 1, w: 1, r: 1 },
      });
    }),
  );
  router.get('/_security', (_req, res) => sendJson(res, 200, databaseOf(res).security()));
  router.put(
    '/_security',
    requireDatabaseAdmin,
    route(async (req, res) => {
      // CouchDB's `users_db_security_editable` is false unless somebody turns it on.
      if (databaseOf(res).name === '_users') {
        throw new HttpError(403, 'forbidden', "You can't edit the security object of the user database.");
      }
      const security = parseSecurity((await readJsonObject(req)).value);
      if (!security) throw badRequest('names and roles must be lists of strings');
      await databaseOf(res).setSecurity(security);
      sendJson(res, 200, { ok: true });
    }),
  );
  allowOnly(router, '/_security', 'PUT', 'GET');
  router.post(
    '/_ensure_full_commit',
    route((req, res) => {
      requireJson(req);
      sendJson(res, 201, { ok: true, instance_start_time: '0' });
    }),
  );
  allowOnly(router, '/_ensure_full_commit', 'POST');
  router.get(
    '/_revs_limit',
    route((_req, res) => sendJson(res, 200, 1000)),
  );
  router.post(
    '/_compact',
    requireKeeper,
    route(async (req, res) => {
      requireJson(req);
      await databaseOf(res).pouch.compact();
      sendJson(res, 202, { ok: true });
    }),
  );
  allowOnly(router, '/_compact', 'POST');
}
