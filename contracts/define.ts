import type * as z from 'zod';
import type { Failure } from '#domain/records/result.ts';

/** Marks the type of an answer. Answers are made by the data host, which is trusted, so they carry a type and no parser. */
export type Answer<T> = { readonly answer?: T };
export const answer = <T>(): Answer<T> => ({});

export type CallSpec = { readonly input: z.ZodType; readonly output: Answer<unknown> };

/**
 * What a feature offers. `commands` change something and are checked against the permission table under
 * `<feature>.<name>`; `queries` only read, can be called once or subscribed to (a snapshot, then patches). `watches` names
 * what makes a subscribed query run again: collections, or the local areas listed in {@link LOCAL_AREAS}.
 */
export type ContractSpec = {
  readonly feature: string;
  readonly commands: { readonly [name: string]: CallSpec };
  readonly queries: {
    readonly [name: string]: CallSpec & { readonly watches: readonly WatchArea[] };
  };
};

/** State of this device that queries can watch beside the collections. */
export const LOCAL_AREAS = [
  'session',
  'acts',
  'notices',
  'sync',
  'refused',
  'unreadable',
  'damaged',
  'files',
  'presence',
  'search',
  'drafts',
  'views',
  'imports',
  'calendarFile',
] as const;
export type LocalArea = (typeof LOCAL_AREAS)[number];
export type WatchArea = import('#domain/records/collections.ts').CollectionName | LocalArea;

export const defineContract = <const C extends ContractSpec>(contract: C): C => contract;

export type InputOf<S> = S extends { readonly input: infer I extends z.ZodType } ? z.infer<I> : never;
/** What a caller may write: defaults filled by the parser are optional here. */
export type RawInputOf<S> = S extends { readonly input: infer I extends z.ZodType } ? z.input<I> : never;
export type OutputOf<S> = S extends { readonly output: Answer<infer T> } ? T : never;

/** Reports progress of a long call and tells whether the caller gave up. */
export type CallControl = {
  readonly signal: AbortSignalLike;
  /** `text` is somebody's (a record's number) or a reason as text (`reasonText`). */
  readonly progress: (done: number, total: number | null, text: string) => void;
};
export type AbortSignalLike = { readonly aborted: boolean };

/** The handler map of a contract for a host with context `X`; a missing handler does not compile. */
export type Handlers<C extends ContractSpec, X> = {
  readonly commands: {
    readonly [N in keyof C['commands']]: (
      context: X,
      input: InputOf<C['commands'][N]>,
      control: CallControl,
    ) => Promise<Reply<OutputOf<C['commands'][N]>>>;
  };
  readonly queries: {
    readonly [N in keyof C['queries']]: (
      context: X,
      input: InputOf<C['queries'][N]>,
      control: CallControl,
    ) => Promise<Reply<OutputOf<C['queries'][N]>>>;
  };
};

/** `code` is for the program, `reason` the key of the sentence that people read, see domain/records/reasons.ts. */
export type ReplyError = Failure;
export type Reply<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ReplyError };

/** How many lists one question counts. */
export const MOST_COUNTS = 30;
