import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import type { ReactNode } from 'react';
import {
  IMPACTS,
  type Impact,
  PRIORITIES,
  type Priority,
  URGENCIES,
  type Urgency,
} from '#domain/fields/tickets.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { MATRIX_SHAPE } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

const cellSx = {
  px: 1,
  py: 0.5,
  border: 1,
  borderColor: 'divider',
  fontWeight: 400,
  textAlign: 'start',
} as const;

/** Impact times urgency gives the priority. */
export const MatrixSection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('matrix.title');
  const form = useSetting({ key: 'priority-matrix', settings, mayEdit, title, shape: MATRIX_SHAPE });
  const { matrix } = form.value;
  const set = (impact: Impact, urgency: Urgency, priority: Priority): void =>
    form.change({
      ...form.value,
      matrix: { ...matrix, [impact]: { ...matrix[impact], [urgency]: priority } },
    });
  return (
    <SettingSection title={title} hint={t('matrix.hint')} form={form}>
      <Box component="table" sx={{ borderCollapse: 'collapse', width: 'fit-content' }}>
        <thead>
          <tr>
            <Box component="th" sx={{ ...cellSx, color: 'text.secondary' }}>
              {t('matrix.corner')}
            </Box>
            {URGENCIES.map((urgency) => (
              <Box key={urgency} component="th" scope="col" sx={{ ...cellSx, minWidth: 130 }}>
                {t('matrix.urgency', { level: t(`common:levels.${urgency}`) })}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {IMPACTS.map((impact) => (
            <tr key={impact}>
              <Box component="th" scope="row" sx={cellSx}>
                {t('matrix.impact', { level: t(`common:levels.${impact}`) })}
              </Box>
              {URGENCIES.map((urgency) => (
                <Box key={urgency} component="td" sx={cellSx}>
                  {mayEdit ? (
                    <Select
                      variant="standard"
                      disableUnderline
                      fullWidth
                      value={matrix[impact][urgency]}
                      onChange={(event) => set(impact, urgency, Number(event.target.value) as Priority)}
                      inputProps={{
                        'aria-label': t('matrix.cell', { impact, urgency }),
                      }}
                    >
                      {PRIORITIES.map((priority) => (
                        <MenuItem key={priority} value={priority}>
                          <PriorityMark priority={priority} />
                        </MenuItem>
                      ))}
                    </Select>
                  ) : (
                    <PriorityMark priority={matrix[impact][urgency]} />
                  )}
                </Box>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </SettingSection>
  );
};
