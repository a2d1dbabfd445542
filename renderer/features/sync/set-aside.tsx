import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { QueryInput, QueryName } from '#contracts/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import type { Live } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CardList } from '#renderer/shared/table/card-list.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';

type CardProps = {
  readonly label: string;
  readonly title: string;
  readonly collection: CollectionName;
  readonly at: string;
  readonly children: ReactNode;
};

/** One record or document that was set aside: which, and since when; below it why, and what can be done. */
export const SetAsideCard = ({ label, title, collection, at, children }: CardProps): ReactNode => {
  const t = useText('sync');
  return (
    <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1 }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'baseline', minWidth: 0 }}>
        <Typography variant="body2" noWrap title={title} sx={{ fontWeight: 600, minWidth: 0 }}>
          {label}
        </Typography>
        <Typography variant="caption" color="textSecondary" noWrap sx={{ flexShrink: 0 }}>
          {t(`common:collections.${collection}`)} · {formatInstant(at)}
        </Typography>
      </Stack>
      {children}
    </Paper>
  );
};

type Row = { readonly id: string };
type Page = { readonly total: number; readonly rows: readonly Row[] };

type ListProps<D extends Page> = {
  readonly list: {
    readonly live: Live<D, QueryInput<QueryName>>;
    readonly windowOffset: number;
    readonly onWindow: (offset: number, limit: number) => void;
  };
  readonly title: string;
  readonly none: string;
  /** What such rows are, above them. */
  readonly hint?: string;
  /** Height of a card that was not measured yet. */
  readonly estimate: number;
  /** What can be done about several at once, above them. */
  readonly above?: (data: D) => ReactNode;
  readonly render: (row: D['rows'][number], data: D) => ReactNode;
};

/** What was set aside of one kind, or a sentence that there is nothing. */
export const SetAsideList = <D extends Page>({
  list: { live, windowOffset, onWindow },
  title,
  none,
  hint,
  estimate,
  above,
  render,
}: ListProps<D>): ReactNode => (
  <Boundary
    live={live}
    lines={2}
    empty={(data) =>
      data.total === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {none}
        </Typography>
      ) : null
    }
  >
    {(data) => (
      <>
        {hint !== undefined && (
          <Typography variant="body2" color="textSecondary" sx={{ mb: 1, maxWidth: 720 }}>
            {hint}
          </Typography>
        )}
        {above?.(data)}
        <CardList
          label={title}
          total={data.total}
          // The list is one of its own rows, which the compiler does not follow through a type parameter.
          rows={data.rows as readonly D['rows'][number][]}
          windowOffset={windowOffset}
          onWindow={onWindow}
          estimate={estimate}
          gap={8}
          maxHeight="70vh"
          render={(row) => render(row, data)}
        />
      </>
    )}
  </Boundary>
);
