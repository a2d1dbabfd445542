import Add from '@mui/icons-material/Add';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CATEGORIES_SHAPE, type CategoryForm } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

const CategoryRow = (props: {
  readonly category: CategoryForm;
  readonly onChange: (category: CategoryForm) => void;
  readonly onRemove: () => void;
}): ReactNode => {
  const t = useText('settings');
  const { category, onChange } = props;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(140px, 220px) 1fr auto',
        gap: 1,
        alignItems: 'start',
      }}
    >
      <TextField
        label={t('categories.name')}
        value={category.name}
        error={category.name.trim() === ''}
        onChange={(event) => onChange({ ...category, name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      <Autocomplete
        multiple
        freeSolo
        options={[]}
        value={[...category.subcategories]}
        inputValue={category.typed}
        onInputChange={(_event, typed, reason) => {
          // Other reasons are the picker's own emptying: on blur, which would lose the word, and after a choice.
          if (reason === 'input' || reason === 'clear') onChange({ ...category, typed });
        }}
        onChange={(_event, subcategories) =>
          onChange({
            ...category,
            subcategories: subcategories.map((name) => name.trim()).filter(Boolean),
            typed: '',
          })
        }
        renderInput={(params) => (
          <TextField
            {...params}
            label={t('categories.subcategories')}
            placeholder={t('categories.addSubcategory')}
          />
        )}
      />
      <IconButton
        aria-label={t('categories.remove', { name: category.name })}
        onClick={props.onRemove}
        sx={{ mt: 0.5 }}
      >
        <DeleteOutlined fontSize="small" />
      </IconButton>
    </Box>
  );
};

/** Categories and their subcategories. */
export const CategoriesSection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('categories.title');
  const form = useSetting({ key: 'categories', settings, mayEdit, title, shape: CATEGORIES_SHAPE });
  const { categories } = form.value;
  const set = (next: readonly CategoryForm[]): void => form.change({ ...form.value, categories: next });
  return (
    <SettingSection title={title} hint={t('categories.hint')} form={form}>
      {mayEdit ? (
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          {categories.map((category, index) => (
            <CategoryRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed, the place does not
              key={index}
              category={category}
              onChange={(next) => set(categories.map((other, place) => (place === index ? next : other)))}
              onRemove={() => set(categories.filter((_other, place) => place !== index))}
            />
          ))}
          <Button
            startIcon={<Add />}
            onClick={() => set([...categories, { name: '', subcategories: [], typed: '' }])}
            sx={{ justifySelf: 'start' }}
          >
            {t('categories.add')}
          </Button>
        </Box>
      ) : (
        <Box
          component="dl"
          sx={{
            m: 0,
            display: 'grid',
            gridTemplateColumns: 'minmax(120px, max-content) 1fr',
            columnGap: 2,
            rowGap: 0.5,
          }}
        >
          {categories.map((category) => (
            <Box key={category.name} sx={{ display: 'contents' }}>
              <Typography component="dt" variant="body2" sx={{ fontWeight: 600 }}>
                {category.name}
              </Typography>
              <Typography component="dd" variant="body2" color="textSecondary" sx={{ m: 0 }}>
                {category.subcategories.join(', ')}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
    </SettingSection>
  );
};
