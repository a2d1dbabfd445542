import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ProblemTask } from '#domain/fields/tickets.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { RecordText } from '#renderer/shared/record/record-text.tsx';
import { TaskLine } from '#renderer/shared/record/task-line.tsx';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import type { IncidentRecord } from './incident-record.ts';

const BLANK: Omit<ProblemTask, 'id'> = {
  title: '',
  state: 'open',
  assigneeId: null,
  dueOn: null,
  note: null,
  doneAt: null,
  doneBy: null,
};

/** What is done so that it does not come again: who, until when. */
const ActionsPart = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const { personId } = useSessionUser();
  const elements = useElements(page, 'reviewActions', page.record.reviewActions ?? []);
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'reviewActions', items);
  const inState = (one: ProblemTask, state: ProblemTask['state']): ProblemTask => {
    const isOpen = state === 'open';
    return {
      ...one,
      state,
      doneAt: isOpen ? null : new Date().toISOString(),
      doneBy: isOpen ? null : personId,
    };
  };
  const form = (one: ProblemTask): ReactNode => (
    <ElementForm
      view={page}
      list="reviewActions"
      element={one}
      fields={['title', 'assigneeId', 'dueOn', 'note']}
      send={t('major.actionSave')}
      onSend={set}
      onClose={typing.close}
    />
  );
  const more = (one: ProblemTask): string =>
    joined([
      one.assigneeId === null ? null : nameOf(page.names, one.assigneeId),
      one.dueOn === null ? null : t('major.actionDue', { when: formatDate(one.dueOn) }),
      one.note,
    ]);
  return (
    <ElementsSection
      title={fieldLabel('tickets', 'reviewActions')}
      add={t('major.actionAdd')}
      empty={t('major.actionsNone')}
      {...{ elements, typing }}
    >
      <Box
        component="ul"
        aria-label={fieldLabel('tickets', 'reviewActions')}
        sx={{ m: 0, p: 0, listStyle: 'none' }}
      >
        {items.map((one) => (
          <li key={one.id}>
            {typing.isOpen(one.id) && mayEdit ? (
              form(one)
            ) : (
              <TaskLine
                task={one}
                more={more(one)}
                isWrong={false}
                doneLabel={t('major.actionDone', { title: one.title })}
                ends={[{ state: 'skipped' as const, label: t('major.actionSkip') }]}
                mayEdit={mayEdit}
                onState={(state) => void set(inState(one, state))}
                onEdit={() => typing.open(one.id)}
                onRemove={() => void remove(one.id)}
              />
            )}
          </li>
        ))}
        {mayEdit && typing.added.map((id) => <li key={id}>{form({ ...BLANK, id })}</li>)}
      </Box>
    </ElementsSection>
  );
};

/** Review of a major incident that is solved: what went well, what to do better, and what is done about it. */
export const reviewParts = (page: IncidentRecord): readonly RecordPart[] => {
  const { majorState, active, state } = page.record;
  if (majorState !== 'accepted' || active || state === 'cancelled') return [];
  const textPart = (path: 'reviewWentWell' | 'reviewToImprove'): RecordPart => ({
    id: path,
    title: fieldLabel('tickets', path),
    column: 'main',
    node: <RecordText view={page} path={path} />,
  });
  return [
    textPart('reviewWentWell'),
    textPart('reviewToImprove'),
    {
      id: 'reviewActions',
      title: fieldLabel('tickets', 'reviewActions'),
      column: 'main',
      count: page.record.reviewActions?.length ?? 0,
      node: <ActionsPart page={page} />,
    },
  ];
};

/** How many of the review's actions are open. */
export const openActions = ({ record }: IncidentRecord): number =>
  (record.reviewActions ?? []).filter(({ state }) => state === 'open').length;

/** Said beside closing: what is open of the review's actions. */
export const OpenActions = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const open = openActions(page);
  if (open === 0) return null;
  return (
    <Typography variant="body2" color="warning">
      {t('major.actionsOpen', { count: open })}
    </Typography>
  );
};
