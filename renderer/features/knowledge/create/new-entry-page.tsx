import { Box, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { Process } from '#domain/processes/process.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { MarkdownEditor } from '#renderer/shared/markdown/markdown-editor.tsx';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { onNumber } from '../open-number.ts';
import { ABOUT_FIELDS, givenFields, MAIN_FIELDS, type NewEntry } from './create-model.ts';
import { KnownAlready } from './known-already.tsx';
import { useNewEntry } from './use-new-entry.ts';

const columnSx = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  alignContent: 'start',
  gap: 1.5,
  minWidth: 0,
} as const;

/** Title first, what is known already right after it; beside each other where there is room. */
const layoutSx = {
  display: 'grid',
  gap: 1.5,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(300px, 32%)' },
  gridTemplateAreas: {
    xs: '"title" "known" "texts" "about"',
    lg: '"title known" "texts known" "texts about" "texts rest"',
  },
  gridTemplateRows: { lg: 'auto auto auto 1fr' },
  maxWidth: 1400,
} as const;

type Entry = ReturnType<typeof useNewEntry>;
type FieldsProps = { readonly process: Process; readonly entry: Entry; readonly names: Names };

const Body = ({ entry }: Pick<FieldsProps, 'entry'>): ReactNode => {
  const t = useText('knowledge');
  const label = fieldLabel('knowledge', 'body');
  return (
    <Section title={label}>
      <MarkdownEditor
        label={label}
        value={String(entry.form.body ?? '')}
        minRows={10}
        imageUrl={entry.imageUrl}
        onNumber={onNumber}
        onImage={entry.onImage}
        onChange={(text) => entry.set('body', text)}
      />
      <Typography variant="caption" color="textSecondary" component="p" sx={{ m: 0 }}>
        {t('body.hint')}
      </Typography>
    </Section>
  );
};

type FieldProps = FieldsProps & { readonly field: string; readonly autoFocus?: boolean };

const Field = ({ process, entry, names, field, autoFocus = false }: FieldProps): ReactNode => {
  const t = useText('knowledge');
  const company = useCompany();
  const spec = process.fields[field];
  if (spec === undefined) return null;
  const isMissing = field === 'title' && entry.wasTried && entry.isUntitled;
  return (
    <FieldEditor
      context={{
        kind: { collection: 'knowledge', type: process.type },
        names,
        company,
        values: entry.form,
      }}
      path={field}
      spec={spec}
      label={fieldLabel('knowledge', field)}
      value={entry.form[field]}
      required={spec.create === 'required'}
      autoFocus={autoFocus}
      error={isMissing ? t('create.titleMissing') : null}
      onChange={(value) => entry.set(field, value)}
    />
  );
};

type NewEntryPageProps = {
  readonly process: Process;
  readonly draftId: string;
  readonly draftKey: string;
  readonly route: Route;
  readonly title: string;
  readonly start: NewEntry;
  readonly given: Readonly<Record<string, unknown>>;
  readonly names: Names;
  /** Where it comes from. */
  readonly origin?: ReactNode;
};

/** The form of a new article or known error. It begins as a draft that nobody else is told; publishing is a step of its own. */
export const NewEntryPage = (props: NewEntryPageProps): ReactNode => {
  const t = useText('knowledge');
  const { process, names, origin } = props;
  const entry = useNewEntry(props);
  const { services } = useCompany();
  const known = useMemo(
    () => ({ ...Object.fromEntries(services.map(({ id, name }) => [id, name])), ...names }),
    [services, names],
  );
  const fields = { process, entry, names: known };
  const texts = givenFields(process, MAIN_FIELDS).filter((field) => field !== 'title' && field !== 'body');
  return (
    <CreatePage
      title={props.title}
      action={t('create.create')}
      missing={entry.isUntitled ? t('create.titleMissing') : null}
      busy={entry.busy}
      error={entry.error}
      isDirty={entry.isDirty}
      onCreate={() => void entry.create()}
      onDiscard={entry.discard}
      template={entry.template}
    >
      <Box sx={layoutSx}>
        <Box sx={{ gridArea: 'title' }}>
          <Field {...fields} field="title" autoFocus />
        </Box>
        <Box sx={{ gridArea: 'known', minWidth: 0 }}>
          <KnownAlready title={String(entry.form.title ?? '')} />
        </Box>
        <Box sx={{ ...columnSx, gridArea: 'texts' }}>
          {texts.map((field) => (
            <Field key={field} {...fields} field={field} />
          ))}
          {'body' in process.fields && <Body entry={entry} />}
        </Box>
        <Box sx={{ ...columnSx, gridArea: 'about' }}>
          {origin}
          <Section title={t('about')}>
            <Box sx={{ ...columnSx, pt: 0.75 }}>
              {givenFields(process, ABOUT_FIELDS).map((field) => (
                <Field key={field} {...fields} field={field} />
              ))}
            </Box>
          </Section>
        </Box>
      </Box>
    </CreatePage>
  );
};
