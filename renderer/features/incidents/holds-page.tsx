import HourglassEmpty from '@mui/icons-material/HourglassEmpty';
import { Alert, Box, MenuItem, TextField, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { create } from 'zustand';
import type { HeldRow } from '#contracts/incidents.ts';
import { INCIDENT_FIELDS } from '#domain/fields/tickets.ts';
import { HOLD_BOUNDS, HOLD_SIGNS, type HoldSign } from '#domain/incidents/holds.ts';
import { formatDuration, formatList } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { codeText, type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { ExportButton } from '#renderer/shared/record/export-button.tsx';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { NotListed } from '#renderer/shared/record/not-listed.tsx';
import { VirtualTable } from '#renderer/shared/table/virtual-table.tsx';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';

const KIND = { collection: 'tickets', type: 'incident' } as const;
const HOUR = 60;
const DAY = 24 * HOUR;

type Asked = {
  readonly days: number;
  readonly longMinutes: number;
  readonly times: number;
  readonly nearMinutes: number;
  readonly signs: readonly HoldSign[];
};
/** What the list looks for; it stays while one of its incidents is open. */
const useAsked = create<Asked>()(() => ({ days: 28, signs: [], ...HOLD_BOUNDS }));

/** What each bound may be. */
const CHOICES = {
  days: [7, 28, 90],
  longMinutes: [4 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY],
  times: [2, 3, 5, 10],
  nearMinutes: [15, 30, HOUR, 2 * HOUR, 4 * HOUR],
} as const satisfies Readonly<Record<Exclude<keyof Asked, 'signs'>, readonly number[]>>;

type BoundProps = {
  readonly name: keyof typeof CHOICES;
  readonly label: string;
  readonly words: (value: number) => string;
};

const Bound = ({ name, label, words }: BoundProps): ReactNode => {
  const value = useAsked((asked) => asked[name]);
  return (
    <TextField
      select
      size="small"
      label={label}
      value={String(value)}
      onChange={(event) => useAsked.setState({ [name]: Number(event.target.value) })}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ width: 176 }}
    >
      {CHOICES[name].map((choice) => (
        <MenuItem key={choice} value={String(choice)} dense>
          {words(choice)}
        </MenuItem>
      ))}
    </TextField>
  );
};

const Bounds = (): ReactNode => {
  const t = useText('incidents');
  const signs = useAsked((asked) => asked.signs);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, pt: 1.5, pb: 1 }}>
      <ManySelect<HoldSign>
        label={t('holds.columns.signs')}
        any={t('record:list.any')}
        several={(count) => t('record:list.several', { count })}
        values={HOLD_SIGNS}
        chosen={signs}
        words={(sign) => t(`holds.signs.${sign}`)}
        width={176}
        onChange={(next) => useAsked.setState({ signs: next })}
      />
      <Bound name="longMinutes" label={t('holds.longer')} words={formatDuration} />
      <Bound name="times" label={t('holds.atLeast')} words={(count) => t('holds.count', { count })} />
      <Bound name="nearMinutes" label={t('holds.near')} words={formatDuration} />
      <Bound name="days" label={t('holds.period')} words={(days) => formatDuration(days * DAY)} />
    </Box>
  );
};

const signsOf = (row: HeldRow, t: Translate<'incidents'>): string =>
  formatList(row.signs.map((sign) => t(`holds.signs.${sign}`)));

const reasonOf = ({ byReason: [most] }: HeldRow, t: Translate<'incidents'>): string =>
  most?.reason == null ? t('holds.noReason') : codeText('common:holdReasons', most.reason);

const columnsFor = (t: Translate<'incidents'>): readonly TableColumn<HeldRow>[] => [
  ...fieldColumns<HeldRow>(KIND, INCIDENT_FIELDS, [
    { field: 'number' },
    { field: 'title' },
    { field: 'state' },
  ]),
  {
    key: 'times',
    header: t('holds.columns.times'),
    width: 76,
    align: 'end',
    rank: 5,
    render: ({ times }) => times,
    value: ({ times }) => times,
  },
  {
    key: 'minutes',
    header: t('holds.columns.minutes'),
    width: 104,
    align: 'end',
    rank: 6,
    render: ({ minutes }) => formatDuration(minutes),
    value: ({ minutes }) => Math.round(minutes),
  },
  {
    key: 'reason',
    header: t('holds.columns.reason'),
    width: 148,
    rank: 3,
    render: (row) => reasonOf(row, t),
    value: (row) => reasonOf(row, t),
  },
  {
    key: 'signs',
    header: t('holds.columns.signs'),
    width: 250,
    narrow: 160,
    grow: 2,
    rank: 4,
    render: (row) => signsOf(row, t),
    value: (row) => signsOf(row, t),
  },
  ...fieldColumns<HeldRow>(KIND, INCIDENT_FIELDS, [
    { field: 'teamId', name: (row) => row.teamName, rank: 2 },
    { field: 'assigneeId', name: (row) => row.assigneeName, rank: 1 },
  ]),
];

const keyOf = ({ id }: HeldRow): string => id;
const open = ({ id, number }: HeldRow): void => openRoute({ page: 'ticket', id }, number);

/** Incidents whose waiting is worth a look: held long, often, just before the target, or for a caller whom nobody told anything. */
export const HoldsPage = (): ReactNode => {
  const t = useText('incidents');
  const asked = useAsked();
  const input = useMemo(() => ({ ...asked, signs: [...asked.signs] }), [asked]);
  const live = useLive('incidents.held', input);
  const columns = useMemo(() => columnsFor(t), [t]);
  const rows = live.data?.rows ?? [];
  const title = t('common:pages.holds');
  return (
    <Page
      fill
      title={title}
      subtitle={
        <span role="status">
          {live.data === undefined
            ? null
            : t('holds.looked', { found: rows.length + live.data.more, count: live.data.looked })}
        </span>
      }
      actions={
        <ExportButton<HeldRow>
          title={title}
          columns={columns}
          ask={async (offset, limit) => ({
            ok: true,
            data: { total: rows.length, rows: rows.slice(offset, offset + limit) },
          })}
        />
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', px: 2 }}>
        <Typography variant="body2" color="textSecondary">
          {t('holds.hint')}
        </Typography>
        <Bounds />
        {live.data?.isCut === true && <Alert severity="info">{t('holds.cut')}</Alert>}
        <NotListed more={live.data?.more ?? 0} />
        <Box sx={{ flex: 1, minHeight: 0, mx: -2 }}>
          <Boundary
            live={live}
            lines={14}
            empty={(data) =>
              data.rows.length === 0 ? (
                <EmptyNote icon={<HourglassEmpty />} title={t('holds.empty')} hint={t('holds.emptyHint')} />
              ) : null
            }
          >
            {(data) => (
              <VirtualTable<HeldRow>
                label={title}
                columns={columns}
                total={data.rows.length}
                rows={data.rows}
                windowOffset={0}
                onWindow={() => undefined}
                rowKey={keyOf}
                resetKey={JSON.stringify(input)}
                busy={live.stale}
                onOpen={open}
                autoFocus
              />
            )}
          </Boundary>
        </Box>
      </Box>
    </Page>
  );
};
