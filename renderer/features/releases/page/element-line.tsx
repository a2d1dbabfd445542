import { Box, ButtonBase, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';

type ElementLineProps = {
  readonly title: string;
  /** What else is known of it. */
  readonly more: string;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
  readonly onRemove?: (() => void) | undefined;
  /** Before and behind the words. */
  readonly mark?: ReactNode;
  readonly children?: ReactNode;
};

/** One entry of a list of the release: its words begin editing, buttons stand beside them. */
export const ElementLine = (props: ElementLineProps): ReactNode => {
  const t = useText('record');
  const { title, more, mayEdit } = props;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 0.75, py: 0.25 }}>
      {props.mark}
      <ButtonBase
        // All that is seen of it is in its name, or it can't be spoken to.
        aria-label={t('elements.edit', { name: `${title} ${more}`.trim() })}
        disabled={!mayEdit}
        onClick={props.onEdit}
        sx={{
          ...{
            flex: '1 1 200px',
            minWidth: 0,
            display: 'block',
            textAlign: 'start',
            borderRadius: 0.5,
            py: 0.25,
          },
          '&:hover, &:focus-visible': { bgcolor: 'action.hover' },
        }}
      >
        <Typography
          component="span"
          variant="body2"
          dir="auto"
          sx={{ display: 'block', overflowWrap: 'anywhere' }}
        >
          {title}
        </Typography>
        <Typography
          component="span"
          variant="caption"
          color="textSecondary"
          sx={{ display: 'block', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
        >
          {more}
        </Typography>
      </ButtonBase>
      {props.children}
      {mayEdit && props.onRemove !== undefined && (
        <RemoveButton label={t('elements.remove', { name: title })} onClick={props.onRemove} />
      )}
    </Box>
  );
};
