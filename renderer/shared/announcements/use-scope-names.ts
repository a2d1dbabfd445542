import { useMemo } from 'react';
import type { Names } from '#contracts/shared.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';

type Scope = {
  readonly ciIds: readonly string[];
  readonly placeIds: readonly string[];
  readonly teamIds?: readonly string[];
};

/** `known`, and what the items, places, teams and services are called that were chosen in a form since. */
export const useScopeNames = ({ ciIds, placeIds, teamIds = [] }: Scope, known: Names): Names => {
  const { services } = useCompany();
  const { data } = useLive('events.names', {
    ...{ ciIds: [...ciIds], placeIds: [...placeIds], teamIds: [...teamIds] },
  });
  return useMemo(
    () => ({
      ...Object.fromEntries(services.map(({ id, name }) => [id, name] as const)),
      ...known,
      ...data?.names,
    }),
    [services, known, data],
  );
};
