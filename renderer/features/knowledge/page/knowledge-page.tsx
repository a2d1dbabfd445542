import type { ReactNode } from 'react';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { codeText } from '#renderer/shared/i18n/i18n.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import type { AnyRecord } from '#renderer/shared/record/record-page.ts';
import { UnknownRecord } from '#renderer/shared/record/unknown-record.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ArticleView } from './article-view.tsx';
import { KnownErrorView } from './known-error-view.tsx';
import type { KnowledgeDetail } from './use-entry-page.ts';

const EntryView = ({ detail }: { readonly detail: KnowledgeDetail }): ReactNode => {
  const { entry, names, pendingSync } = detail;
  switch (entry.type) {
    case 'article':
      return <ArticleView detail={detail} article={entry} />;
    case 'known_error':
      return <KnownErrorView detail={detail} knownError={entry} />;
    default:
      return (
        <UnknownRecord
          collection="knowledge"
          record={entry as AnyRecord}
          type={codeText('common:recordTypes', (entry as KnowledgeEntry).type)}
          {...{ names, pendingSync }}
        />
      );
  }
};

/** An article or known error by its id. */
export const KnowledgePage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('knowledge.detail', { id });
  const entry = live.data?.entry;
  useTabTitle({ page: 'knowledge', id }, entry?.number, entry?.title);
  return (
    <Boundary live={live} lines={10} ofPage>
      {(detail) => <EntryView key={detail.entry.id} detail={detail} />}
    </Boundary>
  );
};
