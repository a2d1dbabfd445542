import type { ReactNode } from 'react';
import type { KnownError } from '#domain/fields/knowledge.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import type { StepKeys } from '#renderer/shared/record/step-model.ts';
import { Notices } from './notices.tsx';
import { textParts } from './text-parts.tsx';
import type { KnowledgeDetail } from './use-entry-page.ts';
import { useEntryPage } from './use-entry-page.ts';
import { useEntryParts } from './use-entry-parts.tsx';

/** What helps the caller first, then why it happens and what will take it away. */
const TEXTS = ['symptom', 'workaround', 'rootCause', 'solution'];
const STEP_KEYS: StepKeys = { publish: 'r', reopen: 's', resolve: 'r' };
const anybody = (): boolean => true;

type KnownErrorViewProps = { readonly detail: KnowledgeDetail; readonly knownError: KnownError };

/** A known error: how it shows, what helps at once, what is behind it and where its solution stands. */
export const KnownErrorView = ({ detail, knownError }: KnownErrorViewProps): ReactNode => {
  const t = useText('knowledge');
  const page = useEntryPage(KNOWN_ERROR, detail, anybody);
  const shared = useEntryParts(page, detail, knownError);
  return (
    <ProcessPage
      page={page}
      type={t('types.known_error')}
      parts={[...textParts(page, TEXTS), ...shared]}
      stepKeys={STEP_KEYS}
    >
      <Notices page={page} detail={detail} />
    </ProcessPage>
  );
};
