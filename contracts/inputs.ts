import * as z from 'zod';
import type { FieldTable } from '#domain/fields/field.ts';
import { changesShape, createShape, seenShape } from '#domain/fields/schema.ts';
import { idSchema } from '#domain/records/common-schemas.ts';

/** Inputs made from a field table, when the first one comes: most starts need few of them, and to make them all took 50 ms. */

/** A new record: the fields given at the beginning, its id where the caller chose one, and what `more` asks for. */
export const createInput = <const T extends FieldTable, const S extends z.ZodRawShape>(table: T, more: S) =>
  z.lazy(() => z.strictObject({ ...createShape(table), id: idSchema.optional(), ...more }));

/** An edit: the fields with their new values, the lists among them as they were shown, so that what came in since stays, and what `more` asks for. */
export const updateInput = <const T extends FieldTable, const S extends z.ZodRawShape = Record<never, never>>(
  table: T,
  more: S = {} as S,
) =>
  z.lazy(() =>
    z.strictObject({
      ...more,
      id: idSchema,
      changes: z.strictObject(changesShape(table)),
      seen: z.strictObject(seenShape(table)).optional(),
    }),
  );
