import type { Authorization, Person, Place, Team } from '#domain/fields/directory.ts';
import type { Instant, IsoDate } from '#domain/records/common.ts';
import { SAMPLE_ACCOUNTS, TEAM_IDS, type TeamKey } from './accounts.ts';
import { baseOf, padded } from './base.ts';
import { AUTHORIZATIONS, DEPARTMENTS, FIRST_NAMES, LAST_NAMES, SITES } from './names.ts';
import type { Random } from './random.ts';

const TEAM_NAMES: Readonly<Record<TeamKey, string>> = {
  desk: 'Service Desk',
  field: 'Field Service',
  workplace: 'Workplace Engineering',
  network: 'Network',
  server: 'Server and Storage',
  business: 'Business Applications',
  security: 'Security and Identity',
  telephony: 'Telephony and Conferencing',
};
const TEAM_KEYS = Object.keys(TEAM_IDS) as readonly TeamKey[];
const STAFF_PER_TEAM = 4;
/** In a team, but not to work down its tickets. */
const NO_STAFF: readonly string[] = ['person-admin-1', 'person-problem-1', 'person-knowledge-1'];

export type Organisation = {
  readonly places: readonly Place[];
  /** Rooms where people sit; stores and server rooms are not among them. */
  readonly rooms: readonly Place[];
  readonly stores: readonly Place[];
  readonly serverRooms: readonly Place[];
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
  /** Ids of the people who work on tickets, by team. */
  readonly staff: Readonly<Record<TeamKey, readonly string[]>>;
};

const placeOf = (
  at: Instant,
  fields: Pick<Place, 'id' | 'kind' | 'name' | 'code' | 'parentId' | 'path' | 'siteId'>,
): Place => ({
  ...baseOf(fields.id, at),
  type: 'place',
  ...fields,
  address: null,
  active: true,
});

const placesOf = (at: Instant): readonly Place[] =>
  SITES.flatMap((site) => {
    const places: Place[] = [
      {
        ...placeOf(at, {
          id: site.id,
          kind: 'site',
          name: site.name,
          code: site.code,
          parentId: null,
          path: site.name,
          siteId: site.id,
        }),
        address: site.address,
      },
    ];
    const add = (parent: Place, id: string, kind: Place['kind'], name: string, code: string): Place => {
      const place = placeOf(at, {
        id,
        kind,
        name,
        code,
        parentId: parent.id,
        path: `${parent.path} / ${name}`,
        siteId: site.id,
      });
      places.push(place);
      return place;
    };
    const [root] = places;
    for (let b = 1; root !== undefined && b <= site.buildings; b += 1) {
      const building = add(root, `${site.id}-b${b}`, 'building', `Building ${b}`, `${site.code}-${b}`);
      add(building, `${building.id}-server`, 'room', 'Server room', `${building.code}-SRV`);
      add(building, `${building.id}-store`, 'store', 'IT store', `${building.code}-STORE`);
      for (let f = 0; f < site.floors; f += 1) {
        for (let r = 1; r <= site.rooms; r += 1) {
          const room = `${f}.${padded(r, 2)}`;
          add(building, `${building.id}-${f}${padded(r, 2)}`, 'room', room, `${building.code}-${room}`);
        }
      }
    }
    return places;
  });

const dateOf = (ms: number): IsoDate => new Date(ms).toISOString().slice(0, 10);

const authorizationsOf = (id: string, random: Random, nowMs: number): Authorization[] => {
  const wanted = AUTHORIZATIONS.filter((_, index) => index === 0 || random.chance(0.3));
  return wanted.map((one, index) => {
    const granted = nowMs - random.between(100, 1_400) * 86_400_000;
    return {
      id: `${id}-right-${index + 1}`,
      system: one.system,
      right: one.right,
      grantedOn: dateOf(granted),
      expiresOn: one.system === 'VPN' ? dateOf(nowMs + random.between(-20, 300) * 86_400_000) : null,
      grantedBy: 'person-lead-1',
      active: true,
    };
  });
};

type PersonFacts = {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly costCentre: string;
  readonly teamIds: readonly string[];
};

