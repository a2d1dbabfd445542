import { Box, Button, ButtonBase, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { CAUSE_BRANCHES, CAUSE_VERDICTS, type ProblemCause } from '#domain/fields/tickets.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import { saveField } from '#renderer/shared/record/field-save.ts';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import type { ProblemRecord } from './problem-record.ts';

type Branch = ProblemCause['branch'];
type Verdict = ProblemCause['verdict'];

const TONES: Readonly<Record<Verdict, string>> = { open: 'info', confirmed: 'success', ruled_out: 'plain' };
const KIND = { collection: 'tickets', type: 'problem' } as const;
const verdictWord = (verdict: Verdict): string => valueWord(KIND, 'causes.x.verdict', verdict);
const branchWord = (branch: Branch): string => valueWord(KIND, 'causes.x.branch', branch);
const nextVerdict = (verdict: Verdict): Verdict =>
  CAUSE_VERDICTS[(CAUSE_VERDICTS.indexOf(verdict) + 1) % CAUSE_VERDICTS.length] ?? 'open';

type CauseLineProps = {
  readonly cause: ProblemCause;
  readonly mayEdit: boolean;
  readonly onVerdict: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  /** Takes a confirmed cause over as the root cause; left out where there is one. */
  readonly onTake: (() => void) | undefined;
};

const CauseLine = (props: CauseLineProps): ReactNode => {
  const t = useText('problems');
  const { cause, mayEdit } = props;
  const isOut = cause.verdict === 'ruled_out';
  const chip = (
    <span className="state-chip" data-tone={TONES[cause.verdict]}>
      {verdictWord(cause.verdict)}
    </span>
  );
  const text = (
    <Typography
      component="span"
      variant="body2"
      dir="auto"
      color={isOut ? 'textSecondary' : undefined}
      sx={{ overflowWrap: 'anywhere', textDecoration: isOut ? 'line-through' : undefined }}
    >
      {cause.text}
    </Typography>
  );
  if (!mayEdit) {
    return (
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        {chip} {text}
      </Box>
    );
  }
  const remove = t('record:elements.remove', { name: cause.text });
  const next = verdictWord(nextVerdict(cause.verdict));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'center' }}>
      <Tooltip title={t('causes.verdictNext', { verdict: next })}>
        <ButtonBase
          aria-label={t('causes.verdict', {
            text: cause.text,
            verdict: verdictWord(cause.verdict),
            next,
          })}
          onClick={props.onVerdict}
          sx={{ borderRadius: 1 }}
        >
          {chip}
        </ButtonBase>
      </Tooltip>
      <ButtonBase
        aria-label={t('record:elements.edit', { name: cause.text })}
        onClick={props.onEdit}
        sx={{
          flex: '1 1 150px',
          minWidth: 0,
          justifyContent: 'flex-start',
          textAlign: 'start',
          borderRadius: 0.5,
        }}
      >
        {text}
      </ButtonBase>
      {props.onTake !== undefined && (
        <Button size="small" onClick={props.onTake} sx={{ whiteSpace: 'nowrap', py: 0 }}>
          {t('causes.take')}
        </Button>
      )}
      <RemoveButton label={remove} onClick={props.onRemove} />
    </Box>
  );
};

/** Cause and effect by branch: everything that may have to do with it, with what was found out about each. */
export const CausesPart = ({ page }: { readonly page: ProblemRecord }): ReactNode => {
  const t = useText('problems');
  const elements = useElements(page, 'causes', page.record.causes);
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'causes', items);
  const mayTake = page.mayEdit('rootCause') && page.record.rootCause.trim() === '';
  const form = (cause: ProblemCause): ReactNode => (
    <ElementForm
      view={page}
      list="causes"
      element={cause}
      fields={['text', 'branch']}
      send={t('record:elements.save')}
      onSend={set}
      onClose={typing.close}
    />
  );
  const line = (cause: ProblemCause): ReactNode =>
    typing.isOpen(cause.id) && mayEdit ? (
      form(cause)
    ) : (
      <CauseLine
        cause={cause}
        mayEdit={mayEdit}
        onVerdict={() => void set({ ...cause, verdict: nextVerdict(cause.verdict) })}
        onEdit={() => typing.open(cause.id)}
        onRemove={() => void remove(cause.id)}
        onTake={
          cause.verdict === 'confirmed' && mayTake
            ? () => void saveField(page, 'rootCause', cause.text)
            : undefined
        }
      />
    );
  const branches = CAUSE_BRANCHES.filter((branch) => items.some((cause) => cause.branch === branch));
  return (
    <ElementsSection
      title={t('causes.title')}
      add={t('causes.add')}
      empty={t('causes.empty')}
      {...{ elements, typing }}
    >
      {branches.map((branch) => (
        <Box key={branch} sx={{ mt: 0.5 }}>
          <Typography component="h3" variant="caption" color="textSecondary">
            {branchWord(branch)}
          </Typography>
          <Box component="ul" aria-label={branchWord(branch)} sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {items
              .filter((cause) => cause.branch === branch)
              .map((cause) => (
                <Box component="li" key={cause.id} sx={{ minHeight: 28 }}>
                  {line(cause)}
                </Box>
              ))}
          </Box>
        </Box>
      ))}
      {mayEdit &&
        typing.added.map((id) => (
          <Box key={id}>{form({ id, branch: 'technology', text: '', verdict: 'open' })}</Box>
        ))}
    </ElementsSection>
  );
};
