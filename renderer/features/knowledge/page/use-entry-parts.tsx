import { useMemo } from 'react';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { useFactParts } from './about-part.tsx';
import { RelatedPart } from './related-part.tsx';
import type { KnowledgeDetail } from './use-entry-page.ts';
import { UsesPart } from './uses-part.tsx';
import { VerdictPart } from './verdict-part.tsx';
import { sidesOf } from './versions-model.ts';
import { VersionsPart } from './versions-part.tsx';

/** What the pages of articles and known errors have in common, below and beside their texts. */
export const useEntryParts = (
  page: AnyRecordPage,
  detail: KnowledgeDetail,
  entry: KnowledgeEntry,
): readonly RecordPart[] => {
  const t = useText('knowledge');
  const facts = useFactParts(page);
  const sides = useMemo(() => sidesOf(entry), [entry]);
  const verdict: RecordPart = {
    id: 'verdict',
    title: t('verdicts.title'),
    column: 'main',
    node: <VerdictPart page={page} entry={entry} />,
  };
  const versions: RecordPart = {
    id: 'versions',
    title: t('versions.title'),
    column: 'main',
    count: sides.length,
    node: <VersionsPart page={page} sides={sides} />,
  };
  return [
    // What has never been in force has been of use to nobody, and has no versions.
    ...(entry.active || entry.ratings.length > 0 ? [verdict] : []),
    ...(sides.length > 0 ? [versions] : []),
    ...facts,
    {
      id: 'related',
      title: t('related.title'),
      column: 'aside',
      node: <RelatedPart page={page} detail={detail} />,
    },
    {
      id: 'uses',
      title: t('uses.title'),
      column: 'aside',
      count: detail.usage?.count ?? 0,
      node: <UsesPart detail={detail} />,
    },
  ];
};
