import type { ReactNode } from 'react';
import type { RiskLevel } from '#domain/fields/changes.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { valueWord } from '#renderer/shared/record/words.ts';

const TONES: Readonly<Record<RiskLevel, string>> = {
  low: 'success',
  moderate: 'info',
  high: 'warning',
  very_high: 'error',
};

/** How a level is called: in lists and wherever a chip has no room. */
export const riskWord = (level: RiskLevel): string =>
  valueWord({ collection: 'tickets', type: 'change' }, 'riskLevel', level);

/** The level of a change's risk; nothing where none was assessed. */
export const RiskChip = ({ level }: { readonly level: RiskLevel | null | undefined }): ReactNode => {
  const t = useText('changes');
  if (level === null || level === undefined) return null;
  const word = riskWord(level);
  return (
    <span className="state-chip" data-tone={TONES[level]} title={t('risk.is', { level: word })}>
      {word}
    </span>
  );
};
