import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Accounts } from './accounts.ts';
import { authenticate } from './authenticate.ts';
import type { Databases } from './databases.ts';
import { notFound, sendError } from './http-error.ts';
import { mountAttachments } from './routes/attachments.ts';
import { mountBulk } from './routes/bulk.ts';
import { mountChanges } from './routes/changes.ts';
import { mountDatabaseInfo, mountDatabases } from './routes/databases.ts';
import { mountDocuments } from './routes/documents.ts';
import { mountFind } from './routes/find.ts';
import { mountRoot } from './routes/root.ts';
import { mountSession } from './routes/session.ts';
import { sameMachineOnly } from './same-machine.ts';

/** The routes in their order: who are you, the server, the database and whether you may, its documents. */
export function makeApp(parts: {
  readonly databases: Databases;
  readonly accounts: Accounts;
  readonly uuid: string;
  /** The server listens on this machine alone. */
  readonly isLocal: boolean;
  readonly log: (line: string) => void;
}): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').set('query parser', 'simple');

  if (parts.isLocal) app.use(sameMachineOnly);
  app.use(authenticate(parts.accounts));
  mountSession(app, parts.accounts);
  mountRoot(app, parts.databases, parts.uuid);
  mountDatabases(app, parts.databases);

  const inDatabase = express.Router({ caseSensitive: true });
  mountDatabaseInfo(inDatabase);
  mountChanges(inDatabase);
  mountBulk(inDatabase);
  mountFind(inDatabase);
  mountDocuments(inDatabase);
  mountAttachments(inDatabase);
  app.use('/:db', inDatabase);

  app.use((_req, _res, next) => next(notFound('missing')));
  const onError: ErrorRequestHandler = (error, _req, res, _next) => sendError(res, error, parts.log);
  app.use(onError);
  return app;
}
