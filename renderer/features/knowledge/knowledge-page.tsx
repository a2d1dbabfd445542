import { Alert, Box, Button, Chip, Typography } from '@mui/material';
import { type ReactNode, useEffect } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

type Knowledge = Pick<QueryOutput<'knowledge.detail'>, 'entry' | 'names'>;

/** What helps the caller first, then why it happens. */
const PARTS = ['symptom', 'workaround', 'body', 'solution', 'rootCause'] as const;

/** The texts that this kind of knowledge has and that say something. */
const partsOf = (entry: KnowledgeEntry): readonly (readonly [(typeof PARTS)[number], string])[] => {
  const texts: Readonly<Record<string, unknown>> = { ...entry };
  return PARTS.flatMap((part) => {
    const text = texts[part];
    return typeof text === 'string' && text.trim() !== '' ? [[part, text] as const] : [];
  });
};

const Part = ({ title, text }: { readonly title: string; readonly text: string }): ReactNode => {
  const t = useText('knowledge');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notify('success', t('copied'));
  };
  return (
    <Section
      title={title}
      actions={
        <Button size="small" onClick={() => void copy()}>
          {t('copy')}
        </Button>
      }
    >
      <Typography
        variant="body1"
        sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxWidth: '72ch', lineHeight: 1.6 }}
      >
        {text}
      </Typography>
    </Section>
  );
};

const Notices = ({ entry }: Pick<Knowledge, 'entry'>): ReactNode => {
  const t = useText('knowledge');
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const isOutdated = entry.validUntil !== null && entry.validUntil < today;
  return (
    <>
      {entry.state === 'retired' && <Alert severity="warning">{t('retired')}</Alert>}
      {(entry.state === 'draft' || entry.state === 'review') && (
        <Alert severity="info">{t('notPublished')}</Alert>
      )}
      {isOutdated && (
        <Alert severity="warning">{t('outdated', { date: formatDate(entry.validUntil) })}</Alert>
      )}
    </>
  );
};

const KnowledgeView = ({ entry, names }: Knowledge): ReactNode => {
  const t = useText('knowledge');
  const named = (ids: readonly string[]): string =>
    joined(
      ids.map((id) => names[id] ?? id),
      ', ',
    );
  const parts = partsOf(entry);
  const problemId = entry.type === 'known_error' ? entry.problemId : null;
  return (
    <Page
      title={entry.title}
      subtitle={
        <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
          {t(`types.${entry.type}`)} {entry.number}
          <StateChip state={entry.state} />
        </Box>
      }
    >
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr) minmax(220px, 300px)',
          gap: 1.5,
          alignItems: 'start',
        }}
      >
        <Box
          component="article"
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, minWidth: 0 }}
        >
          <Notices entry={entry} />
          {parts.length === 0 && <Typography color="textSecondary">{t('empty')}</Typography>}
          {parts.map(([part, text]) => (
            <Part key={part} title={t(part)} text={text} />
          ))}
        </Box>
        <Section title={t('about')}>
          <Facts
            facts={[
              { label: t('errorCode'), value: entry.type === 'known_error' ? entry.errorCode : null },
              { label: t('category'), value: entry.category },
              { label: t('models'), value: entry.models.join(', ') },
              { label: t('items'), value: named(entry.ciIds) },
              { label: t('services'), value: named(entry.serviceIds) },
              { label: t('problem'), value: problemId === null ? null : named([problemId]) },
            ]}
          />
          {entry.tags.length > 0 && (
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mt: 1 }}>
              {entry.tags.map((tag) => (
                <Chip key={tag} size="small" label={tag} />
              ))}
            </Box>
          )}
          <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1, mb: 0 }}>
            {t('updated', {
              when: formatInstant(entry.updatedAt),
              who: names[entry.updatedBy] ?? entry.updatedBy,
            })}
          </Typography>
        </Section>
      </Box>
    </Page>
  );
};

/** An article or known error to read, while a caller waits. */
export const KnowledgePage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('knowledge.detail', { id });
  const title = live.data?.entry.title;
  useEffect(() => {
    if (title !== undefined) useNavigation.getState().setTitle(`knowledge:${id}`, title);
  }, [id, title]);
  return (
    <Boundary live={live} lines={10}>
      {({ entry, names }) => <KnowledgeView entry={entry} names={names} />}
    </Boundary>
  );
};
