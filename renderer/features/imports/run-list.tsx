import { Box, Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ImportRun } from '#contracts/imports.ts';
import type { Names } from '#contracts/shared.ts';
import { formatCount, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { undoImport, useImport } from './imports-store.ts';

const SHOWN = 50;

type RowProps = { readonly run: ImportRun; readonly names: Names; readonly onUndo: () => void };

const RunRow = ({ run, names, onUndo }: RowProps): ReactNode => {
  const t = useText('imports');
  const isBusy = useImport(({ progress }) => progress !== null);
  const { at, by, format, files, counts, undoneAt, undoneBy } = run;
  const who = by === 'import' ? t('byProgram') : nameOf(names, by);
  const count = (['created', 'updated'] as const)
    .filter((action) => counts[action] > 0)
    .map((action) => `${formatCount(counts[action])} ${t(`actions.${action}`)}`);
  return (
    <tr>
      <td>{formatInstant(at)}</td>
      <td>{who}</td>
      <td>{t(`formats.${format}` as 'formats.glpi')}</td>
      <td dir="auto">{joined([...files.slice(0, 3), ...(files.length > 3 ? ['…'] : [])], ', ')}</td>
      <td>{joined(count, ', ')}</td>
      <td>
        {undoneAt === null ? (
          <Button
            size="small"
            disabled={isBusy}
            onClick={onUndo}
            aria-label={t('undoOf', { file: files[0] ?? '' })}
          >
            {t('undo')}
          </Button>
        ) : (
          t('undoneBy', { when: formatInstant(undoneAt), who: nameOf(names, undoneBy ?? '') })
        )}
      </td>
    </tr>
  );
};

/** The imports of this device, the last first, each to be undone. */
export const RunList = (): ReactNode => {
  const t = useText('imports');
  const { data } = useLive('imports.list', { offset: 0, limit: SHOWN });
  const [asked, setAsked] = useState<ImportRun | null>(null);
  if (data === undefined || data.total === 0) return null;
  return (
    <Section title={t('runs')}>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0}>
        <Box
          component="table"
          aria-label={t('runs')}
          sx={{
            width: '100%',
            borderSpacing: '0 4px',
            fontSize: 13,
            '& th, & td': { textAlign: 'start', pr: 2 },
          }}
        >
          <Box component="thead" sx={{ color: 'text.secondary', '& th': { fontWeight: 400 } }}>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('format')}</th>
              <th scope="col">{t('file')}</th>
              <th scope="col">{t('result')}</th>
              <th scope="col" aria-label={t('undo')} />
            </tr>
          </Box>
          <tbody>
            {data.rows.map((run) => (
              <RunRow key={run.id} run={run} names={data.names} onUndo={() => setAsked(run)} />
            ))}
          </tbody>
        </Box>
      </Box>
      {asked !== null && (
        <ConfirmDialog
          open
          title={t('undoTitle')}
          text={t('undoText')}
          action={t('undo')}
          onCancel={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null);
            void undoImport(asked.id);
          }}
        />
      )}
    </Section>
  );
};
