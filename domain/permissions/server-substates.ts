/** States beside a record's own (whether it is a major incident) go the ways of their table only. Part of the server's rules; CouchDB bundles this. */
import { commandOf, type Process } from '#domain/processes/process.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { scopeOf } from './permissions.ts';
import { type Doc, isBlank, isMerge, newEntries, rawClashes, type ServerEntry } from './server-doc.ts';
import type { Reach } from './server-scope.ts';
import { isTrueWayBack } from './server-taken-back.ts';
import { type Refusal, refuse } from './server-verdict.ts';

type SubstateWrite = {
  readonly before: Doc | null;
  readonly after: Doc;
  /** Which scopes of the writer's rights reach the record. */
  readonly reach: Reach;
  readonly roles: readonly string[];
};
type Way = { readonly from: unknown; readonly to: unknown; readonly isPermitted: boolean };

const orNull = (value: unknown): unknown => value ?? null;

/** What an entry says about a field; undefined where it says nothing, or changed nothing by it. */
const changeIn = ({ changes }: ServerEntry, field: string) =>
  changes.find((change) => change.field === field && !sameValue(change.from, change.to));

/** Whether a clash about the field waits for a decision. */
const isOpenClash = (doc: Doc | null, field: string): boolean =>
  doc !== null &&
  rawClashes(doc).some((clash) => isObject(clash) && clash.field === field && isBlank(clash.resolvedAt));

const waysOf = (process: Process, field: string, { reach, roles }: SubstateWrite): readonly Way[] =>
  (process.substates?.[field] ?? []).flatMap(({ act, from, to }) => {
    const isPermitted = reach(scopeOf(roles, commandOf(process, act)));
    return from.map((one) => ({ from: one, to, isPermitted }));
  });

/** Whether some of the ways, one after the other, lead from one value to the other: several acts may arrive as one write. */
const leads = (from: unknown, to: unknown, ways: readonly Pick<Way, 'from' | 'to'>[]): boolean => {
  const reached = new Set<unknown>([from]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const way of ways) if (reached.has(way.from)) reached.add(way.to);
  }
  return reached.has(to);
};

const checkOne = (process: Process, field: string, write: SubstateWrite): Refusal | null => {
  const { before, after } = write;
  const entries = newEntries(before, after).filter((entry) => !isMerge(entry));
  const told = entries.filter((entry) => changeIn(entry, field) !== undefined);
  const [had, has] = [orNull(before?.[field]), orNull(after[field])];
  if (told.length === 0 && sameValue(had, has)) return null;
  const { number } = after;
  const ways = waysOf(process, field, write);
  const back: Way[] = [];
  for (const entry of told) {
    const change = changeIn(entry, field);
    const from = orNull(change?.from);
    const to = orNull(change?.to);
    if (isTrueWayBack(entry, after)) {
      back.push({ from, to, isPermitted: true });
      continue;
    }
    // A decision about a clash takes a value over that somebody had put there, whatever stands there now: a clash that the server knows, not one that comes with it.
    const isDecision = entry.kind === 'clash_resolved' && isOpenClash(before, field);
    const open = ways.filter((way) => way.to === to && (isDecision || way.from === from));
    if (open.length === 0) return refuse('invalid', 'substate.no_step', { number, field });
    if (!open.some(({ isPermitted }) => isPermitted))
      return refuse('forbidden', 'substate.role', { number, field });
    if (isDecision) back.push({ from, to, isPermitted: true });
    else if (isBlank(entry.text)) return refuse('invalid', 'substate.reason', { fields: ['note'] });
  }
  const all = [...ways, ...back];
  if (
    leads(
      had,
      has,
      all.filter(({ isPermitted }) => isPermitted),
    )
  )
    return null;
  return leads(had, has, all)
    ? refuse('forbidden', 'substate.role', { number, field })
    : refuse('invalid', 'substate.no_step', { number, field });
};

/** The first substate that did not go its ways, or was taken there by somebody who may not. */
export const checkSubstates = (process: Process, write: SubstateWrite): Refusal | null => {
  for (const field of Object.keys(process.substates ?? {})) {
    const refused = checkOne(process, field, write);
    if (refused !== null) return refused;
  }
  return null;
};
