import { Link } from '@mui/material';
import type { ReactNode } from 'react';
import type { PreviewedCollection } from '#contracts/related.ts';
import { type FieldSpec, type ReferenceKind, referenceKindOf } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { contactLinks } from '#renderer/shared/people/contact-links.tsx';
import { type FormatContext, formatField, isBlank } from './field-format.ts';
import { type Previewed, usePreview } from './use-preview.tsx';

/** The page of a record that a field refers to; null where its kind has none. */
export const referenceRoute = (spec: FieldSpec | null, id: unknown): Route | null => {
  if (spec === null || spec.kind === 'list' || typeof id !== 'string') return null;
  switch (referenceKindOf(spec)) {
    case 'person':
      return routeOfRecord('directory', id, 'person');
    case 'ci':
      return routeOfRecord('configItems', id, null);
    case 'ticket':
      return routeOfRecord('tickets', id, null);
    case 'order':
      return routeOfRecord('orders', id, null);
    case 'knowledge':
      return routeOfRecord('knowledge', id, null);
    default:
      return null;
  }
};

const PREVIEWED: Readonly<Partial<Record<ReferenceKind, PreviewedCollection>>> = {
  ci: 'configItems',
  ticket: 'tickets',
  order: 'orders',
  knowledge: 'knowledge',
};

const previewedOf = (spec: FieldSpec | null): PreviewedCollection | null => {
  const kind = spec === null ? null : referenceKindOf(spec);
  return kind === null ? null : (PREVIEWED[kind] ?? null);
};

type ReferenceLinkProps = {
  readonly route: Route;
  readonly words: string;
  /** What is shown while it is rested on; null for people. */
  readonly record: Previewed | null;
};

/** The record that a field refers to: a click opens it, resting on it shows what it is about. */
const ReferenceLink = ({ route, words, record }: ReferenceLinkProps): ReactNode => {
  const { resting, preview } = usePreview(record);
  return (
    <>
      <Link
        component="button"
        underline="hover"
        dir="auto"
        onClick={() => openRoute(route, words)}
        {...resting}
      >
        {words}
      </Link>
      {preview}
    </>
  );
};

type FieldValueProps = {
  readonly format: FormatContext;
  readonly path: string;
  readonly value: unknown;
  /** Names of other records are links to them. */
  readonly links?: boolean;
};

/** A field's value, written the one way; nothing for an empty one. */
export const FieldValue = ({ format, path, value, links = true }: FieldValueProps): ReactNode => {
  if (isBlank(value)) return null;
  const words = formatField(path, value, format) ?? '';
  const spec = specAt(format.table, path);
  const contact = links ? contactLinks(path, value) : null;
  if (contact !== null) return contact;
  const route = links ? referenceRoute(spec, value) : null;
  if (route !== null) {
    const collection = previewedOf(spec);
    const record =
      collection === null || typeof value !== 'string' ? null : { collection, id: value, title: words };
    return <ReferenceLink route={route} words={words} record={record} />;
  }
  return (
    <span dir="auto" style={spec?.kind === 'longText' ? { whiteSpace: 'pre-wrap' } : undefined}>
      {words}
    </span>
  );
};
