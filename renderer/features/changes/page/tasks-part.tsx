import { Box, Typography } from '@mui/material';
import { Fragment, memo, type ReactNode } from 'react';
import type { ChangeTask } from '#domain/fields/changes.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import { TaskLine } from '#renderer/shared/record/task-line.tsx';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import type { ChangeRecord } from './change-record.ts';

const KIND = { collection: 'tickets', type: 'change' } as const;

/** The same task in another state, with who ended it and when. */
const inState = (task: ChangeTask, state: ChangeTask['state'], by: string): ChangeTask => ({
  ...task,
  state,
  doneAt: state === 'open' ? null : new Date().toISOString(),
  doneBy: state === 'open' ? null : by,
});

type LineProps = {
  readonly task: ChangeTask;
  readonly page: ChangeRecord;
  readonly mayEdit: boolean;
  readonly onState: (state: ChangeTask['state']) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

const ChangeTaskLine = ({ task, page, ...acts }: LineProps): ReactNode => {
  const t = useText('changes');
  const { names } = page;
  const ended =
    task.doneAt === null
      ? null
      : t('tasks.ended', {
          state: valueWord(KIND, 'tasks.x.state', task.state),
          when: formatInstant(task.doneAt),
          who: task.doneBy === null ? '' : nameOf(names, task.doneBy),
        });
  return (
    <TaskLine
      task={task}
      more={joined([
        task.teamId === null ? null : nameOf(names, task.teamId),
        task.assigneeId === null ? null : nameOf(names, task.assigneeId),
        ended,
        task.note,
      ])}
      isWrong={task.state === 'failed'}
      doneLabel={t('tasks.done', { title: task.title })}
      ends={[
        { state: 'failed' as const, label: t('tasks.fail') },
        { state: 'skipped' as const, label: t('tasks.skip') },
      ]}
      {...acts}
    />
  );
};

/** Tasks by stage, each stage in the order in which they were added. */
const byStage = (tasks: readonly ChangeTask[]): readonly (readonly [number, readonly ChangeTask[]])[] => {
  const stages = [...new Set(tasks.map(({ stage }) => stage))].sort((one, other) => one - other);
  return stages.map((stage) => [stage, tasks.filter((task) => task.stage === stage)] as const);
};

/** What is to be done, by whom: those of one stage side by side, one stage after the other. */
export const TasksPart = memo(({ page }: { readonly page: ChangeRecord }): ReactNode => {
  const t = useText('changes');
  const { personId } = useSessionUser();
  const elements = useElements(page, 'tasks', page.record.tasks);
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'tasks', items);
  const stages = byStage(items);
  const last = stages.at(-1)?.[0] ?? 1;
  const running = stages.find(([, tasks]) => tasks.some(({ state }) => state === 'open'))?.[0];
  const blank = (id: string): ChangeTask => ({
    ...{ id, stage: last, title: '', state: 'open', teamId: null, assigneeId: null, note: null },
    ...{ doneAt: null, doneBy: null },
  });
  const form = (task: ChangeTask): ReactNode => (
    <ElementForm
      view={page}
      list="tasks"
      element={task}
      fields={['title', 'stage', 'teamId', 'assigneeId', 'note']}
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
      {...{ elements, typing }}
    >
      <Box component="ul" aria-label={t('tasks.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {stages.map(([stage, tasks]) => (
          <Fragment key={stage}>
            {stages.length > 1 && (
              <Typography
                component="li"
                variant="caption"
                color={stage === running ? 'primary' : 'textSecondary'}
                sx={{ display: 'block', pt: 0.5 }}
              >
                {t('tasks.stage', { stage })}
              </Typography>
            )}
            {tasks.map((task) => (
              <Box component="li" key={task.id}>
                {typing.isOpen(task.id) && mayEdit ? (
                  form(task)
                ) : (
                  <ChangeTaskLine
                    task={task}
                    page={page}
                    mayEdit={mayEdit}
                    onState={(state) => void set(inState(task, state, personId))}
                    onEdit={() => typing.open(task.id)}
                    onRemove={() => void remove(task.id)}
                  />
                )}
              </Box>
            ))}
          </Fragment>
        ))}
        {mayEdit &&
          typing.added.map((id) => (
            <Box component="li" key={id}>
              {form(blank(id))}
            </Box>
          ))}
      </Box>
    </ElementsSection>
  );
});
