import { Alert, Box, Button, ButtonBase, TextField, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { Names } from '#contracts/shared.ts';
import { MOST_STEPS, type ScriptFault, scriptFaults, type Way } from '#domain/diagnosis/script.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import {
  type EditedScript,
  moved,
  newStep,
  type ScriptForm,
  scriptInput,
  scriptOf,
  scriptStart,
  usableSteps,
  withNewStep,
  withoutStep,
  withStep,
  withWay,
} from './script-form.ts';
import { StepFields } from './step-fields.tsx';
import { TryScript } from './try-script.tsx';

const SCRIPT_KEYS: KeyMap<'up' | 'down' | 'add' | 'try'> = {
  group: 'diagnosis:formKeys.group',
  actions: {
    up: { label: 'diagnosis:formKeys.up', shortcuts: ['Alt+ArrowUp'] },
    down: { label: 'diagnosis:formKeys.down', shortcuts: ['Alt+ArrowDown'] },
    add: { label: 'diagnosis:formKeys.add', shortcuts: ['Alt+N'] },
    try: { label: 'diagnosis:formKeys.try', shortcuts: ['Alt+T'] },
  },
};

const faultText = ({ reason, details }: ScriptFault): string =>
  errorText({ reason, details } as Parameters<typeof errorText>[0]);

const useEditing = (edited: EditedScript, onDone: () => void) => {
  const t = useText('diagnosis');
  const { personId } = useSessionUser();
  const start = useMemo(() => scriptStart(edited), [edited]);
  const name = edited.row?.title ?? t('scripts.new');
  const draft = useFormDraft<ScriptForm>(personId, `diagnosis-script:${edited.id}`, name, start);
  const form = { ...draft.form, steps: usableSteps(draft.form.steps) };
  const saving = useCommand('diagnosis.save');
  const faults = scriptFaults(scriptOf(form));
  const save = async (): Promise<void> => {
    if (faults.length > 0 || saving.busy) return;
    const reply = await saving.run(scriptInput(edited, form));
    if (!reply.ok) return;
    notify('success', t('scripts.saved', { name: form.title.trim() }));
    draft.discard();
    onDone();
  };
  const [first] = faults;
  return {
    ...{ draft, form, faults, save, busy: saving.busy, error: saving.error, name },
    reason: first === undefined ? null : faultText(first),
  };
};

type Editing = ReturnType<typeof useEditing>;

/** What its steps can be changed by, and the focus that follows. */
const useSteps = ({ form, draft }: Editing, body: { readonly current: HTMLElement | null }) => {
  const set = (steps: ScriptForm['steps']): void => draft.set('steps', steps);
  const focusStep = (place: number): void => {
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>(`[data-step="${place}"] input`)?.focus(),
    );
  };
  return {
    set,
    focusStep,
    add: (place: number, from: Way | null = null): void => {
      if (form.steps.length >= MOST_STEPS) return;
      const added = newStep();
      const step = form.steps[place];
      const led =
        step === undefined || from === null
          ? form.steps
          : withStep(
              form.steps,
              withWay(step, { ...from, goal: { ...from.goal, kind: 'step', stepId: added.id } }),
            );
      set(withNewStep(led, place, added));
      focusStep(place + 1);
    },
    move: (place: number, by: -1 | 1): void => {
      const next = moved(form.steps, place, by);
      set(next);
      if (next !== form.steps) focusStep(place + by);
    },
  };
};

type FaultsProps = { readonly faults: readonly ScriptFault[]; readonly onGo: (place: number) => void };

/** All that is still wrong; each leads to its step. */
const Faults = ({ faults, onGo }: FaultsProps): ReactNode => {
  const t = useText('diagnosis');
  if (faults.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary" role="status">
        {t('form.fine')}
      </Typography>
    );
  }
  return (
    <Alert severity="info" role="status" sx={{ py: 0 }}>
      <Box component="ul" aria-label={t('form.faults')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {faults.map((fault) => {
          const { step } = fault.details;
          const words = faultText(fault);
          return (
            <li key={`${fault.reason} ${step ?? ''} ${fault.details.answer ?? ''}`}>
              {step === undefined ? (
                words
              ) : (
                <ButtonBase onClick={() => onGo(step - 1)} sx={{ textAlign: 'start', font: 'inherit' }}>
                  {words}
                </ButtonBase>
              )}
            </li>
          );
        })}
      </Box>
    </Alert>
  );
};

