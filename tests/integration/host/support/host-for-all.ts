import { afterAll, beforeAll } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { openProfile, type Profile, tempProfile } from './test-host.ts';

type HostForAll = {
  /** Closes the host and opens its profile again; `between` happens while nobody has it open. */
  readonly reopen: (between?: () => void) => Promise<Host>;
};

/** One host for all tests of a file or `describe`, with a profile of its own. `prepare` gets it before the first of them. */
export const hostForAll = (prepare: (host: Host) => Promise<void> | void): HostForAll => {
  let profile: Profile;
  let host: Host;
  beforeAll(async () => {
    profile = tempProfile();
    host = await openProfile(profile.dir);
    await prepare(host);
  });
  afterAll(async () => {
    await host.close();
    profile.remove();
  });
  return {
    reopen: async (between) => {
      await host.close();
      between?.();
      host = await openProfile(profile.dir);
      return host;
    },
  };
};
