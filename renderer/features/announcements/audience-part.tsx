import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { AudienceView } from '#contracts/announcements.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';

type Named = { readonly id: string; readonly name: string };

type ChoicesProps = {
  readonly title: string;
  readonly rows: readonly Named[];
  readonly leftOutIds: readonly string[];
  /** Left out where it is only shown. */
  readonly onLeaveOut?: ((ids: readonly string[]) => void) | undefined;
};

const Choices = ({ title, rows, leftOutIds, onLeaveOut }: ChoicesProps): ReactNode => {
  if (rows.length === 0) return null;
  return (
    <Box role="group" aria-label={title} sx={{ mt: 0.75 }}>
      <Typography variant="caption" color="textSecondary">
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 260, overflow: 'auto' }}>
        {rows.map(({ id, name }) => {
          const isIn = !leftOutIds.includes(id);
          return (
            <li key={id}>
              {onLeaveOut === undefined ? (
                <Typography
                  variant="body2"
                  dir="auto"
                  sx={isIn ? {} : { textDecoration: 'line-through', color: 'text.secondary' }}
                >
                  {name}
                </Typography>
              ) : (
                <FormControlLabel
                  control={
                    <Checkbox
                      size="small"
                      checked={isIn}
                      sx={{ p: 0.25, ml: 0.5 }}
                      onChange={(_event, on) =>
                        onLeaveOut(on ? leftOutIds.filter((one) => one !== id) : [...leftOutIds, id])
                      }
                    />
                  }
                  label={name}
                  slotProps={{ typography: { variant: 'body2', dir: 'auto' } }}
                />
              )}
            </li>
          );
        })}
      </Box>
    </Box>
  );
};

type AudiencePartProps = Pick<ChoicesProps, 'leftOutIds' | 'onLeaveOut'> & {
  readonly audience: AudienceView | undefined;
  /** Nothing is named: it concerns everybody. */
  readonly isForAll: boolean;
};

/** Whom it concerns, as follows from what it names; each of what was found can be left out. */
export const AudiencePart = ({
  audience,
  isForAll,
  leftOutIds,
  onLeaveOut,
}: AudiencePartProps): ReactNode => {
  const t = useText('announcements');
  return (
    <Section title={t('audience.title')}>
      {isForAll ? (
        <Typography variant="body2" color="textSecondary">
          {t('audience.everybody')}
        </Typography>
      ) : (
        audience !== undefined && (
          <>
            <Typography variant="body2" role="status">
              {[
                t('audience.people', { count: audience.peopleTotal }),
                t('audience.items', { count: audience.reachedTotal }),
              ].join(' ')}
            </Typography>
            {audience.isCut && (
              <Typography variant="caption" color="warning">
                {t('audience.cut')}
              </Typography>
            )}
            <Choices
              title={t('audience.places')}
              rows={audience.places.map(({ id, name }) => ({ id, name: name ?? t('common:actors.unknown') }))}
              {...{ leftOutIds, onLeaveOut }}
            />
            <Choices title={t('audience.reached')} rows={audience.reached} {...{ leftOutIds, onLeaveOut }} />
          </>
        )
      )}
      {onLeaveOut !== undefined && !isForAll && (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ m: 0, mt: 0.75 }}>
          {t('audience.hint')}
        </Typography>
      )}
    </Section>
  );
};

/** Whether an announcement with these fields names nothing. */
export const isForAll = (scope: {
  readonly ciIds: readonly string[];
  readonly serviceIds?: readonly string[] | undefined;
  readonly placeIds?: readonly string[] | undefined;
  readonly teamIds?: readonly string[] | undefined;
}): boolean =>
  [scope.ciIds, scope.serviceIds, scope.placeIds, scope.teamIds].every((ids) => (ids ?? []).length === 0);
