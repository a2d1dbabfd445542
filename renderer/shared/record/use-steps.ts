import { createContext, useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { Step } from '#domain/processes/process.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import type { AnyRecordPage } from './record-page.ts';
import { openStepOf, type StepKeys, stepFields, withKeys } from './step-model.ts';
import { stepKey, stepWord } from './words.ts';

const CLOSED = '';

/** Opens the form of the step with this name, for parts of the page whose work leads to it. */
export const ShowStep = createContext<(name: string) => void>(() => undefined);

export type Steps = {
  readonly offered: ReturnType<typeof withKeys>;
  /** The step whose form is open. */
  readonly open: Step | undefined;
  /** Opens or closes the step's form; takes it at once where nothing is asked. */
  readonly take: (step: Step) => void;
  readonly close: () => void;
  /** Opens the form of the step with this name. */
  readonly show: (name: string) => void;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
};

/**
 * The steps of a record's page: buttons, keys, and the form that is open. A step of which something is to be seen first (`warns`) has a form also where
 * it asks for nothing.
 */
export const useSteps = (page: AnyRecordPage, stepKeys: StepKeys, warns: (step: Step) => boolean): Steps => {
  const [asked, setAsked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // A refusal is about the state that the record was in: whoever has done what it says is not told it any longer.
  const [refused, setRefused] = useState<{ readonly error: ReplyError; readonly state: string }>();
  const { process } = page;
  const { state } = page.record;
  const open = openStepOf(process, page.steps, page.draft.fields, asked, page.record, page.unfilled);
  const offered = withKeys(page.steps, stepKeys);
  const takeNow = async (step: Step): Promise<void> => {
    setBusy(true);
    const reply = await page.run('step', { to: step.to });
    setBusy(false);
    setRefused(reply.ok ? undefined : { error: reply.error, state });
  };
  const take = (step: Step): void => {
    setRefused(undefined);
    if (warns(step) || stepFields(process, step, page.record, page.unfilled(step)).length > 0)
      setAsked(open?.name === step.name ? CLOSED : step.name);
    else if (!busy) void takeNow(step);
  };
  const latest = useLatest({ offered, take });
  const keys = offered.map(({ step, key }) => `${step.name} ${key ?? ''}`).join();
  const { type } = process;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the steps that are offered, told by their names
  const commands = useMemo<readonly Command[]>(
    () =>
      // Not what `latest` holds while this is rendered: that is what was offered before.
      offered.map(({ step, key }) => ({
        id: `record.step.${step.name}`,
        label: stepKey(type, step.name),
        group: 'record:commands.group',
        ...(key === null ? {} : { shortcut: key }),
        run: () => {
          const now = latest.current.offered.find((one) => one.step.name === step.name);
          if (now !== undefined) latest.current.take(now.step);
        },
      })),
    [latest, keys, type],
  );
  useCommands(commands);
  const error = refused?.state === state ? refused.error : undefined;
  return { offered, open, take, close: () => setAsked(CLOSED), show: setAsked, busy, error };
};

/** What the step's button says. */
export const stepLabel = (page: AnyRecordPage, step: Step): string => stepWord(page.process.type, step.name);
