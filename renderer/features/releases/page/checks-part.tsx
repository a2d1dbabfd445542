import { Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import type { CheckResult, ReleaseCheck } from '#domain/fields/releases.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ElementLine } from './element-line.tsx';
import type { ReleaseRecord } from './release-record.ts';

const TONES: Readonly<Record<CheckResult, string>> = { open: 'warning', passed: 'success', failed: 'error' };

/** The same build or test with another result, who found it and when. */
const withResult = (check: ReleaseCheck, result: CheckResult, by: string): ReleaseCheck => ({
  ...check,
  result,
  doneAt: result === 'open' ? null : new Date().toISOString(),
  doneBy: result === 'open' ? null : by,
});

/** Builds and tests with their results: all must have passed before the release may go. */
export const ChecksPart = ({ page }: { readonly page: ReleaseRecord }): ReactNode => {
  const t = useText('releases');
  const { personId } = useSessionUser();
  const elements = useElements<ReleaseCheck>(page, 'checks', page.record.checks ?? []);
  const { items, mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'checks', items);
  const form = (check: ReleaseCheck): ReactNode => (
    <ElementForm
      view={page}
      list="checks"
      element={check}
      fields={['title', 'kind', 'note']}
      send={t('record:elements.save')}
      onSend={set}
      onClose={typing.close}
    />
  );
  const title = fieldLabel('tickets', 'checks');
  return (
    <ElementsSection {...{ title, elements, typing }} add={t('checks.add')} empty={t('checks.empty')}>
      <Box component="ul" aria-label={title} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {items.map((check) => (
          <Box component="li" key={check.id}>
            {typing.isOpen(check.id) && mayEdit ? (
              form(check)
            ) : (
              <ElementLine
                title={check.title}
                more={joined([
                  valueWord(page.kind, 'checks.x.kind', check.kind),
                  check.doneAt === null ? null : formatInstant(check.doneAt),
                  check.doneBy === null ? null : nameOf(page.names, check.doneBy),
                  check.note,
                ])}
                mayEdit={mayEdit}
                onEdit={() => typing.open(check.id)}
                onRemove={() => void remove(check.id)}
              >
                <span className="state-chip" data-tone={TONES[check.result]}>
                  {valueWord(page.kind, 'checks.x.result', check.result)}
                </span>
                {mayEdit &&
                  (['passed', 'failed'] as const)
                    .filter((result) => result !== check.result)
                    .map((result) => (
                      <Button
                        key={result}
                        size="small"
                        aria-label={t(`checks.say.${result}`, { title: check.title })}
                        onClick={() => void set(withResult(check, result, personId))}
                        sx={{ minWidth: 0, py: 0 }}
                      >
                        {valueWord(page.kind, 'checks.x.result', result)}
                      </Button>
                    ))}
              </ElementLine>
            )}
          </Box>
        ))}
        {mayEdit &&
          typing.added.map((id) => (
            <Box component="li" key={id}>
              {form({ id, kind: 'test', title: '', result: 'open', note: null, doneAt: null, doneBy: null })}
            </Box>
          ))}
      </Box>
    </ElementsSection>
  );
};
