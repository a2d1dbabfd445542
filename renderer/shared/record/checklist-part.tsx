import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Check } from '#domain/fields/tickets.ts';
import type { Step } from '#domain/processes/process.ts';
import { openChecks, saysDone } from '#domain/tickets/checklist.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ElementForm, useOpenElements } from './element-form.tsx';
import { ElementsSection } from './elements-section.tsx';
import type { RecordPart } from './record-layout.tsx';
import type { AnyRecordPage } from './record-page.ts';
import { TaskLine } from './task-line.tsx';
import { useElements } from './use-elements.ts';
import { fieldLabel, valueWord } from './words.ts';

const BLANK: Omit<Check, 'id'> = { title: '', state: 'open', doneAt: null, doneBy: null };

const checksOf = ({ record: { checklist } }: AnyRecordPage): readonly Check[] =>
  Array.isArray(checklist) ? (checklist as readonly Check[]) : [];

/** Open items that should be seen before the step is taken. */
export const checksBefore = ({ process, record }: AnyRecordPage, step: Step): number =>
  saysDone(process, step) ? openChecks(record.checklist) : 0;

/** Said in the form of a step that says the work is done, while items are open. */
export const ChecklistWarning = ({
  page,
  step,
}: {
  readonly page: AnyRecordPage;
  readonly step: Step;
}): ReactNode => {
  const t = useText('record');
  const count = checksBefore(page, step);
  return count === 0 ? null : (
    <Typography variant="body2" color="warning" role="status">
      {t('checklist.warning', { count })}
    </Typography>
  );
};

/** What must not be forgotten, in the order in which it was noted: ticked by whom, and when. */
const ChecklistPart = ({ page }: { readonly page: AnyRecordPage }): ReactNode => {
  const t = useText('record');
  const { personId } = useSessionUser();
  const elements = useElements(page, 'checklist', checksOf(page));
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'checklist', items);
  const inState = (check: Check, state: Check['state']): Check => {
    const isOpen = state === 'open';
    return {
      ...check,
      state,
      doneAt: isOpen ? null : new Date().toISOString(),
      doneBy: isOpen ? null : personId,
    };
  };
  const ended = ({ state, doneAt, doneBy }: Check): string =>
    doneAt === null || doneBy === null
      ? ''
      : t('checklist.ended', {
          state: valueWord(page.kind, 'checklist.x.state', state),
          who: nameOf(page.names, doneBy),
          when: formatInstant(doneAt),
        });
  const form = (check: Check): ReactNode => (
    <ElementForm
      view={page}
      list="checklist"
      element={check}
      fields={['title']}
      send={t('checklist.save')}
      onSend={set}
      onClose={typing.close}
    />
  );
  return (
    <ElementsSection
      title={t('checklist.title')}
      add={t('checklist.add')}
      empty={t('checklist.empty')}
      count={
        items.length > 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('checklist.open', { count: openChecks(page.record.checklist), total: items.length })}
          </Typography>
        )
      }
      {...{ elements, typing }}
    >
      <Box component="ol" aria-label={t('checklist.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {items.map((check) => (
          <li key={check.id}>
            {typing.isOpen(check.id) && mayEdit ? (
              form(check)
            ) : (
              <TaskLine
                task={check}
                more={ended(check)}
                isWrong={false}
                doneLabel={t('checklist.done', { title: check.title })}
                mayEdit={mayEdit}
                ends={[{ state: 'skipped' as const, label: t('checklist.skip') }]}
                onState={(state) => void set(inState(check, state))}
                onEdit={() => typing.open(check.id)}
                onRemove={() => void remove(check.id)}
              />
            )}
          </li>
        ))}
        {mayEdit && typing.added.map((id) => <li key={id}>{form({ ...BLANK, id })}</li>)}
      </Box>
    </ElementsSection>
  );
};

/** The checklist of a ticket of any type; no part where there is none and none can be made. */
export const checklistPart = (page: AnyRecordPage): readonly RecordPart[] => {
  const items = checksOf(page);
  if (!('checklist' in page.table) || (items.length === 0 && !page.mayEdit('checklist'))) return [];
  return [
    {
      id: 'checklist',
      title: fieldLabel('tickets', 'checklist'),
      column: 'aside',
      count: items.length,
      node: <ChecklistPart page={page} />,
    },
  ];
};
