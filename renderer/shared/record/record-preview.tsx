import { Box, Paper, Typography } from '@mui/material';
import { type ReactNode, useLayoutEffect } from 'react';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { nameIn } from '#domain/records/names.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { fieldLabel, stateWord, valueWord } from './words.ts';

/** The texts of a preview, cut where they get long. */
const MOST_TEXT = 420;
const cut = (text: string): string =>
  text.length > MOST_TEXT ? `${cutText(text, MOST_TEXT).trimEnd()}…` : text;

type FrameProps = {
  readonly title: string;
  readonly line: string;
  /** Null until they are known. */
  readonly texts: readonly (readonly [label: string, text: string])[] | null;
  readonly onSized: () => void;
};

const Frame = ({ title, line, texts, onSized }: FrameProps): ReactNode => {
  const t = useText('record');
  // biome-ignore lint/correctness/useExhaustiveDependencies: with its texts it has another height
  useLayoutEffect(onSized, [texts === null, onSized]);
  return (
    <Paper variant="outlined" sx={{ p: 1.5, width: 380, maxWidth: '80vw', boxShadow: 4 }}>
      <Typography variant="body2" dir="auto" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {title}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p" sx={{ m: 0 }}>
        {line}
      </Typography>
      {texts?.length === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
          {t('links.noDescription')}
        </Typography>
      )}
      {texts?.map(([label, text]) => (
        <Box key={label} sx={{ mt: 0.75 }}>
          <Typography variant="caption" color="textSecondary">
            {label}
          </Typography>
          <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {cut(text)}
          </Typography>
        </Box>
      ))}
    </Paper>
  );
};

const textsOf = (
  collection: 'tickets' | 'knowledge' | 'orders',
  record: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): NonNullable<FrameProps['texts']> =>
  fields.flatMap((field) => {
    const text = record[field];
    return typeof text === 'string' && text.trim() !== ''
      ? [[fieldLabel(collection, field), text] as const]
      : [];
  });

const TICKET_TEXTS = [
  'description',
  'symptom',
  'workaround',
  'closureNotes',
  'solution',
] as const satisfies readonly string[];

type PreviewProps = { readonly id: string } & Pick<FrameProps, 'title' | 'onSized'>;

const TicketPreview = ({ id, ...frame }: PreviewProps): ReactNode => {
  const t = useText('record');
  const { data } = useLive('tickets.detail', { id });
  if (data === undefined) return <Frame {...frame} line="" texts={null} />;
  const ticket: Ticket = data.ticket;
  const line = joined([
    ticket.number,
    stateWord(ticket.type, ticket.state),
    nameIn(data.names, ticket.assigneeId),
    t('links.updated', { when: formatInstant(ticket.updatedAt) }),
  ]);
  return <Frame {...frame} line={line} texts={textsOf('tickets', { ...ticket }, TICKET_TEXTS).slice(0, 3)} />;
};

const KnowledgePreview = ({ id, ...frame }: PreviewProps): ReactNode => {
  const { data } = useLive('knowledge.detail', { id });
  if (data === undefined) return <Frame {...frame} line="" texts={null} />;
  const entry: KnowledgeEntry = data.entry;
  const line = joined([entry.number, stateWord(entry.type, entry.state)]);
  return (
    <Frame
      {...frame}
      line={line}
      texts={textsOf('knowledge', { ...entry }, ['symptom', 'workaround', 'body'])}
    />
  );
};

const OrderPreview = ({ id, ...frame }: PreviewProps): ReactNode => {
  const { data } = useLive('orders.detail', { id });
  if (data === undefined) return <Frame {...frame} line="" texts={null} />;
  const { order, person } = data;
  const line = joined([
    order.number,
    stateWord('order', order.state),
    person?.name ?? null,
    formatInstant(order.plannedStart),
  ]);
  return (
    <Frame
      {...frame}
      line={line}
      texts={textsOf('orders', { ...order }, ['description', 'completionNotes'])}
    />
  );
};

const ConfigItemPreview = ({ id, ...frame }: PreviewProps): ReactNode => {
  const { data } = useLive('configItems.detail', { id });
  if (data === undefined) return <Frame {...frame} line="" texts={null} />;
  const { ci, user, placeName } = data;
  const kind = { collection: 'configItems', type: null } as const;
  const facts = [
    [fieldLabel('configItems', 'model'), joined([ci.manufacturer, ci.model], ' ')],
    [fieldLabel('configItems', 'userId'), user?.name ?? ''],
    [fieldLabel('configItems', 'placeId'), placeName ?? ''],
    [fieldLabel('configItems', 'notes'), ci.notes],
  ] as const;
  const line = joined([
    valueWord(kind, 'ciClass', ci.ciClass),
    valueWord(kind, 'status', ci.status),
    ci.assetTag,
  ]);
  return <Frame {...frame} line={line} texts={facts.filter(([, text]) => text !== '')} />;
};

export type PreviewedCollection = 'tickets' | 'knowledge' | 'orders' | 'configItems';

/** `onSized`: it has got another size. */
type RecordPreviewProps = PreviewProps & { readonly collection: PreviewedCollection };

/** What a linked record is about, without leaving the page. */
export const RecordPreview = ({ collection, ...record }: RecordPreviewProps): ReactNode => {
  switch (collection) {
    case 'tickets':
      return <TicketPreview {...record} />;
    case 'knowledge':
      return <KnowledgePreview {...record} />;
    case 'orders':
      return <OrderPreview {...record} />;
    case 'configItems':
      return <ConfigItemPreview {...record} />;
  }
};
