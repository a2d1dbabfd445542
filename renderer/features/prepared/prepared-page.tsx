import Add from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type ReactNode, useRef, useState } from 'react';
import type { Prepared } from '#contracts/prepared.ts';
import { PREPARED_KINDS, type PreparedKind } from '#domain/prepared/prepared-kinds.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { codeText, errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { draftKeyOf, type Editing, listedRows } from './form-model.ts';
import { PreparedFormPart } from './prepared-form.tsx';

type RowProps = { readonly row: Prepared; readonly onEdit: () => void };

const Row = ({ row, onEdit }: RowProps): ReactNode => {
  const t = useText('prepared');
  const retiring = useCommand('prepared.retire');
  const who = row.teamName ?? t(`scopes.${row.scope}`);
  const changed = t('changedBy', {
    when: formatInstant(row.updatedAt),
    who: row.updatedByName ?? t('someone'),
  });
  const about =
    row.content.kind === 'text' ? row.content.text : codeText('common:recordTypes', row.content.type);
  return (
    <Box
      component="li"
      sx={{ py: 1, borderBottom: 1, borderColor: 'divider', display: 'grid', gap: 0.25, minWidth: 0 }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}>
        <Typography variant="body2" noWrap sx={{ fontWeight: 600, minWidth: 0 }}>
          {row.content.kind === 'text' && <code>/{row.content.prefix} </code>}
          {row.name}
        </Typography>
        <Typography variant="caption" color="textSecondary" noWrap sx={{ flex: 1 }}>
          {[who, row.retired ? t('retired') : ''].filter(Boolean).join(' · ')}
        </Typography>
        <Button
          size="small"
          aria-label={t(row.mayEdit ? 'edit' : 'look', { name: row.name })}
          onClick={onEdit}
        >
          {row.mayEdit ? t('editButton') : t('lookButton')}
        </Button>
        {row.mayEdit && (
          <Button
            size="small"
            color="inherit"
            loading={retiring.busy}
            onClick={() => void retiring.run({ id: row.id, retired: !row.retired })}
          >
            {t(row.retired ? 'restore' : 'retire')}
          </Button>
        )}
      </Box>
      <Typography variant="body2" color="textSecondary" noWrap>
        {about}
      </Typography>
      <Typography variant="caption" color="textSecondary">
        {changed}
      </Typography>
      {row.fault !== null && <Alert severity="warning">{errorText(row.fault)}</Alert>}
      {row.sameAs !== null && <Alert severity="warning">{t('sameAs', { name: row.sameAs })}</Alert>}
      {retiring.error !== undefined && <ErrorNote error={retiring.error} />}
    </Box>
  );
};

/** Text modules, templates and macros: those one may use, and a form for each. */
export const PreparedPage = (): ReactNode => {
  const t = useText('prepared');
  const live = useLive('prepared.list', {});
  const [kind, setKind] = useState<PreparedKind>('text');
  const [query, setQuery] = useState('');
  const [withRetired, setWithRetired] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const newButton = useRef<HTMLButtonElement>(null);
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <Button
          ref={newButton}
          size="small"
          variant="contained"
          startIcon={<Add />}
          onClick={() => setEditing({ kind, row: null })}
        >
          {t(`new.${kind}`)}
        </Button>
      }
    >
      <Tabs
        value={kind}
        onChange={(_event, next: PreparedKind) => {
          setKind(next);
          setEditing(null);
        }}
        sx={{ mb: 1, minHeight: 36, '& .MuiTab-root': { minHeight: 36, textTransform: 'none' } }}
      >
        {PREPARED_KINDS.map((each) => (
          <Tab key={each} value={each} label={t(`kinds.${each}`)} />
        ))}
      </Tabs>
      <Boundary live={live}>
        {({ rows, names }) => {
          const shown = listedRows(rows, kind, query, withRetired);
          return editing === null ? (
            <Box sx={{ maxWidth: 960, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' }}>
              <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap', pt: 0.75 }}>
                <TextField
                  size="small"
                  label={t('search')}
                  value={query}
                  onChange={({ target }) => setQuery(target.value)}
                />
                <FormControlLabel
                  control={
                    <Checkbox
                      size="small"
                      checked={withRetired}
                      onChange={(_event, on) => setWithRetired(on)}
                    />
                  }
                  label={t('showRetired')}
                />
              </Box>
              <Box component="ul" aria-label={t(`kinds.${kind}`)} sx={{ m: 0, p: 0, listStyle: 'none' }}>
                {shown.map((row) => (
                  <Row key={row.id} row={row} onEdit={() => setEditing({ kind, row })} />
                ))}
              </Box>
              {shown.length === 0 && (
                <Typography variant="body2" color="textSecondary" sx={{ py: 2 }}>
                  {t(`none.${kind}`)}
                </Typography>
              )}
            </Box>
          ) : (
            <PreparedFormPart
              key={draftKeyOf(editing)}
              editing={editing}
              names={names}
              onDone={() => {
                setEditing(null);
                // The form goes, and what had the focus with it.
                newButton.current?.focus();
              }}
            />
          );
        }}
      </Boundary>
    </Page>
  );
};
