import { Box, Link, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';
import type { ChangeRehearsal, RehearsedList } from '#contracts/changes.ts';
import type { Difference } from '#domain/changes/rehearsal.ts';
import { formatDuration } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import { tableSx } from './prepared-table.tsx';
import type { RehearsalWords } from './rehearsal-words.ts';

type PreviewProps = {
  readonly shown: ChangeRehearsal;
  readonly words: RehearsalWords;
  /** Asks for the lists to their ends. */
  readonly onAll: () => void;
};

const Line = ({ warns = false, children }: { readonly warns?: boolean; readonly children: ReactNode }) => (
  <Box dir="auto" sx={{ color: warns ? 'warning.main' : 'text.primary', overflowWrap: 'anywhere' }}>
    {children}
  </Box>
);

/** What of a list is not shown, and the way to it. */
const More = ({ shown, onAll, of }: PreviewProps & { readonly of: RehearsedList }): ReactNode => {
  const t = useText('changes');
  const total = shown.more[of];
  if (total === 0) return null;
  return (
    <Line>
      <Link component="button" underline="hover" onClick={onAll}>
        {t('rehearsal.andMore', { total })}
      </Link>
    </Line>
  );
};

const namesOf = (list: readonly { readonly name: string }[]): string =>
  joined(
    list.map(({ name }) => name),
    ', ',
  );

const Reached = (props: PreviewProps): ReactNode => {
  const t = useText('changes');
  const { shown } = props;
  const of = (difference: Difference) => shown.reached.filter((one) => one.difference === difference);
  const [gained, lost] = [of('gained'), of('lost')];
  const same = shown.reachedSame;
  return (
    <>
      {gained.length > 0 && <Line warns>{t('rehearsal.reached.gained', { names: namesOf(gained) })}</Line>}
      {lost.length > 0 && <Line>{t('rehearsal.reached.lost', { names: namesOf(lost) })}</Line>}
      <More {...props} of="reached" />
      {same > 0 && <Line>{t('rehearsal.reached.same', { total: same })}</Line>}
      {gained.length + lost.length + same === 0 && <Line>{t('rehearsal.reached.none')}</Line>}
      {shown.cut && <Line>{t('rehearsal.reached.cut')}</Line>}
      {shown.down.length > 0 && (
        <Line warns>{t('rehearsal.reached.down', { names: namesOf(shown.down) })}</Line>
      )}
      <More {...props} of="down" />
    </>
  );
};

const Redundancy = (props: PreviewProps): ReactNode => {
  const t = useText('changes');
  const lines = props.shown.redundancy.map(({ id, name, group, before, after, verdict }) => {
    const spare = (side: typeof before): string =>
      side === null ? t('rehearsal.spare.none') : t('rehearsal.spare.some', side);
    return (
      <Line key={`${id} ${group}`} warns={verdict === 'lost' || verdict === 'down'}>
        {t('rehearsal.spare.line', {
          ...{ name, group, before: spare(before), after: spare(after) },
          verdict: t(`rehearsal.verdict.${verdict}`),
        })}
      </Line>
    );
  });
  return (
    <>
      {lines}
      <More {...props} of="redundancy" />
    </>
  );
};

const Agreements = ({ shown }: PreviewProps): ReactNode => {
  const t = useText('changes');
  return shown.agreements.map(({ id, name, kind, items, given, taken, minutes }) => (
    <Line key={id}>
      {joined([
        t('rehearsal.agreement.line', { name, kind }),
        t('rehearsal.agreement.items', { count: items }),
        given > 0 ? t('rehearsal.agreement.given', { count: given }) : null,
        taken > 0 ? t('rehearsal.agreement.taken', { count: taken }) : null,
        minutes === null ? null : t('rehearsal.agreement.hours', { duration: formatDuration(minutes) }),
      ])}
    </Line>
  ));
};

const openIncident = (id: string, number: string): void => {
  const route = routeOfRecord('tickets', id, 'incident');
  if (route !== null) openRoute(route, number);
};

const Incidents = (props: PreviewProps): ReactNode => (
  <>
    {props.shown.incidents.map(({ id, number, title }) => (
      <Line key={id}>
        <Link component="button" underline="hover" onClick={() => openIncident(id, number)}>
          {number}
        </Link>{' '}
        {title}
      </Line>
    ))}
    <More {...props} of="incidents" />
  </>
);

const Clashes = (props: PreviewProps): ReactNode => {
  const t = useText('changes');
  const { field, target, value } = props.words;
  const lines = props.shown.clashes.map(({ changeId, kind, number, title, preparation, other }) => (
    <Line key={`${changeId} ${preparation.id} ${other.id}`} warns={kind !== 'twice'}>
      <Link
        component="button"
        underline="hover"
        color="inherit"
        onClick={() => openRoute({ page: 'change', id: changeId }, number)}
      >
        {number}
      </Link>{' '}
      {t(`rehearsal.clash.${kind}`, {
        ...{ title, field: field(preparation), name: target(preparation) },
        to: value(other, other.to),
      })}
    </Line>
  ));
  return (
    <>
      {lines}
      <More {...props} of="clashes" />
    </>
  );
};

const ROWS = [
  ['reached', Reached],
  ['redundancy', Redundancy],
  ['agreements', Agreements],
  ['incidents', Incidents],
  ['clashes', Clashes],
] as const;

/** The CMDB as it will be, beside as it is. */
export const Preview = (props: PreviewProps): ReactNode => {
  const t = useText('changes');
  const heading = useId();
  const { shown } = props;
  if (shown.rows.length === 0) return null;
  const isShown = (name: (typeof ROWS)[number][0]): boolean => name === 'reached' || shown[name].length > 0;
  return (
    <>
      <Typography id={heading} component="h3" variant="subtitle2" sx={{ mt: 1.5 }}>
        {t('rehearsal.preview')}
      </Typography>
      <Box
        component="table"
        aria-labelledby={heading}
        sx={{
          ...tableSx,
          '& tbody th': { fontWeight: 600, width: 0, minWidth: 110, overflowWrap: 'normal' },
        }}
      >
        <tbody>
          {ROWS.filter(([name]) => isShown(name)).map(([name, Part]) => (
            <tr key={name}>
              <th scope="row">{t(`rehearsal.part.${name}`)}</th>
              <td>
                <Part {...props} />
              </td>
            </tr>
          ))}
        </tbody>
      </Box>
    </>
  );
};
