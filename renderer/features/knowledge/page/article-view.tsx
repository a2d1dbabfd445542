import type { ReactNode } from 'react';
import type { Article } from '#domain/fields/knowledge.ts';
import { ARTICLE, mayEditArticle } from '#domain/processes/article.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import type { StepKeys } from '#renderer/shared/record/step-model.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { BodyPart } from './body-part.tsx';
import { Notices } from './notices.tsx';
import { textParts } from './text-parts.tsx';
import type { KnowledgeDetail } from './use-entry-page.ts';
import { useEntryPage } from './use-entry-page.ts';
import { useEntryParts } from './use-entry-parts.tsx';

const STEP_KEYS: StepKeys = { submit: 's', publish: 'r' };

type ArticleViewProps = { readonly detail: KnowledgeDetail; readonly article: Article };

/** An article: to be read while a caller waits, and written where it stands. */
export const ArticleView = ({ detail, article }: ArticleViewProps): ReactNode => {
  const t = useText('knowledge');
  const page = useEntryPage(ARTICLE, detail, mayEditArticle);
  const shared = useEntryParts(page, detail, article);
  return (
    <ProcessPage
      page={page}
      type={t('types.article')}
      stepKeys={STEP_KEYS}
      parts={[
        ...textParts(page, ['symptom', 'workaround']),
        {
          id: 'body',
          title: fieldLabel('knowledge', 'body'),
          column: 'main',
          node: <BodyPart page={page} />,
        },
        ...shared,
      ]}
    >
      <Notices page={page} detail={detail} />
    </ProcessPage>
  );
};
