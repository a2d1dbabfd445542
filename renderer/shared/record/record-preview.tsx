import { Box, Paper, Typography } from '@mui/material';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import type { PreviewedCollection, RecordPreview as Told } from '#contracts/related.ts';
import type { ConfigItemStatus } from '#domain/fields/config-items.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { PriorityMark, StateChip, StatusChip } from '#renderer/shared/ui/chips.tsx';
import { fieldLabel } from './words.ts';

type RecordPreviewProps = {
  readonly collection: PreviewedCollection;
  readonly id: string;
  /** As the link calls it, until more is known. */
  readonly title: string;
  /** It has got another size. */
  readonly onSized: () => void;
};

/** What the host says of the record at this moment: asked once, and not followed. `null`: it is not on this device. */
const usePreviewed = (collection: PreviewedCollection, id: string): Told | null | undefined => {
  const [told, setTold] = useState<Told | null>();
  useEffect(() => {
    let isWanted = true;
    void host.query('related.preview', { collection, id }).then((reply) => {
      if (isWanted) setTold(reply.ok ? reply.data : null);
    });
    return () => {
      isWanted = false;
    };
  }, [collection, id]);
  return told;
};

const textSx = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

const Line = ({ label, text }: { readonly label: string; readonly text: string }): ReactNode => (
  <Box sx={{ mt: 0.75 }}>
    <Typography variant="caption" color="textSecondary">
      {label}
    </Typography>
    <Typography variant="body2" dir="auto" sx={textSx}>
      {text}
    </Typography>
  </Box>
);

const stateOf = (collection: PreviewedCollection, { state, type }: Told): ReactNode => {
  if (state === null) return null;
  if (collection === 'configItems') return <StatusChip status={state as ConfigItemStatus} />;
  return <StateChip type={collection === 'orders' ? 'order' : type} state={state} />;
};

const Body = ({
  collection,
  told,
}: {
  readonly collection: PreviewedCollection;
  readonly told: Told;
}): ReactNode => {
  const t = useText('record');
  const { number, priority, assigneeName, teamName, updatedAt, texts, lastWords } = told;
  return (
    <>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75, fontSize: 13, mt: 0.25 }}
      >
        {number !== null && <span>{number}</span>}
        {stateOf(collection, told)}
        {priority !== null && <PriorityMark priority={priority} />}
      </Box>
      <Typography variant="caption" color="textSecondary" component="p" sx={{ m: 0 }}>
        {joined([assigneeName, teamName, t('links.updated', { when: formatInstant(updatedAt) })])}
      </Typography>
      {texts.length === 0 && lastWords === null && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
          {t('links.noDescription')}
        </Typography>
      )}
      {texts.map(({ field, text }) => (
        <Line key={field} label={fieldLabel(collection, field)} text={text} />
      ))}
      {lastWords !== null && (
        <Line
          label={joined([t('links.lastWords'), lastWords.byName, formatInstant(lastWords.at)])}
          text={lastWords.text}
        />
      )}
    </>
  );
};

/** What a linked record is about, without leaving the page: how it stands, who has it, what was said last. */
export const RecordPreview = ({ collection, id, title, onSized }: RecordPreviewProps): ReactNode => {
  const t = useText('record');
  const told = usePreviewed(collection, id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with what is told it has another height
  useLayoutEffect(onSized, [told, onSized]);
  return (
    <Paper
      variant="outlined"
      role="tooltip"
      sx={{ p: 1.5, width: 380, maxWidth: '80vw', maxHeight: '70vh', overflow: 'hidden', boxShadow: 4 }}
    >
      <Typography variant="body2" dir="auto" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {told?.title ?? title}
      </Typography>
      {told === null && (
        <Typography variant="body2" color="textSecondary">
          {t('links.notHere')}
        </Typography>
      )}
      {told !== null && told !== undefined && <Body collection={collection} told={told} />}
    </Paper>
  );
};
