import * as z from 'zod';
import { VOTE_DECISIONS, type VoteDecision } from '#domain/fields/approvals.ts';
import type {
  CreateField,
  EditableField,
  EditableList,
  InputValue,
  RecordFrom,
  ValueOf,
} from '#domain/fields/field.ts';
import { stepShape } from '#domain/fields/schema.ts';
import type { Act, Process } from '#domain/processes/process.ts';
import { idSchema, longText, nullableId } from '#domain/records/common-schemas.ts';
import type { Answer, CallSpec } from './define.ts';
import { answer } from './define.ts';
import { createInput, updateInput } from './inputs.ts';

/**
 * Commands that every process offers, made from its tables: which fields may be given, edited, or go along with a step. A process adds
 * commands and queries of its own beside them.
 */

type Given<T, F extends keyof T> = { [K in F]?: InputValue<T[K]> | undefined };
type Required<T> = {
  [F in keyof T as T[F] extends { readonly create: 'required' } ? F : never]: InputValue<T[F]>;
};
type States<P extends Process> = keyof P['states'] & string;

type Input<I> = z.ZodType<I, I>;
type Command<I, O> = { readonly input: Input<I>; readonly output: Answer<O> };
type Text = { id: string; text: string };

type ActCommands<P extends Process> = {
  create: Command<
    { id?: string | undefined } & Given<P['fields'], CreateField<P['fields']>> & Required<P['fields']>,
    RecordFrom<P['fields']>
  >;
  update: Command<
    {
      id: string;
      changes: Given<P['fields'], EditableField<P['fields']>>;
      seen?: Given<P['fields'], EditableList<P['fields']>> | undefined;
    },
    RecordFrom<P['fields']>
  >;
  assign: Command<
    { id: string; teamId: string | null; assigneeId: string | null; note?: string | null | undefined },
    RecordFrom<P['fields']>
  >;
  step: Command<
    {
      id: string;
      to: States<P>;
      note?: string | null | undefined;
      comment?: string | null | undefined;
      minutes?: number | undefined;
    } & { [F in keyof P['fields']]?: ValueOf<P['fields'][F]> | null | undefined },
    RecordFrom<P['fields']>
  >;
  addNote: Command<Text, RecordFrom<P['fields']>>;
  addComment: {
    readonly input: z.ZodType<Text & { byRequester: boolean }, Text & { byRequester?: boolean | undefined }>;
    readonly output: Answer<RecordFrom<P['fields']>>;
  };
  correct: Command<{ id: string; entryId: string; text: string | null }, RecordFrom<P['fields']>>;
  bookTime: Command<{ id: string; minutes: number; text: string | null }, RecordFrom<P['fields']>>;
  linkConfigItem: Command<{ id: string; ciId: string; linked: boolean }, RecordFrom<P['fields']>>;
  linkKnowledge: {
    readonly input: z.ZodType<
      { id: string; knowledgeId: string; linked: boolean; insertWorkaround: boolean },
      { id: string; knowledgeId: string; linked: boolean; insertWorkaround?: boolean | undefined }
    >;
    readonly output: Answer<RecordFrom<P['fields']>>;
  };
  closeDuplicate: Command<
    { id: string; ofId: string; note?: string | null | undefined },
    RecordFrom<P['fields']>
  >;
  vote: Command<
    {
      id: string;
      decision: VoteDecision;
      reason?: string | null | undefined;
      seen?: string | undefined;
      forId?: string | undefined;
    },
    RecordFrom<P['fields']>
  >;
};

export type ProcessCommands<P extends Process> = Pick<ActCommands<P>, P['acts'][number]>;

const text = longText.trim().min(1);
const minutes = z
  .number()
  .int()
  .max(24 * 60 * 31);

/** The fields that some step of the process asks for. */
const stepFields = ({ steps }: Process): readonly string[] => [
  ...new Set(
    steps
      .filter(({ act }) => act === 'step')
      .flatMap(({ requires, asks, fills }) => [...requires, ...asks, ...fills]),
  ),
];

/** What each act takes. */
const INPUTS: Readonly<Record<Act, (process: Process) => z.ZodObject>> = {
  create: ({ fields }) => createInput(fields, {}).unwrap(),
  update: ({ fields }) => updateInput(fields).unwrap(),
  assign: () =>
    z.strictObject({
      id: idSchema,
      teamId: nullableId,
      assigneeId: nullableId,
      note: longText.nullable().optional(),
    }),
  step: (process) =>
    z.strictObject({
      ...stepShape(process.fields, stepFields(process)),
      id: idSchema,
      to: z.enum(Object.keys(process.states)),
      /** Internal words on why. */
      note: longText.nullable().optional(),
      /** Public words to the requester. */
      comment: longText.nullable().optional(),
      minutes: minutes.min(0).optional(),
    }),
  addNote: () => z.strictObject({ id: idSchema, text }),
  addComment: () => z.strictObject({ id: idSchema, text, byRequester: z.boolean().default(false) }),
  /** `entryId`: one's own note or comment; `text` null takes it back. */
  correct: () => z.strictObject({ id: idSchema, entryId: idSchema, text: text.nullable() }),
  bookTime: () => z.strictObject({ id: idSchema, minutes: minutes.min(1), text: longText.nullable() }),
  linkConfigItem: () => z.strictObject({ id: idSchema, ciId: idSchema, linked: z.boolean() }),
  /** `insertWorkaround` also writes its workaround as a work note. */
  linkKnowledge: () =>
    z.strictObject({
      id: idSchema,
      knowledgeId: idSchema,
      linked: z.boolean(),
      insertWorkaround: z.boolean().default(false),
    }),
  /** `ofId`: the one that stays. */
  closeDuplicate: () =>
    z.strictObject({ id: idSchema, ofId: idSchema, note: longText.nullable().optional() }),
  /** On the record as it is now; a rejection has a reason. */
  vote: () =>
    z.strictObject({
      id: idSchema,
      decision: z.enum(VOTE_DECISIONS),
      reason: z.string().max(2_000).nullable().optional(),
      /** What the voter had in front of them, as the queries tell it; refused where it is another by now. */
      seen: z.string().max(80).optional(),
      /** Of a delegate: for whom. */
      forId: idSchema.optional(),
    }),
};

type Extended<C, S extends z.ZodRawShape> =
  C extends Command<infer I, infer O>
    ? {
        readonly input: z.ZodType<I & z.output<z.ZodObject<S>>, I & z.input<z.ZodObject<S>>>;
        readonly output: Answer<O>;
      }
    : never;

/** One act's command that takes more than its process's tables say: `problems.create` also names incidents. */
export const extendedCommand = <
  const P extends Process,
  A extends P['acts'][number] & ('create' | 'step'),
  const S extends z.ZodRawShape,
>(
  process: P,
  act: A,
  shape: S,
): Extended<ActCommands<P>[A], S> =>
  ({
    input: z.lazy(() => INPUTS[act](process).extend(shape)),
    output: answer<unknown>(),
    // Made from the same table that the type is made from.
  }) as unknown as Extended<ActCommands<P>[A], S>;

/** The commands of a process's contract, one for each of its acts. */
export const processCommands = <const P extends Process>(process: P): ProcessCommands<P> => {
  const commands: Record<string, CallSpec> = {};
  for (const act of process.acts) {
    commands[act] = { input: z.lazy(() => INPUTS[act](process)), output: answer<unknown>() };
  }
  // Made from the same table that the type is made from.
  return commands as ProcessCommands<P>;
};
