import { Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount, formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { KnowledgeDetail } from './use-entry-page.ts';

/** The tickets that link it: how many, and the newest of them. */
export const UsesPart = ({ detail }: { readonly detail: KnowledgeDetail }): ReactNode => {
  const t = useText('knowledge');
  const { entry, usage, usedIn } = detail;
  const { count } = usage;
  const showAll = (): void =>
    openRoute({
      page: 'tickets',
      title: t('uses.listTitle', { number: entry.number }),
      filter: { knowledgeId: entry.id },
    });
  return (
    <Section
      title={t('uses.title')}
      actions={
        count > usedIn.length && (
          <Button size="small" onClick={showAll}>
            {t('uses.all', { count, shown: formatCount(count) })}
          </Button>
        )
      }
    >
      <Typography variant="body2" color="textSecondary">
        {count === 0
          ? t('uses.none')
          : t('uses.count', { count, shown: formatCount(count), when: formatInstant(usage.lastAt) })}
      </Typography>
      <LinkedRecords rows={usedIn.map(ticketRow)} />
    </Section>
  );
};
