import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { StoryCollection, StoryRecord, StoryRow } from '#domain/related/story.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { LinkedRecords, type LinkedRow } from './linked-records.tsx';

type Told = { readonly collection: StoryCollection; readonly id: string; readonly number: string };

const spanOf = (t: Translate<'record'>, { at, endedAt }: StoryRecord): string =>
  endedAt === null
    ? formatInstant(at)
    : t('story.span', { from: formatInstant(at), to: formatInstant(endedAt) });

const rowOf = (t: Translate<'record'>, record: StoryRecord, more: readonly (string | null)[]): LinkedRow => ({
  id: record.id,
  collection: record.collection,
  type: record.type,
  key: record.number,
  title: record.title,
  hint: joined([spanOf(t, record), ...more]),
  mark: null,
  state: record.state === null ? null : <StateChip type={record.type} state={record.state} />,
});

const Row = ({ row }: { readonly row: StoryRow }): ReactNode => {
  const t = useText('record');
  const { causedBy, isStart } = row;
  const caused = causedBy.length === 0 ? null : t('story.caused', { numbers: causedBy.join(', ') });
  return (
    <Box sx={isStart ? { borderInlineStart: 3, borderColor: 'primary.main', ps: 1 } : { ps: 1 }}>
      <LinkedRecords rows={[rowOf(t, row, [caused, isStart ? t('story.here') : null])]} />
      <Box sx={{ ms: 3 }}>
        <LinkedRecords
          rows={row.beside.map((one) =>
            rowOf(t, one, [
              one.type === 'announcement' ? t('story.announcement') : t('common:recordTypes.order'),
            ]),
          )}
        />
      </Box>
    </Box>
  );
};

const Story = ({ collection, id }: Told): ReactNode => {
  const t = useText('record');
  const live = useLive('related.story', { collection, id });
  return (
    <Boundary live={live} lines={6}>
      {({ stages, isCut }) => (
        <>
          {/* One line from above to below: the order in which it came about. */}
          <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
            {stages.map(({ name, rows }) => (
              <Box component="li" key={name} aria-label={t(`story.stages.${name}`)}>
                <Typography component="h3" variant="subtitle2" color="textSecondary">
                  {t(`story.stages.${name}`)}
                </Typography>
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </Box>
            ))}
          </Box>
          {stages.every(({ rows }) =>
            rows.every(({ isStart, beside }) => isStart && beside.length === 0),
          ) && (
            <Typography variant="body2" color="textSecondary" sx={{ pt: 1 }}>
              {t('story.alone')}
            </Typography>
          )}
          {isCut && (
            <Typography variant="caption" color="textSecondary" component="p" sx={{ pt: 1 }}>
              {t('story.cut')}
            </Typography>
          )}
        </>
      )}
    </Boundary>
  );
};

const StoryDialog = ({ told, onClose }: { readonly told: Told; readonly onClose: () => void }): ReactNode => {
  const t = useText('record');
  const route = useNavigation((state) => state.current);
  const [began] = useState(route);
  // Whoever follows the story to another record is there.
  useEffect(() => {
    if (route !== began) onClose();
  }, [route, began, onClose]);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{t('story.title', { number: told.number })}</DialogTitle>
      <DialogContent>
        <Story {...told} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogActions>
    </Dialog>
  );
};

/** Shows how records lead to each other: from the first incident to the release, wherever one stands in it. */
export const StoryButton = ({ told }: { readonly told: Told }): ReactNode => {
  const t = useText('record');
  const [isOpen, setOpen] = useState(false);
  const close = useMemo(() => () => setOpen(false), []);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.story',
        label: 'record:story.command',
        group: 'record:commands.group',
        run: () => setOpen(true),
      },
    ],
    [],
  );
  useCommands(commands);
  return (
    <>
      <Button
        size="small"
        color="inherit"
        startIcon={<AccountTreeOutlined />}
        onClick={() => setOpen(true)}
        sx={{ py: 0, color: 'text.secondary' }}
      >
        {t('story.open')}
      </Button>
      {isOpen && <StoryDialog told={told} onClose={close} />}
    </>
  );
};
