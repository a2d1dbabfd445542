import Button from '@mui/material/Button';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { questionsIn } from '#domain/prepared/placeholders.ts';
import { preparedProcess, textsIn } from '#domain/prepared/prepared.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text, useText } from '#renderer/shared/i18n/i18n.ts';
import { notify, pageInFront } from '#renderer/shared/notify/notify.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { aboutForm } from './about.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { usePendingTemplate } from './pending-template.ts';
import { type Answers, QuestionDialog } from './question-dialog.tsx';
import { type TemplateTarget, templatePlan } from './template-model.ts';
import { type PreparedOf, usePrepared } from './use-prepared.ts';

type TemplateRow = PreparedOf<'template'>;
type Values = Readonly<Record<string, unknown>>;

const SHORTCUT = 'Ctrl+Shift+T';

/** The template's values with placeholders filled from the form as it is, and those that have no value. */
const filledValues = async (
  { collection, type, values: form }: TemplateTarget,
  { content, language }: TemplateRow,
  answers: Answers,
): Promise<{ readonly values: Values; readonly left: readonly string[] } | null> => {
  const fields = preparedProcess(type)?.fields ?? {};
  const isText = (name: string): boolean => ['text', 'longText'].includes(fields[name]?.kind ?? '');
  const values: Values = content.values;
  const texts = Object.fromEntries(
    Object.entries(values).filter(
      (pair): pair is [string, string] => isText(pair[0]) && typeof pair[1] === 'string',
    ),
  );
  const about = aboutForm(collection, type, form);
  const reply = await host.query('prepared.fill', { texts, language, about, answers });
  if (!reply.ok) {
    notify('error', errorText(reply.error));
    return null;
  }
  return { values: { ...values, ...reply.data.texts }, left: reply.data.left };
};

/** Says what was filled in, and what stayed because it was typed already. */
const tell = (
  { name }: TemplateRow,
  target: TemplateTarget,
  kept: readonly string[],
  left: readonly string[],
  replace: () => void,
): void => {
  const fields = kept.map((field) => fieldLabel(target.collection, field)).join(', ');
  const said =
    kept.length === 0
      ? text('prepared:template.applied', { name })
      : text('prepared:template.kept', { name, fields });
  const holes = left.length === 0 ? '' : ` ${text('prepared:left', { names: left.join(', ') })}`;
  const action =
    kept.length === 0
      ? null
      : { label: text('prepared:template.replace'), run: replace, page: pageInFront() };
  notify(left.length === 0 ? 'info' : 'warning', said + holes, action);
};

const useTemplates = (target: TemplateTarget) => {
  const [isChoosing, setChoosing] = useState(false);
  const [asking, setAsking] = useState<TemplateRow | null>(null);
  const rows = usePrepared('template').filter(({ content }) => content.type === target.type);
  const latest = useLatest(target);
  const apply = useCallback(
    async (row: TemplateRow, answers: Answers): Promise<void> => {
      setAsking(null);
      const filled = await filledValues(latest.current, row, answers);
      if (filled === null) return;
      const { values, left } = filled;
      const now = latest.current;
      const { given, kept } = templatePlan(now, values);
      now.set(given);
      const rest = Object.fromEntries(kept.map((name) => [name, values[name]]));
      tell(row, now, kept, left, () => latest.current.set(rest));
      void host.command('prepared.use', { id: row.id });
    },
    [latest],
  );
  const choose = useCallback(
    (row: TemplateRow): void => {
      setChoosing(false);
      if (textsIn(row.content).flatMap(questionsIn).length > 0) setAsking(row);
      else void apply(row, {});
    },
    [apply],
  );
  const pending = usePendingTemplate(({ id }) => id);
  const chosen = target.isReady ? rows.find(({ id }) => id === pending) : undefined;
  useEffect(() => {
    if (chosen === undefined) return;
    usePendingTemplate.setState({ id: null });
    choose(chosen);
  }, [chosen, choose]);
  return { rows, isChoosing, setChoosing, asking, setAsking, choose, apply };
};

/** Fills the form in from a template. Nothing that was typed is replaced without being asked for. */
export const TemplateButton = ({ target }: { readonly target: TemplateTarget }): ReactNode => {
  const t = useText('prepared');
  const { rows, isChoosing, setChoosing, asking, setAsking, choose, apply } = useTemplates(target);
  const hasRows = useLatest(rows.length > 0);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.template',
        label: 'prepared:template.command',
        group: 'record:create.group',
        shortcut: SHORTCUT,
        ofPage: true,
        when: () => hasRows.current,
        run: () => setChoosing(true),
      },
    ],
    [hasRows, setChoosing],
  );
  useCommands(commands);
  if (rows.length === 0) return null;
  return (
    <>
      <Button size="small" onClick={() => setChoosing(true)} endIcon={<KeyHint shortcut={SHORTCUT} />}>
        {t('template.button')}
      </Button>
      {isChoosing && (
        <ChooseDialog
          title={t('template.choose')}
          none={t('template.none')}
          rows={rows}
          onChoose={choose}
          onClose={() => setChoosing(false)}
        />
      )}
      {asking !== null && (
        <QuestionDialog
          title={asking.name}
          questions={[...new Set(textsIn(asking.content).flatMap(questionsIn))]}
          onAnswered={(answers) => void apply(asking, answers)}
          onCancel={() => setAsking(null)}
        />
      )}
    </>
  );
};
