import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { Section } from '#renderer/shared/ui/section.tsx';

const ABOUT = ['category', 'errorCode', 'tags', 'serviceIds', 'models', 'ciIds'];
const KEEPING = ['ownerId', 'validUntil', 'reviewOn', 'publishedAt', 'publishedBy'];

type FactsPartProps = {
  readonly page: AnyRecordPage;
  readonly title: string;
  readonly rows: readonly string[];
};

const FactsPart = ({ page, title, rows }: FactsPartProps): ReactNode => {
  const t = useText('record');
  return (
    <Section title={title}>
      <RecordFacts
        view={page}
        rows={rows.filter((row) => row in page.process.fields)}
        empty={t('value.nothing')}
      />
    </Section>
  );
};

/** What it is about, what it offers for closing, and who answers for it until when. */
export const useFactParts = (page: AnyRecordPage): readonly RecordPart[] => {
  const t = useText('knowledge');
  return [
    {
      id: 'about',
      title: t('about'),
      column: 'aside',
      node: <FactsPart page={page} title={t('about')} rows={[...ABOUT, 'closureCode']} />,
    },
    {
      id: 'keeping',
      title: t('keeping'),
      column: 'aside',
      node: <FactsPart page={page} title={t('keeping')} rows={KEEPING} />,
    },
  ];
};
