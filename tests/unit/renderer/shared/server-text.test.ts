import { beforeAll, expect, it } from 'vitest';
import { LANGUAGES } from '#contracts/language.ts';
import { reasonText } from '#domain/records/result.ts';
import { loadWords, serverText, setupTexts, speak } from '#renderer/shared/i18n/i18n.ts';
import { say } from '../../../e2e/support/words.ts';

beforeAll(setupTexts);

it.each(LANGUAGES)(
  'says in %s what a server told, without a code, and quotes what nobody has words for',
  async (language) => {
    await loadWords(language);
    speak(language);
    const quoted = (text: string): string => say(language, 'common:serverAnswer', { text });
    expect(serverText('internal_server_error: No DB shards could be opened.')).toBe(
      quoted('No DB shards could be opened.'),
    );
    expect(serverText('forbidden: Not on a Sunday: closed')).toBe(quoted('Not on a Sunday: closed'));
    // A rule of a newer Deskhand.
    expect(serverText('forbidden: order.on_fire {"number":"MOV-1"}')).toBe(
      quoted('order.on_fire {"number":"MOV-1"}'),
    );
    const known = say(language, 'reasons:field.derived', { field: say(language, 'fields:priority') });
    const told = reasonText('field.derived', { field: 'priority' });
    expect(serverText(told)).toBe(known);
    expect(serverText(`forbidden: ${told}`)).toBe(known);
  },
);

it('says of the line what somebody can do about it, in a whole sentence', async () => {
  speak('en');
  expect(serverText('line.nobody_there')).toBe(
    say('en', 'reasons:sync.offline', { cause: say('en', 'reasons:line.nobody_there') }),
  );
  // An address is no state of a ticket.
  const address = 'https://sign-in.example.net/to/Portal_one';
  expect(serverText(reasonText('line.sent_on', { address }))).toContain(address);
});
