import { Button, Typography } from '@mui/material';
import { memo, type ReactNode, useMemo, useState } from 'react';
import type { ChangeRehearsal } from '#contracts/changes.ts';
import { PREPARED_STATES } from '#domain/changes/preparations.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ChangeRecord } from '../page/change-record.ts';
import { EditForm } from './edit-form.tsx';
import { isTyped, type PrepareForm } from './prepare-form.tsx';
import { Preview } from './preview.tsx';
import { useRehearsalWords } from './rehearsal-words.ts';
import { RelateForm } from './relate-form.tsx';
import { ToApply, ToRevert } from './turn-part.tsx';

/** Whether there is something to prepare, to do or to take back; otherwise the page has no such part. */
export const hasRehearsal = ({ record }: ChangeRecord): boolean =>
  (record.preparations ?? []).length > 0 ||
  (PREPARED_STATES.includes(record.state) && record.changeType !== 'standard');

const mayPrepare = ({ record, can }: ChangeRecord): boolean =>
  PREPARED_STATES.includes(record.state) && record.changeType !== 'standard' && can('prepare');

type ShownProps = {
  readonly page: ChangeRecord;
  readonly shown: ChangeRehearsal;
  readonly onAll: () => void;
};

const Shown = ({ page, shown, onAll }: ShownProps): ReactNode => {
  const t = useText('changes');
  const words = useRehearsalWords(shown);
  const { run, error, clear } = useCommand('changes.prepare');
  const remove = (id: string): void => void run({ id: page.record.id, removed: [id] });
  return (
    <>
      {shown.rows.length === 0 && shown.applied === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('rehearsal.none')}
        </Typography>
      )}
      <ToApply {...{ page, words, shown }} onRemove={mayPrepare(page) ? remove : undefined} />
      {error !== undefined && <ErrorNote error={error} onClose={clear} />}
      <Preview {...{ shown, words, onAll }} />
      <ToRevert {...{ page, words, shown }} />
    </>
  );
};

const FORMS = ['edit', 'relate'] as const satisfies readonly PrepareForm[];

/** What the change will do to items and relations: prepared, shown as the CMDB will be, applied and taken back. */
export const RehearsalPart = memo(({ page }: { readonly page: ChangeRecord }): ReactNode => {
  const t = useText('changes');
  const [all, setAll] = useState(false);
  const { id } = page.record;
  const asked = useMemo(() => ({ id, all }), [id, all]);
  const live = useLive('changes.rehearsal', asked);
  const [open, setOpen] = useState<PrepareForm | null>(null);
  const may = mayPrepare(page);
  const isOpen = (form: PrepareForm): boolean => may && (open === form || isTyped(page, form));
  return (
    <Section
      title={t('rehearsal.title')}
      actions={
        may &&
        FORMS.filter((form) => !isOpen(form)).map((form) => (
          <Button key={form} size="small" onClick={() => setOpen(form)}>
            {t(`rehearsal.${form}`)}
          </Button>
        ))
      }
    >
      {isOpen('edit') && <EditForm page={page} onClose={() => setOpen(null)} />}
      {isOpen('relate') && <RelateForm page={page} onClose={() => setOpen(null)} />}
      <Boundary live={live} lines={2}>
        {(shown) => <Shown page={page} shown={shown} onAll={() => setAll(true)} />}
      </Boundary>
    </Section>
  );
});