type FormProps = { readonly edited: EditedScript; readonly names: Names; readonly onDone: () => void };

/** What it is called and for which incidents it is. */
const HeadFields = ({ form, draft }: Editing): ReactNode => {
  const t = useText('diagnosis');
  const { categories } = useCompany().settings;
  const known = categories.map(({ name }) => name);
  return (
    <>
      <TextField
        size="small"
        required
        autoFocus
        label={t('form.title')}
        value={form.title}
        onChange={({ target }) => draft.set('title', target.value)}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      <LongText
        size="small"
        label={t('form.about')}
        value={form.about}
        maxRows={8}
        onText={(about) => draft.set('about', about)}
        slotProps={{ htmlInput: { maxLength: 2_000 } }}
      />
      <ManySelect
        label={t('form.categories')}
        any={t('scripts.everyCategory')}
        values={[...known, ...form.categories.filter((name) => !known.includes(name))]}
        chosen={form.categories}
        words={(name) => name}
        several={() => formatList(form.categories)}
        width={320}
        onChange={(chosen) => draft.set('categories', chosen)}
      />
    </>
  );
};

/** A diagnosis script. What is typed is a draft until it is saved; what is wrong with it is told all the while. */
export const ScriptFormPart = ({ edited, names, onDone }: FormProps): ReactNode => {
  const t = useText('diagnosis');
  const editing = useEditing(edited, onDone);
  const { form, faults } = editing;
  const body = useRef<HTMLDivElement>(null);
  const [isTried, setTried] = useState(false);
  const before = useRef<Element | null>(null);
  /** Trying takes the focus, and gives it back to where it was. */
  const toggleTried = (): void => {
    if (isTried) (before.current as HTMLElement | null)?.focus();
    else before.current = document.activeElement;
    setTried(!isTried);
  };
  const steps = useSteps(editing, body);
  useKeyMap(SCRIPT_KEYS);
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actionOf(SCRIPT_KEYS, event);
    const step = (event.target as HTMLElement).closest('[data-step]')?.getAttribute('data-step') ?? null;
    const place = step === null ? form.steps.length - 1 : Number(step);
    if (action === 'try') toggleTried();
    else if (action === 'add') steps.add(place);
    else if (action !== null && step !== null) steps.move(place, action === 'up' ? -1 : 1);
    else if (action === null) sendOnKey(() => void editing.save(), editing.reason !== null)(event);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: isTried
          ? { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 760px) minmax(280px, 1fr)' }
          : 'minmax(0, 760px)',
      }}
    >
      <Box
        ref={body}
        role="form"
        aria-label={editing.name}
        onKeyDown={onKeyDown}
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, pt: 1 }}
      >
        <HeadFields {...editing} />
        {form.steps.map((step, place) => (
          <StepFields
            key={step.id}
            step={step}
            place={place}
            steps={form.steps}
            names={names}
            onStep={(next) => steps.set(withStep(form.steps, next))}
            onRemove={() => steps.set(withoutStep(form.steps, step.id))}
            onMove={(by) => steps.move(place, by)}
            onNew={(way) => steps.add(place, way)}
          />
        ))}
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button
            size="small"
            disabled={form.steps.length >= MOST_STEPS}
            onClick={() => steps.add(form.steps.length - 1)}
          >
            {t('form.addStep')}
          </Button>
          <Button size="small" aria-expanded={isTried} onClick={toggleTried}>
            {t('form.try')}
          </Button>
        </Box>
        <Faults faults={faults} onGo={steps.focusStep} />
        {editing.error !== undefined && <ErrorNote error={editing.error} />}
        <DraftActions
          draft={editing.draft}
          reason={editing.reason}
          busy={editing.busy}
          onSave={() => void editing.save()}
          onDone={onDone}
        />
      </Box>
      {isTried && (
        <Box sx={{ position: 'sticky', top: 0, minWidth: 0 }}>
          <TryScript
            script={{ title: form.title, steps: [...form.steps] }}
            names={names}
            onClose={toggleTried}
          />
        </Box>
      )}
    </Box>
  );
};
