import { Box, Link } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ChangeRisk } from '#contracts/changes.ts';
import type { RiskFact } from '#domain/changes/risk.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import type { Company } from '#renderer/shared/settings/company.ts';

/** A record that a fact names; one without a page of its own has no route. */
type Named = { readonly id: string; readonly words: string; readonly route: Route | null };

/** Names of what facts speak of. */
const namedIn = (shown: ChangeRisk, services: Company['services']) => {
  const items = Object.fromEntries(shown.items.map(({ id, name }) => [id, name]));
  const names = { ...Object.fromEntries(services.map(({ id, name }) => [id, name])), ...items };
  return {
    item: (id: string): Named => ({
      ...{ id, words: nameOf(names, id) },
      route: id in items ? routeOfRecord('configItems', id, null) : null,
    }),
    incident: (id: string): Named => ({
      ...{ id, words: shown.incidents.find((row) => row.id === id)?.number ?? nameOf({}, id) },
      route: routeOfRecord('tickets', id, 'incident'),
    }),
  };
};

const CI = { collection: 'configItems', type: null } as const;
const CHANGE_KIND = { collection: 'tickets', type: 'change' } as const;

/** Points as a sum is read: with their sign. */
const signed = (points: number): string => (points > 0 ? `+${points}` : String(points).replace('-', '−'));

const wordsOf = (fact: RiskFact, t: Translate<'changes'>): string => {
  switch (fact.code) {
    case 'criticality':
      return t('risk.fact.criticality', {
        level: valueWord(CI, 'criticality', fact.criticality),
        total: fact.total,
      });
    case 'reached':
    case 'services':
    case 'more_groups':
      return t(`risk.fact.${fact.code}`, { total: fact.total });
    case 'cut':
      return t(`risk.fact.cut.${fact.by}`, { most: fact.most });
    case 'no_spare':
    case 'group_down':
      return t(`risk.fact.${fact.code}`, { group: fact.group, up: fact.up, needed: fact.needed });
    case 'incidents':
      return t('risk.fact.incidents', { priority: fact.priority, total: fact.total });
    case 'blackout':
      return t(fact.endsAt === null ? 'risk.fact.blackoutOn' : 'risk.fact.blackout', {
        title: fact.title,
        from: formatInstant(fact.startsAt),
        to: formatInstant(fact.endsAt),
      });
    case 'no_window':
    case 'no_past':
      return t(`risk.fact.${fact.code}`);
    case 'team_score':
      return t('risk.fact.team_score', { points: signed(fact.points), total: fact.total });
    case 'outcome':
      return t('risk.fact.outcome', {
        outcome: valueWord(CHANGE_KIND, 'outcome', fact.outcome),
        ...{ total: fact.total, points: signed(fact.points) },
      });
    case 'caused':
      return t('risk.fact.caused', {
        ...{ priority: fact.priority, total: fact.total, points: signed(fact.points) },
      });
  }
};

/** Shown before somebody asks for more. */
const FIRST = 5;

const NamedList = ({
  named,
  total,
}: {
  readonly named: readonly Named[];
  readonly total: number;
}): ReactNode => {
  const t = useText('changes');
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? named : named.slice(0, FIRST);
  const folded = named.length - shown.length;
  const beyond = total - named.length;
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 1 }}>
      {shown.map(({ id, words, route }) =>
        route === null ? (
          <span key={id} dir="auto">
            {words}
          </span>
        ) : (
          <Link
            key={id}
            component="button"
            dir="auto"
            underline="hover"
            onClick={() => openRoute(route, words)}
          >
            {words}
          </Link>
        ),
      )}
      {folded > 0 && (
        <Link component="button" color="textSecondary" onClick={() => setOpen(true)}>
          {t('risk.more', { total: folded })}
        </Link>
      )}
      {folded === 0 && beyond > 0 && <span>{t('risk.beyond', { total: beyond })}</span>}
    </Box>
  );
};

type RiskFactsProps = {
  readonly facts: readonly RiskFact[];
  readonly shown: ChangeRisk;
  readonly services: Company['services'];
};

/** What a part of the risk is made of, a line each, with what it speaks of one click away. */
export const RiskFacts = ({ facts, shown, services }: RiskFactsProps): ReactNode => {
  const t = useText('changes');
  if (facts.length === 0) return t('risk.nothing');
  const named = namedIn(shown, services);
  const namesOf = (fact: RiskFact): readonly Named[] => {
    if (fact.code === 'incidents') return fact.ids.map(named.incident);
    if (fact.code === 'no_spare' || fact.code === 'group_down') return [named.item(fact.id)];
    return 'ids' in fact ? fact.ids.map(named.item) : [];
  };
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', overflowWrap: 'anywhere' }}>
      {facts.map((fact) => {
        const words = wordsOf(fact, t);
        const list = namesOf(fact);
        return (
          <li key={words + (list[0]?.id ?? '')}>
            {words}{' '}
            {list.length > 0 && <NamedList named={list} total={'ids' in fact ? fact.total : list.length} />}
          </li>
        );
      })}
    </Box>
  );
};
