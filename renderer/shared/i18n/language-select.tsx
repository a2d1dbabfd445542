import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { LANGUAGES, languageFor } from '#contracts/language.ts';
import { useText } from './i18n.ts';
import type { LanguageChoice } from './language.ts';

const SYSTEM = 'system';

type LanguageSelectProps = {
  readonly choice: LanguageChoice;
  readonly onChoose: (choice: LanguageChoice) => void;
  readonly width: number;
};

/** The languages, each by its own name, and the system's. */
export const LanguageSelect = ({ choice, onChoose, width }: LanguageSelectProps): ReactNode => {
  const t = useText('common');
  const system = t(`languages.${languageFor(navigator.languages)}`);
  return (
    <TextField
      select
      label={t('language.label')}
      value={choice ?? SYSTEM}
      onChange={({ target: { value } }) => onChoose(LANGUAGES.find((language) => language === value) ?? null)}
      sx={{ maxWidth: width, width: '100%' }}
    >
      <MenuItem value={SYSTEM}>{t('language.system', { language: system })}</MenuItem>
      {LANGUAGES.map((language) => (
        <MenuItem key={language} value={language} lang={language}>
          {t(`languages.${language}`)}
        </MenuItem>
      ))}
    </TextField>
  );
};
