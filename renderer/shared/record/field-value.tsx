import { Link } from '@mui/material';
import type { ReactNode } from 'react';
import { type FieldSpec, referenceKindOf } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { contactLinks } from '#renderer/shared/people/contact-links.tsx';
import { type FormatContext, formatField, isBlank } from './field-format.ts';

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
    return (
      <Link component="button" underline="hover" dir="auto" onClick={() => openRoute(route, words)}>
        {words}
      </Link>
    );
  }
  return (
    <span dir="auto" style={spec?.kind === 'longText' ? { whiteSpace: 'pre-wrap' } : undefined}>
      {words}
    </span>
  );
};
