import type { SampleAccount } from '#contracts/session.ts';

/** The accounts to name on the sign-in page for a server; none unless it is the embedded one with the sample company. */
export type SampleAccounts = (serverUrl: string | null) => readonly SampleAccount[];
