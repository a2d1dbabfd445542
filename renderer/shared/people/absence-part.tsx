import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { ulid } from 'ulid';
import type { AbsenceRow } from '#contracts/absences.ts';
import { PERSON_FIELDS } from '#domain/fields/directory.ts';
import { specAt } from '#domain/fields/references.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { AccountPicker } from '#renderer/shared/pickers/account-picker.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { readValue } from '#renderer/shared/record/field-values.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';

type Who = { readonly personId: string; readonly name: string };
type AbsenceForm = {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly delegateId: string | null;
};

const KIND = { collection: 'directory', type: 'person' } as const;
const SPAN = ['startsAt', 'endsAt'] as const;

const useAbsenceDraft = ({ personId, name }: Who) => {
  const user = useSessionUser();
  const start = useMemo<AbsenceForm>(() => ({ startsAt: null, endsAt: null, delegateId: null }), []);
  return useFormDraft(user.personId, `absence:${personId}`, name, start);
};

type FormProps = {
  readonly who: Who;
  readonly mayName: boolean;
  readonly draft: ReturnType<typeof useAbsenceDraft>;
  readonly onDone: () => void;
};

const AbsenceFormPart = ({ who, mayName, draft, onDone }: FormProps): ReactNode => {
  const t = useText('people');
  const company = useCompany();
  const saving = useCommand('absences.save');
  const [id] = useState(ulid);
  const { form, set } = draft;
  const { startsAt, endsAt, delegateId } = form;
  const reason = startsAt === null || endsAt === null ? t('absence.lack') : null;
  const save = async (): Promise<void> => {
    if (startsAt === null || endsAt === null || saving.busy) return;
    const absence = { id, startsAt, endsAt, delegateId: mayName ? delegateId : null };
    const reply = await saving.run({ personId: who.personId, absence });
    if (!reply.ok) return;
    notify('success', t('absence.saved', { name: who.name }));
    draft.discard();
    onDone();
  };
  return (
    <Box
      role="form"
      aria-label={t('absence.add')}
      onKeyDown={sendOnKey(() => void save(), reason !== null)}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, pt: 1, maxWidth: 480 }}
    >
      {SPAN.map((field) => {
        const path = `absences.x.${field}`;
        const spec = specAt(PERSON_FIELDS, path);
        return (
          spec !== null && (
            <FieldEditor
              key={field}
              context={{ kind: KIND, names: {}, company, values: { ...form } }}
              path={path}
              spec={spec}
              label={fieldLabel('directory', path)}
              value={form[field]}
              required
              autoFocus={field === 'startsAt'}
              onChange={(value) => set(field, (readValue(value) ?? null) as string | null)}
            />
          )
        );
      })}
      {/* Who has no account has no inbox. */}
      {mayName && (
        <AccountPicker
          label={fieldLabel('directory', 'absences.x.delegateId')}
          value={delegateId}
          except={[who.personId]}
          onChange={(id) => set('delegateId', id)}
        />
      )}
      <Typography variant="body2" color="textSecondary">
        {t(mayName ? 'absence.hint' : 'absence.noNaming', { name: who.name })}
      </Typography>
      {saving.error !== undefined && <ErrorNote error={saving.error} />}
      <DraftActions
        draft={draft}
        reason={reason}
        busy={saving.busy}
        onSave={() => void save()}
        onDone={onDone}
      />
    </Box>
  );
};

type LineProps = {
  readonly row: AbsenceRow;
  readonly delegate: string | null;
  readonly onEnd: (() => void) | null;
  readonly busy: boolean;
};

const AbsenceLine = ({ row, delegate, onEnd, busy }: LineProps): ReactNode => {
  const t = useText('people');
  const { startsAt, endsAt, delegateAway } = row;
  const hasBegun = startsAt <= new Date().toISOString();
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'start' }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {joined([formatInstant(startsAt), formatInstant(endsAt)], ' – ')}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {delegate === null ? t('absence.noDelegate') : t('absence.delegate', { name: delegate })}
        </Typography>
        {delegateAway !== null && delegate !== null && (
          <Typography variant="body2" color="error" sx={{ overflowWrap: 'anywhere' }}>
            {t('absence.delegateAway', {
              name: delegate,
              from: formatInstant(delegateAway.startsAt),
              to: formatInstant(delegateAway.endsAt),
            })}
          </Typography>
        )}
      </Box>
      {onEnd !== null && (
        <Button size="small" loading={busy} onClick={onEnd}>
          {t(hasBegun ? 'absence.end' : 'absence.drop')}
        </Button>
      )}
    </Box>
  );
};

/** When somebody is away and who decides for them: to read, and to write by themselves and by those who lead; who decides, by themselves and administrators. */
export const AbsencePart = (who: Who): ReactNode => {
  const t = useText('people');
  const live = useLive('absences.of', { personId: who.personId });
  const draft = useAbsenceDraft(who);
  const ending = useCommand('absences.end');
  const [isAdding, setAdding] = useState(false);
  const isOpen = isAdding || draft.isDirty;
  return (
    <Boundary live={live}>
      {({ rows, names, mayEdit, mayName }) => (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
          {rows.length === 0 ? (
            <Typography variant="body2" color="textSecondary">
              {t('absence.none')}
            </Typography>
          ) : (
            <Box
              component="ul"
              aria-label={t('absence.title')}
              sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
            >
              {rows.map((row) => (
                <AbsenceLine
                  key={row.id}
                  row={row}
                  delegate={row.delegateId === null ? null : nameOf(names, row.delegateId)}
                  busy={ending.busy}
                  onEnd={mayEdit ? () => void ending.run({ personId: who.personId, id: row.id }) : null}
                />
              ))}
            </Box>
          )}
          {ending.error !== undefined && <ErrorNote error={ending.error} />}
          {mayEdit && isOpen && (
            <AbsenceFormPart who={who} mayName={mayName} draft={draft} onDone={() => setAdding(false)} />
          )}
          {mayEdit && !isOpen && (
            <Button size="small" sx={{ justifySelf: 'start' }} onClick={() => setAdding(true)}>
              {t('absence.add')}
            </Button>
          )}
        </Box>
      )}
    </Boundary>
  );
};
