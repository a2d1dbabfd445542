import { expect, test } from 'vitest';
import { parseStartOptions } from '../../../scripts/start-options.ts';

test('the defaults keep everything in the project', () => {
  const options = parseStartOptions([]);
  expect(options).toMatchObject({ port: null, once: false, user: null });
  expect(options).toHaveProperty('profileDir', expect.stringMatching(/\.profiles[\\/]default$/));
});

test('all options', () => {
  expect(parseStartOptions(['--profile', '/p', '--port', '5999', '--user', 'lea.lead', '--once'])).toEqual({
    profileDir: '/p',
    port: 5999,
    help: false,
    once: true,
    user: 'lea.lead',
  });
});

test.each([['--port', 'x'], ['--port', '70000'], ['--nonsense'], ['stray']])(
  '%s is refused with words',
  (...argv) => {
    expect(parseStartOptions(argv)).toBeTypeOf('string');
  },
);