const personOf = (
  facts: PersonFacts,
  index: number,
  rooms: readonly Place[],
  random: Random,
  at: Instant,
  nowMs: number,
): Person =>
  ({
    ...baseOf(facts.id, at),
    type: 'person',
    name: facts.name,
    login: facts.login,
    email: `${facts.login}@northport-instruments.example`,
    phones: [
      `+49 431 5550 ${padded(1_000 + index, 4)}`,
      ...(random.chance(0.4) ? [`+49 151 2300 ${padded(index, 4)}`] : []),
    ],
    employeeNumber: padded(20_000 + index, 6),
    jobTitle: facts.jobTitle,
    department: facts.department,
    costCentre: facts.costCentre,
    placeId: random.pick(rooms).id,
    managerId: null,
    teamIds: [...facts.teamIds],
    vip: random.chance(0.03),
    active: true,
    authorizations: authorizationsOf(facts.id, random, nowMs),
    extra: {},
  }) as unknown as Person;

/** Accounts first, then the staff of each team, then everybody else up to `count`. */
const factsOf = (count: number, random: Random): readonly PersonFacts[] => {
  const logins = new Map<string, number>();
  const name = () => {
    const full = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
    const plain = full.toLowerCase().replace(' ', '.');
    const used = (logins.get(plain) ?? 0) + 1;
    logins.set(plain, used);
    return { name: full, login: used === 1 ? plain : `${plain}${used}` };
  };
  const staff = TEAM_KEYS.flatMap((key) =>
    Array.from({ length: STAFF_PER_TEAM }, (_, index) => ({
      id: `person-${key}-${index + 2}`,
      ...name(),
      jobTitle: `${TEAM_NAMES[key]} engineer`,
      department: 'Information technology',
      costCentre: '8100',
      teamIds: [TEAM_IDS[key]],
    })),
  );
  const accounts = SAMPLE_ACCOUNTS.map(({ personId, ...account }) => ({
    ...account,
    id: personId,
    department: 'Information technology',
    costCentre: '8100',
  }));
  const others = Math.max(0, count - accounts.length - staff.length);
  const users = Array.from({ length: others }, (_, index) => {
    const department = random.pick(DEPARTMENTS);
    return {
      id: `person-${padded(index + 1, 5)}`,
      ...name(),
      jobTitle: random.pick<string>(department.titles),
      department: department.name,
      costCentre: department.costCentre,
      teamIds: [],
    };
  });
  return [...accounts, ...staff, ...users];
};

/** Places, teams and people of Northport Instruments, a maker of measuring devices with four sites. */
export const organisationOf = (random: Random, count: number, at: Instant, now: Instant): Organisation => {
  const places = placesOf(at);
  const rooms = places.filter((place) => place.kind === 'room' && place.name !== 'Server room');
  const nowMs = Date.parse(now);
  const people = factsOf(count, random).map((facts, index) =>
    personOf(facts, index, rooms, random, at, nowMs),
  );
  const leads = new Map(
    DEPARTMENTS.map(({ name }) => [name as string, people.find((one) => one.department === name)?.id]),
  );
  const managed = people.map((person) => {
    const lead =
      person.department === 'Information technology' ? 'person-lead-1' : leads.get(person.department ?? '');
    return { ...person, managerId: lead === undefined || lead === person.id ? null : lead };
  });
  const staffOf = (key: TeamKey) =>
    managed
      .filter((person) => person.teamIds.includes(TEAM_IDS[key]) && !NO_STAFF.includes(person.id))
      .map(({ id }) => id);
  const staff: Organisation['staff'] = {
    desk: staffOf('desk'),
    field: staffOf('field'),
    workplace: staffOf('workplace'),
    network: staffOf('network'),
    server: staffOf('server'),
    business: staffOf('business'),
    security: staffOf('security'),
    telephony: staffOf('telephony'),
  };
  const teams = TEAM_KEYS.map(
    (key): Team => ({
      ...baseOf(TEAM_IDS[key], at),
      type: 'team',
      name: TEAM_NAMES[key],
      email: `${key}@it.northport-instruments.example`,
      leadId: key === 'desk' || key === 'field' ? 'person-lead-1' : (staff[key][0] ?? null),
      active: true,
    }),
  );
  return {
    places,
    rooms,
    stores: places.filter((place) => place.kind === 'store'),
    serverRooms: places.filter((place) => place.name === 'Server room'),
    teams,
    people: managed,
    staff,
  };
};
