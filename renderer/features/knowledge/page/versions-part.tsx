import {
  Box,
  Button,
  ButtonBase,
  MenuItem,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { MarkdownText } from '#renderer/shared/markdown/markdown-text.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { TextDifferences } from '#renderer/shared/text-diff/text-differences.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { keptImageUrl } from '../images.ts';
import { type Chosen, type Compared, comparedSides, differingFields, type Side } from './versions-model.ts';

/** Versions shown at first; of older ones one is rarely asked for. */
const FIRST = 5;

const useSideWords = (page: AnyRecordPage) => {
  const t = useText('knowledge');
  const name = ({ number }: Side): string =>
    number === null ? t('versions.now') : t('versions.number', { number });
  const details = ({ at, by }: Side): string =>
    t('versions.details', { when: formatInstant(at), who: nameOf(page.names, by) });
  return { name, details };
};

type SideChoiceProps = {
  readonly label: string;
  readonly sides: readonly Side[];
  readonly value: Side;
  readonly words: ReturnType<typeof useSideWords>;
  readonly onChange: (id: string) => void;
};

const SideChoice = ({ label, sides, value, words, onChange }: SideChoiceProps): ReactNode => (
  <TextField
    select
    size="small"
    label={label}
    value={value.id}
    onChange={(event) => onChange(event.target.value)}
    slotProps={{ inputLabel: { shrink: true }, select: { renderValue: () => words.name(value) } }}
    sx={{ width: 150 }}
  >
    {[...sides].reverse().map((side) => (
      <MenuItem key={side.id} value={side.id} dense>
        {words.name(side)} · {words.details(side)}
      </MenuItem>
    ))}
  </TextField>
);

const Label = ({ field }: { readonly field: string }): ReactNode => (
  <Typography component="h3" variant="caption" color="textSecondary" sx={{ display: 'block', mt: 1 }}>
    {fieldLabel('knowledge', field)}
  </Typography>
);

const Differences = ({ before, after }: { readonly before: Side; readonly after: Side }): ReactNode => {
  const t = useText('knowledge');
  const fields = differingFields(before.texts, after.texts);
  if (fields.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('versions.same')}
      </Typography>
    );
  }
  return fields.map((field) => (
    <Box key={field}>
      <Label field={field} />
      <TextDifferences before={before.texts[field] ?? ''} after={after.texts[field] ?? ''} />
    </Box>
  ));
};

/** A version as its readers had it. */
const Whole = ({ side }: { readonly side: Side }): ReactNode =>
  Object.entries(side.texts).map(([field, text]) => (
    <Box key={field}>
      <Label field={field} />
      {field === 'body' ? (
        <MarkdownText text={text} imageUrl={keptImageUrl} />
      ) : (
        <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {text}
        </Typography>
      )}
    </Box>
  ));

type ListProps = {
  readonly sides: readonly Side[];
  readonly shown: Side | null;
  readonly words: ReturnType<typeof useSideWords>;
  readonly onShow: (side: Side) => void;
};

const VersionList = ({ sides, shown, words, onShow }: ListProps): ReactNode => {
  const t = useText('knowledge');
  const [isWhole, setWhole] = useState(false);
  const newest = [...sides].reverse();
  const left = newest.length - FIRST;
  return (
    <>
      <Box component="ol" reversed sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {newest.slice(0, isWhole ? undefined : FIRST).map((side) => (
          <li key={side.id}>
            <ButtonBase
              aria-pressed={side.id === shown?.id}
              onClick={() => onShow(side)}
              sx={{
                width: '100%',
                justifyContent: 'flex-start',
                gap: 1,
                px: 0.5,
                mx: -0.5,
                minHeight: 26,
                borderRadius: 0.5,
                font: 'inherit',
                fontSize: 13,
                '&:hover': { bgcolor: 'action.hover' },
                '&[aria-pressed=true]': { bgcolor: 'action.selected' },
              }}
            >
              <Box component="span" sx={{ fontWeight: 500, minWidth: 84, textAlign: 'start' }}>
                {words.name(side)}
              </Box>
              <Box component="span" sx={{ color: 'text.secondary', textAlign: 'start' }}>
                {words.details(side)}
              </Box>
            </ButtonBase>
          </li>
        ))}
      </Box>
      {left > 0 && !isWhole && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('versions.older', { count: left })}
        </Button>
      )}
    </>
  );
};

type View = 'differences' | 'whole';

const ViewChoice = ({
  view,
  onView,
}: {
  readonly view: View;
  readonly onView: (view: View) => void;
}): ReactNode => {
  const t = useText('knowledge');
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={view}
      aria-label={t('versions.view')}
      onChange={(_event, next: View | null) => next !== null && onView(next)}
      sx={{ ml: 'auto', '& .MuiToggleButton-root': { py: 0, px: 1, textTransform: 'none', fontSize: 12 } }}
    >
      <ToggleButton value="differences">{t('versions.differences')}</ToggleButton>
      <ToggleButton value="whole">{t('versions.whole')}</ToggleButton>
    </ToggleButtonGroup>
  );
};

type ComparisonProps = {
  readonly sides: readonly Side[];
  readonly compared: Compared;
  readonly words: ReturnType<typeof useSideWords>;
  readonly onChoose: (chosen: Chosen) => void;
};

/** Two versions against each other, or the later one as it was read. The first has nothing to be compared with. */
const Comparison = ({ sides, compared, words, onChoose }: ComparisonProps): ReactNode => {
  const t = useText('knowledge');
  const [view, setView] = useState<View>('differences');
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is shown below the list, which may end where the screen does
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [compared.after.id]);
  const { before, after } = compared;
  const choice = { sides, words };
  return (
    <Box ref={place} sx={{ mt: 1, pt: 1.25, borderTop: 1, borderColor: 'divider' }}>
      {before !== null && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          {view === 'differences' && (
            <>
              <SideChoice
                {...choice}
                label={t('versions.before')}
                value={before}
                onChange={(id) => onChoose({ before: id, after: after.id })}
              />
              <SideChoice
                {...choice}
                label={t('versions.after')}
                value={after}
                onChange={(id) => onChoose({ before: before.id, after: id })}
              />
            </>
          )}
          <ViewChoice view={view} onView={setView} />
        </Box>
      )}
      {before !== null && view === 'differences' ? (
        <Differences before={before} after={after} />
      ) : (
        <Whole side={after} />
      )}
    </Box>
  );
};

type VersionsPartProps = { readonly page: AnyRecordPage; readonly sides: readonly Side[] };

/** What was in force from when on, who saw to it, and what two versions have different. */
export const VersionsPart = ({ page, sides }: VersionsPartProps): ReactNode => {
  const t = useText('knowledge');
  const words = useSideWords(page);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const compared = chosen === null ? null : comparedSides(sides, chosen);
  return (
    <Section
      title={t('versions.title')}
      actions={
        compared !== null && (
          <Button size="small" onClick={() => setChosen(null)}>
            {t('versions.close')}
          </Button>
        )
      }
    >
      <VersionList
        sides={sides}
        shown={compared?.after ?? null}
        words={words}
        onShow={({ id }) => setChosen({ before: null, after: id })}
      />
      {compared !== null && (
        <Comparison sides={sides} compared={compared} words={words} onChoose={setChosen} />
      )}
    </Section>
  );
};
