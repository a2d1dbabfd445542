import * as z from 'zod';
import type { Role } from '#domain/records/common.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import { LANGUAGES, type Language } from './language.ts';

export type SessionUser = {
  readonly personId: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teamIds: readonly string[];
};
export type SampleAccount = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly Role[];
};
export type SessionStatus = {
  readonly state: 'signed_out' | 'signed_in' | 'locked';
  readonly user: SessionUser | null;
  /** The language the signed-in person chose on this device; null for the system's. */
  readonly language: Language | null;
  /** The list the signed-in person chose to begin with on this device, by its page; null for the one that fits the role. */
  readonly startPage: string | null;
  /** The view each list begins with for the signed-in person on this device, by its page; those without begin with their first. */
  readonly defaultViews: Readonly<Record<string, string>>;
  readonly serverUrl: string | null;
  readonly prefix: string;
  /** Whose password another server takes; null where nobody has signed in. */
  readonly serverGuardian: string | null;
  readonly deviceCode: string;
  /** People who signed in on this device before and can do so without a network. */
  readonly knownLogins: readonly string[];
  /** Only when the server is the embedded one with the sample company. */
  readonly sampleAccounts: readonly SampleAccount[];
};

const password = z.string().min(1).max(400);

/** More than anybody finds their way in. */
export const MOST_TABS = 100;

const keptTab = z.strictObject({
  /** Which page it shows, in the window's own words. */
  route: z.string().min(1).max(4_000),
  title: z.string().max(400),
  name: z.string().max(400),
});
export type KeptTab = z.infer<typeof keptTab>;

/** Signing in asks the server when it can be reached and the verifier kept from the last time when it can't. */
export const sessionContract = defineContract({
  feature: 'session',
  commands: {
    signIn: {
      input: z.strictObject({ login: z.string().trim().min(1).max(120), password }),
      output: answer<{ readonly user: SessionUser; readonly offline: boolean }>(),
    },
    signOut: { input: z.strictObject({}), output: answer<null>() },
    lock: { input: z.strictObject({}), output: answer<null>() },
    unlock: { input: z.strictObject({ password }), output: answer<null>() },
    setStartPage: {
      // Which lists there are only the window knows; one that it does not know counts as none chosen.
      input: z.strictObject({ page: z.string().min(1).max(40).nullable() }),
      output: answer<null>(),
    },
    setDefaultView: {
      // As with pages, which views there are only the window knows.
      input: z.strictObject({ list: z.string().min(1).max(40), view: z.string().min(1).max(80).nullable() }),
      output: answer<null>(),
    },
    /** The open records, in their order, so that the next start finds them. */
    keepTabs: {
      // Whose they are: what was asked late must not reach the next person's.
      input: z.strictObject({ personId: idSchema, tabs: z.array(keptTab).max(MOST_TABS) }),
      output: answer<null>(),
    },
    setLanguage: {
      input: z.strictObject({ language: z.enum(LANGUAGES).nullable() }),
      output: answer<null>(),
    },
    setServer: {
      input: z.strictObject({
        url: z.url({ protocol: /^https?$/ }).nullable(),
        prefix: z
          .string()
          .regex(/^[a-z][a-z0-9-]{0,30}$/)
          .default('deskhand'),
        /** Of who signed in here last; a profile in which nobody has needs none. */
        password: password.optional(),
        /** An address beyond this machine without encryption is meant. */
        insecure: z.boolean().optional(),
      }),
      output: answer<null>(),
    },
  },
  queries: {
    tabs: {
      input: z.strictObject({}),
      output: answer<{ readonly tabs: readonly KeptTab[] }>(),
      watches: [],
    },
    status: { input: z.strictObject({}), output: answer<SessionStatus>(), watches: ['session'] },
  },
});
