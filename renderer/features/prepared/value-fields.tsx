import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import type { Process } from '#domain/processes/process.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { stepFieldLabel } from '#renderer/shared/record/step-model.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { firstValue } from './form-model.ts';

type Values = Readonly<Record<string, unknown>>;

type ValueFieldsProps = {
  readonly process: Process;
  /** Fields that can be added, with what they are. */
  readonly table: FieldTable;
  readonly names: Names;
  readonly values: Values;
  readonly onValues: (values: Values) => void;
};

/** Fields of a record with values, added and taken off one by one. */
export const ValueFields = ({ process, table, names, values, onValues }: ValueFieldsProps): ReactNode => {
  const t = useText('prepared');
  const company = useCompany();
  const label = (name: string): string => stepFieldLabel(process, name);
  const free = Object.keys(table).filter((name) => !Object.hasOwn(values, name));
  const without = (name: string): Values =>
    Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
  const known = { ...Object.fromEntries(company.services.map(({ id, name }) => [id, name])), ...names };
  return (
    <Box sx={{ display: 'grid', gap: 1.25, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {Object.keys(values).map((name) => {
        const spec = table[name];
        if (spec === undefined) return null;
        return (
          <Box key={name} sx={{ display: 'flex', gap: 0.5, alignItems: 'start' }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <FieldEditor
                context={{
                  kind: { collection: process.collection, type: process.type },
                  ...{ names: known, company, values },
                }}
                path={name}
                spec={spec}
                label={label(name)}
                value={values[name]}
                onChange={(value) =>
                  onValues({
                    ...values,
                    // Another category has other subcategories.
                    ...(name === 'category' && Object.hasOwn(values, 'subcategory')
                      ? { subcategory: null }
                      : {}),
                    [name]: value,
                  })
                }
              />
            </Box>
            <IconButton
              size="small"
              aria-label={t('form.removeField', { field: label(name) })}
              onClick={() => onValues(without(name))}
              sx={{ mt: 0.5 }}
            >
              <DeleteOutlined fontSize="small" />
            </IconButton>
          </Box>
        );
      })}
      {free.length > 0 && (
        <TextField
          select
          size="small"
          label={t('form.addField')}
          value=""
          onChange={({ target }) =>
            onValues({ ...values, [target.value]: firstValue(table[target.value]?.kind ?? '') })
          }
          sx={{ maxWidth: 260 }}
        >
          {free.map((name) => (
            <MenuItem key={name} value={name} dense>
              {label(name)}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Box>
  );
};
