import type * as z from 'zod';
import type { CallControl, CallSpec, Handlers, Reply, WatchArea } from '#contracts/define.ts';
import { CONTRACTS, type Contracts } from '#contracts/registry.ts';
import { isTooDeep } from '#domain/fields/check.ts';
import { FOR_ISSUES, invalidInput } from '#domain/records/issue-words.ts';
import { isObject } from '#domain/records/json.ts';
import { fail } from '#domain/records/result.ts';
import { wellFormed } from '#domain/records/well-formed.ts';
import type { ActLog } from './act-log.ts';
import type { LiveQuery } from './live-queries.ts';
import { storeTrouble } from './store-trouble.ts';

/** Whether a call may be made at all. */
export type Gate = (name: string, kind: 'command' | 'query') => Reply<null>;

/** What the dispatcher needs of that which its handlers work with. */
type Context = {
  readonly allow: Gate;
  /** What a command writes is one act. */
  readonly acts: Pick<ActLog, 'during'>;
  readonly log: (level: 'error', message: string, error?: unknown) => void;
};

/** Every feature's handlers for a host with context `X`. */
export type AllHandlersOf<X> = { readonly [F in keyof Contracts]: Handlers<Contracts[F], X> };

type Handler = (context: unknown, input: unknown, control: CallControl) => Promise<Reply<unknown>>;
type Entry = {
  readonly name: string;
  readonly kind: 'command' | 'query';
  readonly input: z.ZodType;
  readonly watches: readonly WatchArea[];
  readonly handler: Handler;
};

export type Dispatcher<X = unknown> = {
  /** Parses, checks the permission, runs. Never throws: a failing store answers with its own code, a bug with `internal_error`; both are logged. `within`: another context to
   * work in than the dispatcher's own. */
  run(name: string, input: unknown, control: CallControl, within?: X): Promise<Reply<unknown>>;
  /**
   * What following a query takes; null for a name that is no query. However its input was written, the same question has the same key.
   */
  readonly question: (name: string, input: unknown) => Omit<LiveQuery, 'run'> | null;
};

type LooseContract = {
  readonly commands: Readonly<Record<string, CallSpec>>;
  readonly queries: Readonly<Record<string, CallSpec & { readonly watches: readonly WatchArea[] }>>;
};
type LooseHandlers = {
  readonly commands: Readonly<Record<string, Handler>>;
  readonly queries: Readonly<Record<string, Handler>>;
};

const entriesOf = <X>(handlers: AllHandlersOf<X>): ReadonlyMap<string, Entry> => {
  const entries = new Map<string, Entry>();
  for (const [feature, contract] of Object.entries(CONTRACTS) as [keyof Contracts, LooseContract][]) {
    // The map type of `handlers` guarantees that each name has its handler; the loop only loses that type.
    const { commands, queries } = handlers[feature] as LooseHandlers;
    for (const [name, { input }] of Object.entries(contract.commands)) {
      const fullName = `${feature}.${name}`;
      entries.set(fullName, {
        name: fullName,
        kind: 'command',
        input,
        watches: [],
        handler: commands[name] as Handler,
      });
    }
    for (const [name, { input, watches }] of Object.entries(contract.queries)) {
      const fullName = `${feature}.${name}`;
      entries.set(fullName, {
        name: fullName,
        kind: 'query',
        input,
        watches,
        handler: queries[name] as Handler,
      });
    }
  }
  return entries;
};

export const createDispatcher = <X extends Context>(own: X, handlers: AllHandlersOf<X>): Dispatcher<X> => {
  const entries = entriesOf(handlers);

  return {
    run: async (name, input, control, context = own) => {
      const entry = entries.get(name);
      if (entry === undefined) {
        return fail('unknown_call', 'call.unknown', { name });
      }
      const allowed = context.allow(entry.name, entry.kind);
      if (!allowed.ok) return allowed;
      const parsed = entry.input.safeParse(withGoodTexts(input), FOR_ISSUES);
      if (!parsed.success) return { ok: false, error: invalidInput(parsed.error) };
      try {
        const run = () => entry.handler(context, parsed.data, control);
        return await (entry.kind === 'command' ? context.acts.during(entry.name, run) : run());
      } catch (error) {
        context.log('error', `${name} failed`, error);
        const trouble = storeTrouble(error);
        if (trouble !== null) return { ok: false, error: trouble };
        const cause = error instanceof Error ? error.message : String(error);
        return fail('internal_error', 'call.failed', { cause });
      }
    },
    question: (name, input) => {
      const entry = entries.get(name);
      if (entry?.kind !== 'query') return null;
      const parsed = entry.input.safeParse(input);
      const key = `${name} ${inOrder(parsed.success ? parsed.data : input)}`;
      return { key, watches: entry.watches };
    },
  };
};

/** What is nested too deep to be walked is for the schema to refuse. */
const withGoodTexts = (input: unknown): unknown => (isTooDeep(input) ? input : wellFormed(input));

/** JSON that does not depend on the order of keys; what is not given is left out. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
