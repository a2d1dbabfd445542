import type { Role } from '#domain/records/common.ts';

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

export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  {
    login: 'anna.sd',
    password: 'anna-deskhand',
    roles: ['service-desk'],
    personId: 'person-sd-1',
    name: 'Anna Seidel',
    jobTitle: 'Service desk technician',
    teamIds: [TEAM_IDS.desk],
  },
  {
    login: 'finn.field',
    password: 'finn-deskhand',
    roles: ['field'],
    personId: 'person-field-1',
    name: 'Finn Falk',
    jobTitle: 'Field technician',
    teamIds: [TEAM_IDS.field],
  },
  {
    login: 'lea.lead',
    password: 'lea-deskhand',
    roles: ['team-lead', 'service-desk'],
    personId: 'person-lead-1',
    name: 'Lea Lindqvist',
    jobTitle: 'Team lead service desk',
    teamIds: [TEAM_IDS.desk, TEAM_IDS.field],
  },
  {
    login: 'carl.change',
    password: 'carl-deskhand',
    roles: ['change-manager'],
    personId: 'person-change-1',
    name: 'Carl Chandra',
    jobTitle: 'Change manager',
    teamIds: [TEAM_IDS.server],
  },
  {
    login: 'ada.admin',
    password: 'ada-deskhand',
    roles: ['administrator'],
    personId: 'person-admin-1',
    name: 'Ada Amari',
    jobTitle: 'Deskhand administrator',
    teamIds: [TEAM_IDS.workplace],
  },
];
