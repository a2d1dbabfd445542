import { Box, Typography } from '@mui/material';
import { memo, type ReactNode, useMemo } from 'react';
import type { ChangeRisk } from '#contracts/changes.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { RiskChip, riskWord } from '../risk-chip.tsx';
import type { ChangeRecord } from './change-record.ts';
import { Questionnaire } from './questionnaire.tsx';
import { RiskFacts } from './risk-facts.tsx';

type ShownProps = { readonly page: ChangeRecord; readonly shown: ChangeRisk };

/** The risk that was assessed when approval was requested, where it is another one now. */
const Stored = ({ page, shown }: ShownProps): ReactNode => {
  const t = useText('changes');
  const { riskLevel, riskScore } = page.record;
  if (riskLevel === null || riskLevel === undefined) return null;
  const { level, score } = shown.risk;
  const differs = level !== riskLevel || score !== riskScore;
  return (
    <Typography
      variant="body2"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center', mb: 0.5 }}
    >
      {t('risk.stored')} <RiskChip level={riskLevel} />
      {riskScore != null && <span>{t('risk.percent', { score: riskScore })}</span>}
      {differs && (
        <Box component="span" sx={{ color: level === riskLevel ? 'text.secondary' : 'warning.main' }}>
          {t('risk.differs', { level: riskWord(level), score })}
        </Box>
      )}
    </Typography>
  );
};

const cellSx = {
  '& th, & td': { textAlign: 'start', verticalAlign: 'top', py: 0.5, pr: 1.5, fontSize: 13 },
  '& thead th': { color: 'text.secondary', fontWeight: 400, fontSize: 12 },
  '& tbody th': { fontWeight: 600 },
  '& tbody tr': { borderTop: 1, borderColor: 'divider' },
  '& .number': { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
} as const;

const Parts = ({ page, shown }: ShownProps): ReactNode => {
  const t = useText('changes');
  const { services } = page.company;
  return (
    <Box
      component="table"
      aria-label={t('risk.parts.title')}
      sx={{ borderCollapse: 'collapse', width: '100%', ...cellSx }}
    >
      <thead>
        <tr>
          <th scope="col">{t('risk.parts.part')}</th>
          <th scope="col" className="number">
            {t('risk.parts.score')}
          </th>
          <th scope="col" className="number">
            {t('risk.parts.weight')}
          </th>
          <th scope="col">{t('risk.parts.facts')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.risk.parts.map(({ part, score, weight, facts }) => (
          <tr key={part}>
            <th scope="row">{t(`risk.part.${part}`)}</th>
            <td className="number">{t('risk.ofTen', { score })}</td>
            <td className="number">{weight}</td>
            <td>
              <RiskFacts facts={facts} shown={shown} services={services} />
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  );
};

const Shown = ({ page, shown }: ShownProps): ReactNode => {
  const t = useText('changes');
  const { risk } = shown;
  const { questionnaire } = risk;
  const level = questionnaire.level === null ? null : riskWord(questionnaire.level);
  return (
    <>
      <Stored page={page} shown={shown} />
      <Typography variant="body2" color="textSecondary">
        {t('risk.partsAre', { level: riskWord(risk.partsLevel), score: risk.partsScore })}
      </Typography>
      <Parts page={page} shown={shown} />
      {questionnaire.asked > 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1, mb: 0.5 }}>
          {level === null
            ? t('risk.questionsNone', { asked: questionnaire.asked })
            : t('risk.questionsAre', { ...questionnaire, level })}
        </Typography>
      )}
      <Questionnaire page={page} questions={page.company.settings.risk.questions} />
    </>
  );
};

/** What could go wrong, as it is now: its level, what that is made of, and the questions that somebody answers. */
export const RiskPart = memo(({ page }: { readonly page: ChangeRecord }): ReactNode => {
  const t = useText('changes');
  const id = useMemo(() => ({ id: page.record.id }), [page.record.id]);
  const live = useLive('changes.risk', id);
  return (
    <Section title={t('risk.title')} actions={<RiskChip level={live.data?.risk.level} />}>
      <Boundary live={live} lines={4}>
        {(shown) => <Shown page={page} shown={shown} />}
      </Boundary>
    </Section>
  );
});
