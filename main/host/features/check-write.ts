import { identityRoles } from '#domain/permissions/identity.ts';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Actor } from '#domain/records/common.ts';

/**
 * What the server's rules say of a write, asked before it is made: where what is written is no act with a right of its own (a decided clash, an act
 * taken back), they decide, or the server would refuse the record afterwards.
 */
export const checkWrite = (
  collection: CollectionName,
  before: object,
  after: object,
  actor: Actor,
  now: string,
): ReturnType<typeof checkDocumentWrite> =>
  checkDocumentWrite({
    ...{ collection, before, after, now },
    actor: { name: actor.personId, roles: [...actor.roles, ...identityRoles(actor)] },
  });
