import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';

type Values = Readonly<Record<string, unknown>>;

/** A form for a new record, as templates fill it in. */
export type TemplateTarget = {
  readonly collection: CollectionName;
  /** The process's type; `order` for orders. */
  readonly type: string;
  /** Fields of the record that the form has, in its order. */
  readonly fields: readonly string[];
  /** What the form holds. */
  readonly values: Values;
  /** What it held before anything was typed. */
  readonly start: Values;
  /** False until the draft of an earlier run has been read. */
  readonly isReady: boolean;
  readonly set: (values: Values) => void;
};

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

export type TemplatePlan = {
  /** What is filled in. */
  readonly given: Values;
  /** Fields where something else was typed already; it stays. */
  readonly kept: readonly string[];
};

/** What a template fills in, and what it leaves because somebody typed there. */
export const templatePlan = (
  { fields, values, start }: Pick<TemplateTarget, 'fields' | 'values' | 'start'>,
  template: Values,
): TemplatePlan => {
  const wanted = fields.filter(
    (name) => Object.hasOwn(template, name) && !sameValue(template[name], values[name]),
  );
  const isTyped = (name: string): boolean =>
    !isNothing(values[name]) && !sameValue(values[name], start[name] ?? null);
  const kept = wanted.filter(isTyped);
  const given = wanted.filter((name) => !kept.includes(name));
  return { given: Object.fromEntries(given.map((name) => [name, template[name]])), kept };
};
