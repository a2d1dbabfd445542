import { Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { ulid } from 'ulid';
import type { ReplyError } from '#contracts/define.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { useOpenElements } from './element-form.tsx';

type ElementsSectionProps = {
  readonly title: string;
  /** What the button that adds an entry says. */
  readonly add: string;
  /** Shown while there is no entry. */
  readonly empty: string;
  readonly elements: {
    readonly items: readonly unknown[];
    readonly mayEdit: boolean;
    readonly error: ReplyError | undefined;
    readonly clearError: () => void;
  };
  readonly typing: ReturnType<typeof useOpenElements>;
  /** Beside the button: how many are open. */
  readonly count?: ReactNode;
  /** The entries. */
  readonly children: ReactNode;
};

/** A list of entries as a part of a record's page: a button that adds one, its entries, and why one could not be saved. */
export const ElementsSection = (props: ElementsSectionProps): ReactNode => {
  const { title, add, empty, elements, typing, count, children } = props;
  const isAdding = typing.added.length > 0;
  return (
    <Section
      title={title}
      actions={
        <>
          {count}
          {elements.mayEdit && !isAdding && (
            <Button size="small" onClick={() => typing.open(ulid())}>
              {add}
            </Button>
          )}
        </>
      }
    >
      {elements.items.length === 0 && !isAdding && (
        <Typography variant="body2" color="textSecondary">
          {empty}
        </Typography>
      )}
      {children}
      {elements.error !== undefined && <ErrorNote error={elements.error} onClose={elements.clearError} />}
    </Section>
  );
};
