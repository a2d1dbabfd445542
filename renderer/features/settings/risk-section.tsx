import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { RISK_PARTS } from '#domain/changes/risk-settings.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FactList } from './fact-list.tsx';
import { RiskQuestions } from './risk-questions.tsx';
import { isWhole, RISK_BORDERS, RISK_SHAPE, type RiskForm } from './risk-shape.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

const gridSx = {
  display: 'grid',
  gap: 1.5,
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 150px), 1fr))',
} as const;

type NumbersProps<N extends string> = {
  readonly title: string;
  readonly names: readonly N[];
  readonly values: Readonly<Record<N, string>>;
  readonly label: (name: N) => string;
  readonly onChange: (values: Record<N, string>) => void;
};

const Numbers = <N extends string>({ title, names, values, label, onChange }: NumbersProps<N>): ReactNode => (
  <Box role="group" aria-label={title}>
    <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
      {title}
    </Typography>
    <Box sx={gridSx}>
      {names.map((name) => (
        <TextField
          key={name}
          label={label(name)}
          value={values[name]}
          error={!isWhole(values[name])}
          onChange={({ target }) => onChange({ ...values, [name]: target.value })}
          slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
        />
      ))}
    </Box>
  </Box>
);

/** How the risk of a change is weighed, from where each level begins, and what is asked of whoever prepares one. */
export const RiskSection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('risk.title');
  const form = useSetting({ key: 'change-risk', settings, mayEdit, title, shape: RISK_SHAPE });
  const { value } = form;
  const levelOf = (name: (typeof RISK_BORDERS)[number]): string => t(`values:tickets.riskLevel.${name}`);
  if (!mayEdit)
    return (
      <SettingSection title={title} hint={t('risk.hint')}>
        <FactList
          facts={[
            ...RISK_PARTS.map((part) => [t(`changes:risk.part.${part}`), value.weights[part]] as const),
            ...RISK_BORDERS.map(
              (name) => [t('risk.from', { level: levelOf(name) }), value.thresholds[name]] as const,
            ),
            [
              t('risk.questions'),
              joined(value.questions.filter(({ active }) => active).map(({ text }) => text)),
            ],
          ]}
        />
      </SettingSection>
    );
  const borders = (field: 'thresholds' | 'questionThresholds'): ReactNode => (
    <Numbers
      title={t(`risk.${field}`)}
      names={RISK_BORDERS}
      values={value[field]}
      label={levelOf}
      onChange={(next) => form.change({ ...value, [field]: next } satisfies RiskForm)}
    />
  );
  return (
    <SettingSection title={title} hint={t('risk.hint')} form={form}>
      <Numbers
        title={t('risk.weights')}
        names={RISK_PARTS}
        values={value.weights}
        label={(part) => t(`changes:risk.part.${part}`)}
        onChange={(weights) => form.change({ ...value, weights })}
      />
      {borders('thresholds')}
      {borders('questionThresholds')}
      <RiskQuestions
        questions={value.questions}
        onChange={(questions) => form.change({ ...value, questions })}
      />
    </SettingSection>
  );
};
