import { Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { Script } from '#domain/diagnosis/script.ts';
import { beginRun } from '#renderer/shared/diagnosis/run-draft.ts';
import { RunPanel } from '#renderer/shared/diagnosis/run-panel.tsx';
import { Outcome, useGoalText } from '#renderer/shared/diagnosis/scripts.tsx';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';

type TryScriptProps = {
  readonly script: Pick<Script, 'title' | 'steps'>;
  readonly names: Names;
  readonly onClose: () => void;
};

/** A run through the script as it stands, of which nothing is kept. */
export const TryScript = ({ script, names, onClose }: TryScriptProps): ReactNode => {
  const t = useText('diagnosis');
  const goalText = useGoalText();
  const [answers, setAnswers] = useState(() => beginRun({ id: 'try', version: 1, ...script }));
  const [focus, setFocus] = useState(1);
  // The answers are kept while the script is edited, as far as they still fit.
  const draft = { ...answers, ...script };
  return (
    <Section
      title={script.title === '' ? t('form.tryTitle') : script.title}
      actions={
        <Button
          size="small"
          onClick={() => {
            setAnswers(beginRun({ id: 'try', version: 1, ...script }));
            setFocus(focus + 1);
          }}
        >
          {t('form.tryAgain')}
        </Button>
      }
    >
      <RunPanel
        draft={draft}
        focus={focus}
        onDraft={setAnswers}
        stop={{ label: t('common:close'), run: onClose }}
        outcome={(goal) => (
          <Outcome goal={goal} what={goalText(goal, names)}>
            {null}
          </Outcome>
        )}
      />
      <Typography variant="caption" color="textSecondary">
        {t('form.tryHint')}
      </Typography>
    </Section>
  );
};
