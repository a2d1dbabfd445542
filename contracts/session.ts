import * as z from 'zod';
import type { Role } from '#domain/records/common.ts';
import { answer, defineContract } from './define.ts';
import { LANGUAGES, type Language } from './language.ts';

/** Pages that the console may begin with. */
export const START_PAGES = ['day', 'queue', 'configItems', 'orders', 'reports'] as const;
export type StartPage = (typeof START_PAGES)[number];

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
  /** The page the signed-in person chose to begin with on this device; null for the one that fits the role. */
  readonly startPage: StartPage | null;
  readonly serverUrl: string | null;
  readonly prefix: string;
  readonly deviceCode: string;
  /** People who signed in on this device before and can do so without a network. */
  readonly knownLogins: readonly string[];
  /** Only when the server is the embedded one with the sample company. */
  readonly sampleAccounts: readonly SampleAccount[];
};

const password = z.string().min(1).max(400);

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
      input: z.strictObject({ page: z.enum(START_PAGES).nullable() }),
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
      }),
      output: answer<null>(),
    },
  },
  queries: {
    status: { input: z.strictObject({}), output: answer<SessionStatus>(), watches: ['session'] },
  },
});
