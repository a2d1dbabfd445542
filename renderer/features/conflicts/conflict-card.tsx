import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Names } from '#contracts/shared.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import type { FormatContext } from '#renderer/shared/record/field-format.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { ConflictEditor } from './conflict-editor.tsx';
import { ConflictSides, SIDES } from './conflict-sides.tsx';
import { type SideName, sideWords } from './conflict-words.ts';
import { type Decision, useDecision } from './use-decision.ts';

const CARD_KEYS: KeyMap<'mine' | 'theirs' | 'edit'> = {
  group: 'conflicts:keys',
  actions: {
    theirs: { label: 'conflicts:keep.first', shortcuts: ['1'] },
    mine: { label: 'conflicts:keep.second', shortcuts: ['2'] },
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

type ConflictCardProps = Parameters<typeof useDecision>[0] & { readonly names: Names };

/** Which field of which record; leads there where it has a page. */
const About = ({ row, label }: { readonly row: ConflictRow; readonly label: string }): ReactNode => {
  const route = routeOfRecord(row.collection, row.recordId, row.recordType);
  return (
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
  );
};

type ChoicesProps = { readonly decision: Decision; readonly actionFor: (side: SideName) => string };

const Choices = ({ decision, actionFor }: ChoicesProps): ReactNode => {
  const t = useText('conflicts');
  const { take, busy, begin, edit } = decision;
  return (
    <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
      {SIDES.map((side, index) => (
        <Button
          key={side}
          variant="outlined"
          loading={busy}
          onClick={() => take(side)}
          endIcon={<KeyHint shortcut={String(index + 1)} />}
        >
          {actionFor(side)}
        </Button>
      ))}
      <Button onClick={begin} endIcon={<KeyHint shortcut="e" />}>
        {t(edit.isDirty ? 'editOn' : 'edit')}
      </Button>
    </Stack>
  );
};

/** One clash: what it was, what each side made of it, and the three ways to decide. 1, 2 and e decide by key. */
export const ConflictCard = (props: ConflictCardProps): ReactNode => {
  const t = useText('conflicts');
  const { row, names } = props;
  const format = useFormat(row, names);
  const label = fieldLabel(row.collection, row.field);
  const decision = useDecision(props);
  const { asked } = decision;
  const { personId } = useSessionUser();
  const actionFor = (side: SideName): string => sideWords(row, side, personId, names).action;
  useKeyMap(CARD_KEYS);
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = event.target === event.currentTarget ? actionOf(CARD_KEYS, event) : null;
    if (action === null) return;
    if (action === 'edit') decision.begin();
    else decision.take(action);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Paper
      component="article"
      variant="outlined"
      tabIndex={0}
      aria-label={`${row.label}, ${label}`}
      aria-keyshortcuts="1 2 e"
      onKeyDown={onKeyDown}
      sx={{ p: 1.5, mr: 2, maxWidth: 1280, display: 'grid', gap: 1.25 }}
    >
      <About row={row} label={label} />
      <ConflictSides row={row} format={format} />
      {decision.error !== undefined && <ErrorNote error={decision.error} />}
      {decision.isEditing ? (
        <ConflictEditor
          row={row}
          format={format}
          label={label}
          edit={decision.edit}
          busy={decision.busy}
          onClose={decision.close}
          onSave={decision.save}
        />
      ) : (
        <Choices decision={decision} actionFor={actionFor} />
      )}
      {asked !== null && (
        <ConfirmDialog
          open
          title={t('giveUpEdit.title')}
          text={t('giveUpEdit.text')}
          action={actionFor(asked)}
          isDangerous
          onCancel={decision.keepEdit}
          onConfirm={decision.takeAsked}
        />
      )}
    </Paper>
  );
};
