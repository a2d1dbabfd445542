import { describe, expect, test } from 'vitest';
import { deepLinkIn, parseDeepLink } from '#main/electron/deep-links.ts';
import { parseLaunchOptions } from '#main/electron/launch-options.ts';

describe('launch options', () => {
  test('nothing given', () => {
    expect(parseLaunchOptions(['electron', '/app'], {}, false)).toEqual({
      profileDir: null,
      key: null,
      acceptPlainKey: false,
      serverUrl: null,
      sampleCompany: false,
      autoSignIn: null,
      screenshotFile: null,
    });
  });

  test('all of them; the command line wins over the environment', () => {
    const given = {
      DESKHAND_PROFILE: '/p/two',
      DESKHAND_KEY: 'AB'.repeat(32),
      DESKHAND_ACCEPT_PLAIN_KEY: '1',
      DESKHAND_SERVER: 'http://127.0.0.1:5984',
      DESKHAND_SAMPLE_COMPANY: '1',
      DESKHAND_AUTOSIGNIN: 'anna:with:colons',
      DESKHAND_SCREENSHOT: '/p/queue.png',
    };
    const argv = ['electron', '/app', '--profile=/p/one'];
    const own = { profileDir: '/p/one', key: 'ab'.repeat(32), serverUrl: 'http://127.0.0.1:5984' };
    // What people install signs nobody in, writes no pictures and asks about the key.
    expect(parseLaunchOptions(argv, given, true)).toEqual({
      ...own,
      ...{ acceptPlainKey: false, sampleCompany: false, autoSignIn: null, screenshotFile: null },
    });
    expect(parseLaunchOptions(argv, given, false)).toEqual({
      ...own,
      acceptPlainKey: true,
      sampleCompany: true,
      autoSignIn: { user: 'anna', password: 'with:colons' },
      screenshotFile: '/p/queue.png',
    });
  });

  test.each(['short', 'zz'.repeat(32), 'ab'.repeat(33)])('the key %s is none', (key) => {
    expect(parseLaunchOptions([], { DESKHAND_KEY: key }, false).key).toBeNull();
  });

  test.each(['file:///etc', 'javascript:1', 'nonsense'])('the server %s is none', (server) => {
    expect(parseLaunchOptions([], { DESKHAND_SERVER: server }, false).serverUrl).toBeNull();
  });
});

describe('deep links', () => {
  test('a link to a record', () => {
    expect(parseDeepLink('deskhand://known_error/KE-7QK-0042')).toEqual({
      kind: 'known_error',
      id: 'KE-7QK-0042',
    });
    expect(parseDeepLink('deskhand://ticket/01JABC-7:x')).toEqual({ kind: 'ticket', id: '01JABC-7:x' });
    expect(deepLinkIn(['electron', '--flag', 'deskhand://ci/9/'])).toEqual({ kind: 'ci', id: '9' });
    expect(deepLinkIn(['electron'])).toBeNull();
  });

  test.each([
    'deskhand://ticket/',
    'deskhand://ticket/../x',
    'deskhand://ticket/a/b',
    'deskhand://ticket/a?x=1',
    'deskhand://ticket/%2e%2e',
    'deskhand://Shell/x',
    'deskhand://shell.exe/x',
    `deskhand://ticket/${'a'.repeat(129)}`,
    'https://ticket/1',
    ' deskhand://ticket/1',
  ])('%s is none', (link) => {
    expect(parseDeepLink(link)).toBeNull();
  });
});
