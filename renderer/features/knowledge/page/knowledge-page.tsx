import { type ReactNode, useEffect } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ArticleView } from './article-view.tsx';
import { KnownErrorView } from './known-error-view.tsx';

/** An article or known error by its id. */
export const KnowledgePage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('knowledge.detail', { id });
  const title = live.data?.entry.title;
  useEffect(() => {
    if (title !== undefined) useNavigation.getState().setTitle(`knowledge:${id}`, title);
  }, [id, title]);
  return (
    <Boundary live={live} lines={10}>
      {(detail) =>
        detail.entry.type === 'article' ? (
          <ArticleView key={detail.entry.id} detail={detail} article={detail.entry} />
        ) : (
          <KnownErrorView key={detail.entry.id} detail={detail} knownError={detail.entry} />
        )
      }
    </Boundary>
  );
};
