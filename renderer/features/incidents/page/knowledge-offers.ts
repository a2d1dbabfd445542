import type { LinkedKnowledge } from '#contracts/tickets.ts';
import type { Step } from '#domain/processes/process.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import type { ComposerOffer } from '#renderer/shared/record/composer.tsx';
import type { RecordView } from '#renderer/shared/record/record-page.ts';
import type { StepOffer } from '#renderer/shared/record/step-form.tsx';

const hasWorkaround = ({ workaround }: LinkedKnowledge): boolean => workaround.trim() !== '';

/** The workarounds of what is linked, for the note. */
export const noteOffersOf = (linked: readonly LinkedKnowledge[]): readonly ComposerOffer[] =>
  linked.filter(hasWorkaround).map(({ id, number, title, workaround }) => ({
    id,
    label: text('incidents:help.insert', { number }),
    text: `${number} ${title}\n\n${workaround}`,
  }));

/** What is linked offers for resolving: its closure code, and its workaround as what solved it. */
export const stepOffersOf = (
  step: Step,
  linked: readonly LinkedKnowledge[],
  { format }: Pick<RecordView, 'format'>,
): readonly StepOffer[] => {
  if (!step.requires.includes('closureCode')) return [];
  return linked.flatMap((entry) => {
    const { id, number, closureCode, workaround } = entry;
    const code: readonly StepOffer[] =
      closureCode === null
        ? []
        : [
            {
              id: `${id} code`,
              label: text('incidents:help.code', { number, code: format.closureCode(closureCode) }),
              values: { closureCode },
            },
          ];
    const words: readonly StepOffer[] = hasWorkaround(entry)
      ? [
          {
            id: `${id} workaround`,
            label: text('incidents:help.insert', { number }),
            values: { closureNotes: workaround },
          },
        ]
      : [];
    return [...code, ...words];
  });
};
