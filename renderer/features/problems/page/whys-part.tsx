import { Box, ButtonBase, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ProblemWhy } from '#domain/fields/tickets.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import type { ProblemRecord } from './problem-record.ts';

/** Each answer is what the next question asks about, so each rung stands a little further in; after some there is no room for more. */
const RUNG_INDENT = 1.5;
const MOST_INDENTED = 6;

type RungProps = {
  readonly why: ProblemWhy;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

const Rung = ({ why, mayEdit, onEdit, onRemove }: RungProps): ReactNode => {
  const t = useText('problems');
  const remove = t('record:elements.remove', { name: why.question });
  const answer = why.answer === '' ? t('whys.noAnswer') : why.answer;
  const words = (
    <Box component="span" sx={{ display: 'block', minWidth: 0 }}>
      <Typography component="span" variant="body2" dir="auto" sx={{ display: 'block', fontWeight: 600 }}>
        {why.question}
      </Typography>
      <Typography
        component="span"
        variant="body2"
        dir="auto"
        color={why.answer === '' ? 'textSecondary' : undefined}
        sx={{ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {answer}
      </Typography>
    </Box>
  );
  if (!mayEdit) return words;
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.5 }}>
      <ButtonBase
        // All that is seen of it is in its name, or it can't be spoken to.
        aria-label={t('record:elements.edit', { name: `${why.question} ${answer}` })}
        onClick={onEdit}
        sx={{
          flex: 1,
          minWidth: 0,
          justifyContent: 'flex-start',
          textAlign: 'start',
          borderRadius: 0.5,
          '&:hover, &:focus-visible': { bgcolor: 'action.hover' },
        }}
      >
        {words}
      </ButtonBase>
      <RemoveButton label={remove} onClick={onRemove} />
    </Box>
  );
};

/** Five whys, as a ladder: each question asks about the answer before it, until the answer is something that can be changed. */
export const WhysPart = ({ page }: { readonly page: ProblemRecord }): ReactNode => {
  const t = useText('problems');
  const elements = useElements(page, 'whys', page.record.whys);
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'whys', items);
  const form = (why: ProblemWhy, suggests = false): ReactNode => (
    <ElementForm
      view={page}
      list="whys"
      element={why}
      fields={['question', 'answer']}
      suggests={suggests}
      send={t('record:elements.save')}
      onSend={set}
      onClose={typing.close}
    />
  );
  const rung = (id: string, index: number, node: ReactNode): ReactNode => (
    <Box
      component="li"
      key={id}
      sx={{
        ml: Math.min(index, MOST_INDENTED) * RUNG_INDENT,
        pl: 1.25,
        py: 0.5,
        borderLeft: 2,
        borderColor: 'primary.main',
        '&::marker': { color: 'text.secondary' },
      }}
    >
      {node}
    </Box>
  );
  const last = items.at(-1);
  return (
    <ElementsSection
      title={t('whys.title')}
      add={t(items.length === 0 ? 'whys.first' : 'whys.again')}
      empty={t('whys.empty')}
      {...{ elements, typing }}
    >
      <Box component="ol" aria-label={t('whys.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {items.map((why, index) =>
          rung(
            why.id,
            index,
            typing.isOpen(why.id) && mayEdit ? (
              form(why)
            ) : (
              <Rung
                why={why}
                mayEdit={mayEdit}
                onEdit={() => typing.open(why.id)}
                onRemove={() => void remove(why.id)}
              />
            ),
          ),
        )}
        {mayEdit &&
          typing.added.map((id) =>
            rung(
              id,
              items.length,
              form({ id, question: t(last === undefined ? 'whys.whyFirst' : 'whys.why'), answer: '' }, true),
            ),
          )}
      </Box>
    </ElementsSection>
  );
};
