import type { Role } from '#domain/records/common.ts';
import accounts from '#resources/sample-company/accounts.json' with { type: 'json' };

export const TEAM_IDS = {
  desk: 'team-service-desk',
  field: 'team-field-service',
  workplace: 'team-workplace',
  network: 'team-network',
  server: 'team-server',
  business: 'team-business-apps',
  security: 'team-security',
  telephony: 'team-telephony',
} as const;
export type TeamKey = keyof typeof TEAM_IDS;

/** A person of the sample company who may sign in; passwords are for trying Deskhand only. */
export type SampleAccount = {
  readonly login: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly personId: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly teamIds: readonly string[];
};

/** The list lies in resources/, since the console names it on its sign-in page and must not import the backend. */
export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = accounts as readonly SampleAccount[];
