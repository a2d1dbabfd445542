import { expect, it } from 'vitest';
import { ROLES } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
const { reopen } = hostForAll((opened) => {
  host = opened;
});

const language = async () => (await data(query(host, 'session.status', {}))).language;
const choose = (chosen: 'en' | 'de' | 'sv' | null) =>
  data(command(host, 'session.setLanguage', { language: chosen }));

it('nobody has a language before the sign-in, and none can be chosen', async () => {
  expect(await language()).toBeNull();
  expect((await refusal(command(host, 'session.setLanguage', { language: 'de' }))).code).toBe('signed_out');
});

it('the language is kept for each person, also over a restart', async () => {
  await actAs(host, { roles: ['field'], personId: 'finn' });
  expect(await language()).toBeNull();
  await choose('sv');
  expect(await language()).toBe('sv');

  await actAs(host, { roles: ['team-lead'], personId: 'frida' });
  expect(await language()).toBeNull();
  await choose('de');

  host = await reopen();
  expect(await language()).toBeNull();
  await actAs(host, { roles: ['field'], personId: 'finn' });
  expect(await language()).toBe('sv');
  // Back to the system's language, which is not the other person's.
  await choose(null);
  expect(await language()).toBeNull();
  await actAs(host, { roles: ['team-lead'], personId: 'frida' });
  expect(await language()).toBe('de');
});

it('whatever the role, whoever sits at a window may choose, but not behind a lock', async () => {
  // A worker has no window.
  for (const role of ROLES.filter((one) => one !== 'worker')) {
    await actAs(host, { roles: [role], personId: `somebody-${role}` });
    await choose('sv');
    expect(await language(), role).toBe('sv');
  }
  await data(command(host, 'session.lock', {}));
  expect((await refusal(command(host, 'session.setLanguage', { language: 'en' }))).code).toBe('locked');
  // The lock page speaks the language of who locked it.
  expect(await language()).toBe('sv');
});

it('a language there are no words for is refused', async () => {
  await actAs(host, { roles: ['field'], personId: 'finn' });
  const klingon = { language: 'tlh' } as never;
  expect((await refusal(command(host, 'session.setLanguage', klingon))).code).toBe('invalid_input');
  expect(await language()).toBeNull();
});
