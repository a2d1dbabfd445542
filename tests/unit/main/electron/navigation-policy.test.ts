import { describe, expect, test } from 'vitest';
import { externalTarget, mayNavigate, maySend } from '#main/electron/navigation-policy.ts';

const hostile = [
  'https://example.org/',
  'http://deskhand/',
  'https://app://deskhand/',
  'app://evil/',
  'app://deskhand.evil.example/',
  'app://deskhand:8080/',
  'app://user@deskhand/',
  'app://user:password@deskhand/',
  'app:deskhand',
  'file:///etc/passwd',
  'file://app://deskhand/',
  'javascript:alert(1)//app://deskhand/',
  'data:text/html,<script>app://deskhand/</script>',
  'blob:app://deskhand/0000',
  'about:blank',
  'view-source:app://deskhand/',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'deskhand://ticket/1',
  '//deskhand/',
  '',
  'not an address',
];

describe('where the window may go', () => {
  test.each(hostile)('not to %s', (address) => {
    expect(mayNavigate(address)).toBe(false);
  });

  test.each(['app://deskhand/', 'app://deskhand/index.html', 'APP://deskhand/queue?x=1#y'])(
    'to %s',
    (address) => {
      expect(mayNavigate(address)).toBe(true);
    },
  );
});

describe('what is handed to the system', () => {
  test.each([
    ['https://example.org/a b', 'https://example.org/a%20b'],
    ['mailto:anna@example.org', 'mailto:anna@example.org'],
    ['mailto:anna@example.org?subject=INC-1', 'mailto:anna@example.org?subject=INC-1'],
    ['mailto:anna@example.org?subject=Re%3A%20a%2C%20b', 'mailto:anna@example.org?subject=Re%3A%20a%2C%20b'],
    ['tel:+49301234', 'tel:+49301234'],
  ])('%s', (address, target) => {
    expect(externalTarget(address)).toBe(target);
  });

  test.each([
    'http://example.org/',
    'https://bank.example@evil.example/',
    'file:///etc/passwd',
    'smb://server/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'app://deskhand/',
    'deskhand://ticket/1',
    'mailto:anna@example.org?attach=/etc/passwd',
    'mailto:anna@example.org%2Cben@example.org',
    'mailto:anna@example.org%3Battach=x',
    'mailto:anna@example.org%3Fbcc=ben@example.org',
    'mailto:anna@example.org%0D%0ABcc:ben@example.org',
    'mailto:anna@example.org?subject=x%0D%0ABcc:ben@example.org',
    'mailto:anna@example.org%E0%A4%A',
    'mailto:anna@example.org?subject=x&bcc=eve@evil.example',
    'mailto:anna@example.org,eve@evil.example',
    'mailto:',
    'tel:*%2306%23',
    'tel:12;phone-context=x',
    'tel:+4930?x=1',
    '',
  ])('never %s', (address) => {
    expect(externalTarget(address)).toBeNull();
  });
});

describe('who may call the main process', () => {
  test('the top frame of our own page', () => {
    expect(maySend({ url: 'app://deskhand/', isTop: true })).toBe(true);
  });

  test.each([
    [{ url: 'app://deskhand/', isTop: false }],
    [{ url: 'https://example.org/', isTop: true }],
    [{ url: '', isTop: true }],
    [null],
  ])('not %j', (frame) => {
    expect(maySend(frame)).toBe(false);
  });
});
