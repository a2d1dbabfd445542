import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { configItemsContract } from '#contracts/config-items.ts';
import { ordersContract } from '#contracts/orders.ts';
import { CONTRACTS } from '#contracts/registry.ts';
import { CONFIG_ITEM_FIELDS } from '#domain/fields/config-items.ts';
import { editableFields, type FieldTable } from '#domain/fields/field.ts';
import { ORDER_FIELDS } from '#domain/fields/orders.ts';
import { PROCESSES } from '#domain/processes/registry.ts';

type Commands = Readonly<Record<string, { readonly input: z.ZodType } | undefined>>;
/** Inputs from a table are made when they are first asked for. */
const made = (schema: unknown): z.ZodObject =>
  (schema instanceof z.ZodLazy ? schema.unwrap() : schema) as z.ZodObject;
const fieldsOf = (schema: unknown): readonly string[] => Object.keys(made(schema).shape).sort();
const changesOf = ({ update }: Commands): unknown => made(update?.input).shape.changes;

const TABLES: readonly (readonly [name: string, table: FieldTable, commands: Commands])[] = [
  ['orders', ORDER_FIELDS, ordersContract.commands],
  ['configItems', CONFIG_ITEM_FIELDS, configItemsContract.commands],
  ...Object.values(PROCESSES).map(
    ({ feature, fields }) => [feature, fields, CONTRACTS[feature].commands as Commands] as const,
  ),
];

describe.each(TABLES)('%s', (_, table, commands) => {
  it('is edited in every field that its table lets a person edit, and in no other', () => {
    expect(fieldsOf(changesOf(commands))).toEqual([...editableFields(table)].sort());
  });

  it('is made of every field that its table takes at the beginning', () => {
    const given = Object.keys(table).filter((name) => table[name]?.create !== undefined);
    expect(fieldsOf(commands.create?.input)).toEqual(expect.arrayContaining(given));
  });
});

describe('an object that is merged key by key', () => {
  const { input } = configItemsContract.commands.update;
  const accepts = (changes: object): boolean => input.safeParse({ id: 'ci', changes }).success;

  it('is sent in part, with known keys and their kinds only', () => {
    expect(accepts({ hardware: { cpu: 'M4' }, commercial: { priceMinor: 100 } })).toBe(true);
    expect(accepts({ hardware: { cpu: 4 } })).toBe(false);
    expect(accepts({ hardware: { colour: 'red' } })).toBe(false);
  });
});
