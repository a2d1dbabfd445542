import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ProblemTask } from '#domain/fields/tickets.ts';
import { nameIn } from '#domain/records/names.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import { TaskLine } from '#renderer/shared/record/task-line.tsx';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import type { ProblemRecord } from './problem-record.ts';

const BLANK: Omit<ProblemTask, 'id'> = {
  title: '',
  state: 'open',
  assigneeId: null,
  dueOn: null,
  note: null,
  doneAt: null,
  doneBy: null,
};

/** The same task in another state, with who ended it and when. */
const inState = (task: ProblemTask, state: ProblemTask['state'], by: string, at: string): ProblemTask => ({
  ...task,
  state,
  doneAt: state === 'open' ? null : at,
  doneBy: state === 'open' ? null : by,
});

type ProblemTaskLineProps = {
  readonly task: ProblemTask;
  readonly page: ProblemRecord;
  readonly isLate: boolean;
  readonly mayEdit: boolean;
  readonly onState: (state: ProblemTask['state']) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

const ProblemTaskLine = ({ task, page, isLate, ...acts }: ProblemTaskLineProps): ReactNode => {
  const t = useText('problems');
  const { names } = page;
  const who = task.assigneeId === null ? null : nameOf(names, task.assigneeId);
  const when = task.dueOn === null ? null : t('tasks.due', { when: formatDate(task.dueOn) });
  const done =
    task.doneAt === null
      ? null
      : t('tasks.ended', {
          state: valueWord({ collection: 'tickets', type: 'problem' }, 'tasks.x.state', task.state),
          when: formatDate(task.doneAt),
          who: nameIn(names, task.doneBy) ?? task.doneBy ?? '',
        });
  return (
    <TaskLine
      task={task}
      more={joined([who, done ?? when, task.note])}
      isWrong={isLate}
      doneLabel={t('tasks.done', { title: task.title })}
      ends={[{ state: 'skipped' as const, label: t('tasks.skip') }]}
      {...acts}
    />
  );
};

/** What has to be done to find and remove the cause: who, until when. */
export const TasksPart = ({ page }: { readonly page: ProblemRecord }): ReactNode => {
  const t = useText('problems');
  const { personId } = useSessionUser();
  const nowMs = useNow();
  const elements = useElements(page, 'tasks', page.record.tasks);
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'tasks', items);
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const open = items.filter(({ state }) => state === 'open').length;
  const form = (task: ProblemTask): ReactNode => (
    <ElementForm
      view={page}
      list="tasks"
      element={task}
      fields={['title', 'assigneeId', 'dueOn', 'note']}
      send={t('record:elements.save')}
      onSend={set}
      onClose={typing.close}
    />
  );
  return (
    <ElementsSection
      title={t('tasks.title')}
      add={t('tasks.add')}
      empty={t('tasks.empty')}
      count={
        items.length > 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('tasks.open', { count: open, total: items.length })}
          </Typography>
        )
      }
      {...{ elements, typing }}
    >
      <Box component="ul" aria-label={t('tasks.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {items.map((task) => (
          <Box component="li" key={task.id}>
            {typing.isOpen(task.id) && mayEdit ? (
              form(task)
            ) : (
              <ProblemTaskLine
                task={task}
                page={page}
                isLate={task.state === 'open' && task.dueOn !== null && task.dueOn < today}
                mayEdit={mayEdit}
                onState={(state) => void set(inState(task, state, personId, new Date().toISOString()))}
                onEdit={() => typing.open(task.id)}
                onRemove={() => void remove(task.id)}
              />
            )}
          </Box>
        ))}
        {mayEdit &&
          typing.added.map((id) => (
            <Box component="li" key={id}>
              {form({ ...BLANK, id })}
            </Box>
          ))}
      </Box>
    </ElementsSection>
  );
};
