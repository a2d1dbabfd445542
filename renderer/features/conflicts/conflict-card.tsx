import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Names } from '#contracts/shared.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import type { FormatContext } from '#renderer/shared/record/field-format.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { ConflictEditor } from './conflict-editor.tsx';
import { sideText } from './conflict-value.ts';
import { useConflictEdit } from './use-conflict-edit.ts';

const CARD_KEYS: KeyMap<'mine' | 'theirs' | 'edit'> = {
  group: 'conflicts:keys',
  actions: {
    mine: { label: 'conflicts:takeMine', shortcuts: ['m'] },
    theirs: { label: 'conflicts:takeTheirs', shortcuts: ['t'] },
    edit: { label: 'conflicts:edit', shortcuts: ['e'] },
  },
};

const NO_FIELDS: FieldTable = {};

/** What the values of a clash are written with. */
const useFormat = ({ collection, recordType }: ConflictRow, names: Names): FormatContext => {
  const { closureCodes } = useCompany().settings;
  return {
    kind: { collection, type: recordType },
    table: fieldTableOf(collection, recordType) ?? NO_FIELDS,
    names,
    closureCode: (code) => closureCodes.find((known) => known.code === code)?.label ?? code,
  };
};

type Side = 'base' | 'mine' | 'theirs';

const SideColumn = (props: {
  readonly side: Side;
  readonly value: string;
  readonly by: string | null;
  readonly at: string | null;
}): ReactNode => {
  const t = useText('conflicts');
  return (
    <Box
      sx={{
        minWidth: 0,
        p: 1,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: props.side === 'base' ? 'transparent' : 'action.hover',
      }}
    >
      <Typography variant="caption" component="div" sx={{ fontWeight: 600 }}>
        {t(`sides.${props.side}`)}
      </Typography>
      <Typography
        variant="caption"
        color="textSecondary"
        component="div"
        noWrap
        title={formatInstantLong(props.at)}
        sx={{ minHeight: 18 }}
      >
        {props.by !== null && joined([props.by, formatInstant(props.at)])}
      </Typography>
      <Typography
        variant="body2"
        component="div"
        sx={{ mt: 0.5, maxHeight: 220, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {props.value}
      </Typography>
    </Box>
  );
};

/** One clash: what it was, what each side made of it, and the three ways to decide. m, t and e decide by key. */
export const ConflictCard = ({
  row,
  names,
  isEditing: chosen,
  onEditing,
}: {
  readonly row: ConflictRow;
  readonly names: Names;
  /** Whether the editor was opened or closed; undefined while neither: then it is open where something is typed. */
  readonly isEditing: boolean | undefined;
  readonly onEditing: (isEditing: boolean) => void;
}): ReactNode => {
  const t = useText('conflicts');
  const format = useFormat(row, names);
  const label = fieldLabel(row.collection, row.field);
  const edit = useConflictEdit(row);
  const isEditing = chosen ?? edit.isDirty;
  const resolve = useCommand('conflicts.resolve');
  useKeyMap(CARD_KEYS);
  const ref = { collection: row.collection, recordId: row.recordId, clashId: row.id };
  const decide = async (choice: Parameters<typeof resolve.run>[0]): Promise<void> => {
    if (resolve.busy) return;
    const reply = await resolve.run(choice);
    if (reply.ok) edit.discard();
  };
  const [asked, setAsked] = useState<'mine' | 'theirs' | null>(null);
  // What was typed is not what would be taken: it goes only where somebody says so.
  const take = (side: 'mine' | 'theirs'): void =>
    edit.isDirty ? setAsked(side) : void decide({ ...ref, take: side });
  const begin = (): void => onEditing(true);
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = event.target === event.currentTarget ? actionOf(CARD_KEYS, event) : null;
    if (action === null) return;
    if (action === 'edit') begin();
    else take(action);
    event.preventDefault();
    event.stopPropagation();
  };
  const route = routeOfRecord(row.collection, row.recordId, row.recordType);
  const nameOf = (id: string): string => names[id] ?? id;

  return (
    <Paper
      component="article"
      variant="outlined"
      tabIndex={0}
      aria-label={`${row.label}, ${label}`}
      aria-keyshortcuts="m t e"
      onKeyDown={onKeyDown}
      sx={{ p: 1.5, mr: 2, maxWidth: 1280, display: 'grid', gap: 1.25 }}
    >
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', minWidth: 0 }}>
        {route === null ? (
          <Typography variant="body2" noWrap sx={{ fontWeight: 600 }}>
            {row.label}
          </Typography>
        ) : (
          <Link
            component="button"
            variant="body2"
            noWrap
            title={row.label}
            onClick={() => openRoute(route, row.label)}
            sx={{ fontWeight: 600, textAlign: 'start', minWidth: 0 }}
          >
            {row.label}
          </Link>
        )}
        <Chip label={label} variant="outlined" />
      </Stack>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' }}>
        <SideColumn side="base" value={sideText(row, row.base, format)} by={null} at={null} />
        <SideColumn
          side="mine"
          value={sideText(row, row.mine, format)}
          by={nameOf(row.mineBy)}
          at={row.mineAt}
        />
        <SideColumn
          side="theirs"
          value={sideText(row, row.theirs, format)}
          by={nameOf(row.theirsBy)}
          at={row.theirsAt}
        />
      </Box>
      {resolve.error !== undefined && <ErrorNote error={resolve.error} />}
      {isEditing ? (
        <ConflictEditor
          row={row}
          format={format}
          label={label}
          edit={edit}
          busy={resolve.busy}
          onClose={() => onEditing(false)}
          onSave={() => void decide({ ...ref, take: 'edited', value: edit.value })}
        />
      ) : (
        <Stack direction="row" spacing={1} sx={{ flexWrap: 'wrap' }}>
          <Button
            variant="outlined"
            loading={resolve.busy}
            onClick={() => take('mine')}
            endIcon={<KeyHint shortcut="m" />}
          >
            {t('takeMine')}
          </Button>
          <Button
            variant="outlined"
            loading={resolve.busy}
            onClick={() => take('theirs')}
            endIcon={<KeyHint shortcut="t" />}
          >
            {t('takeTheirs')}
          </Button>
          <Button onClick={begin} endIcon={<KeyHint shortcut="e" />}>
            {t(edit.isDirty ? 'editOn' : 'edit')}
          </Button>
        </Stack>
      )}
      {asked !== null && (
        <ConfirmDialog
          open
          title={t('giveUpEdit.title')}
          text={t('giveUpEdit.text')}
          action={t(asked === 'mine' ? 'takeMine' : 'takeTheirs')}
          isDangerous
          onCancel={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null);
            void decide({ ...ref, take: asked });
          }}
        />
      )}
    </Paper>
  );
};
