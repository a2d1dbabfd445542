/** Votes are written by their voters alone. Part of the server's rules; CouchDB bundles this. */
import { sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const byVoter = (doc: Doc | null): ReadonlyMap<string, Doc> =>
  new Map(elementsOf(doc?.votes).map((vote) => [textOf(vote.id), vote]));

/**
 * Whether each vote that came, changed or went is the writer's own, in roles that they hold. Unlike a note, somebody else's isn't even brought along
 * with a merge: what rests on it is a permission.
 */
export const checkVotes = (before: Doc | null, after: Doc, actor: ServerActor): Refusal | null => {
  if (sameValue(before?.votes ?? [], after.votes ?? [])) return null;
  const [had, has] = [byVoter(before), byVoter(after)];
  const writer = writerOf(actor);
  const foreign = [...had.keys(), ...has.keys()].find(
    (voter) => voter !== writer && !sameValue(had.get(voter), has.get(voter)),
  );
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: foreign });
  const roles = writer === null ? null : has.get(writer)?.roles;
  const isHeld = !Array.isArray(roles) || roles.every((role) => actor.roles.includes(textOf(role)));
  return isHeld ? null : refuse('forbidden', 'vote.roles');
};
