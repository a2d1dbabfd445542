import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { decidedDrafts, editText, isKeptEdit } from './conflict-edit.ts';

const DecidedEdit = ({
  draftKey,
  label,
}: {
  readonly draftKey: string;
  readonly label: string;
}): ReactNode => {
  const t = useText('conflicts');
  const { personId } = useSessionUser();
  const draft = useDraft(personId, draftKey, label);
  const kept = draft.fields.edit?.value;
  if (!isKeptEdit(kept)) return null;
  return (
    <Paper
      component="article"
      variant="outlined"
      aria-label={label}
      sx={{ p: 1.5, display: 'grid', gap: 0.75 }}
    >
      <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {label}
      </Typography>
      <Typography
        variant="body2"
        dir="auto"
        sx={{
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          userSelect: 'text',
          maxHeight: 160,
          overflow: 'auto',
        }}
      >
        {editText(kept)}
      </Typography>
      <Button onClick={draft.discard} sx={{ justifySelf: 'start' }}>
        {t('discardEdit')}
      </Button>
    </Paper>
  );
};

/** Edits that were begun here and whose conflict somebody else decided meanwhile: what was typed can still be read and copied. */
export const DecidedEdits = ({ openIds }: { readonly openIds: readonly string[] }): ReactNode => {
  const t = useText('conflicts');
  const drafts = useLive('drafts.list', {}).data?.rows ?? [];
  const labels = new Map(drafts.map(({ key, label }) => [key, label]));
  const keys = decidedDrafts([...labels.keys()], openIds);
  if (keys.length === 0) return null;
  return (
    <Box component="section" aria-label={t('decidedEdits')} sx={{ px: 2, pb: 1.5, display: 'grid', gap: 1 }}>
      <Typography variant="subtitle2" component="h2">
        {t('decidedEdits')}
      </Typography>
      {keys.map((key) => (
        <DecidedEdit key={key} draftKey={key} label={labels.get(key) ?? ''} />
      ))}
    </Box>
  );
};
