import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INCIDENT_FIELDS } from '#domain/fields/tickets.ts';
import { fillText, piecesOf, placeholdersIn, questionsIn, targetOf } from '#domain/prepared/placeholders.ts';

const VALUES: Readonly<Record<string, string>> = { number: 'INC-1', 'caller.name': 'Zofia {Ek}', empty: '' };
const fill = (text: string, answers: Readonly<Record<string, string>> = {}) =>
  fillText(text, (name) => VALUES[name] ?? null, answers);

describe('placeholders', () => {
  it.each<[string, string, readonly string[]]>([
    ['Your {number}.', 'Your INC-1.', []],
    ['Hello {caller.name}', 'Hello Zofia {Ek}', []],
    ['{number}{number}', 'INC-1INC-1', []],
    ['{device.name} of {number}', '{device.name} of INC-1', ['{device.name}']],
    ['nothing: {empty}', 'nothing: {empty}', ['{empty}']],
    ['{?Which room}', '{?Which room}', ['{?Which room}']],
    ['{{number}} is {number}', '{number} is INC-1', []],
    ['$x = @{ a = 1 }; { b }', '$x = @{ a = 1 }; { b }', []],
    ['{"json": {}}', '{"json": {}}', []],
    ['{', '{', []],
  ])('fills %j', (text, filled, left) => {
    expect(fill(text)).toEqual({ text: filled, left });
  });

  it('asks each question once, and takes the answer for all of them', () => {
    const text = '{?Room} {? Room } {?When}';
    expect(questionsIn(text)).toEqual(['Room', 'When']);
    expect(fill(text, { Room: 'B 12' })).toEqual({ text: 'B 12 B 12 {?When}', left: ['{?When}'] });
    expect(fill(text, { Room: '  ', When: 'now' }).left).toEqual(['{?Room}', '{? Room }']);
    expect(fill('{?constructor}').left).toEqual(['{?constructor}']);
  });

  it.each<[string, object | null]>([
    ['number', { from: 'field', field: 'number' }],
    ['caller', { from: 'field', field: 'requesterId', attribute: 'name' }],
    ['caller.phone', { from: 'field', field: 'requesterId', attribute: 'phone' }],
    ['requesterId.phone', { from: 'field', field: 'requesterId', attribute: 'phone' }],
    ['device.serial', { from: 'field', field: 'ciId', attribute: 'serial' }],
    ['due', { from: 'field', field: 'dueAt', attribute: '' }],
    ['problemId.number', { from: 'field', field: 'problemId', attribute: 'number' }],
    ['me.firstName', { from: 'me', attribute: 'firstName' }],
    ['today', { from: 'today' }],
    ['today.name', null],
    ['number.name', null],
    ['caller.password', null],
    ['caller.name.first', null],
    ['journal', null],
    ['sla', null],
    ['tags', null],
    ['nothing', null],
    ['constructor', null],
    ['__proto__', null],
  ])('%s is what the field table says', (name, target) => {
    const found = targetOf(name, INCIDENT_FIELDS);
    if (target === null) expect(found).toBeNull();
    else expect(found).toMatchObject(target);
  });

  it('lose nothing of any text', () => {
    const parts = fc.oneof(
      fc.string(),
      fc.constantFrom('{', '}', '{number}', '{caller.name}', '{?Why}', '\n', '?', '.'),
    );
    fc.assert(
      fc.property(fc.array(parts), (strings) => {
        const text = strings.join('').replaceAll('{{', '{ {');
        const pieces = piecesOf(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        // What has no value stays: filling with nothing changes nothing.
        expect(fillText(text, () => null, {}).text).toBe(text);
        // Nobody's value is read as a placeholder again.
        const filled = fillText(text, () => '{number}', {});
        expect(filled.left.every((one) => one.startsWith('{?'))).toBe(true);
        expect(placeholdersIn(text).length <= pieces.length).toBe(true);
      }),
    );
  });

  it('is never longer than a field: what would make it so stays as it was written', () => {
    const text = '{description}'.repeat(4_600);
    const filled = fillText(text, () => 'x'.repeat(30_000), {});
    expect(filled.text.length).toBeLessThanOrEqual(100_000);
    expect(filled.left).toEqual(['{description}']);
  });

  it('asks once for each value, and takes its answers as they come', () => {
    let asked = 0;
    const valueFor = () => {
      asked += 1;
      return 'Ek';
    };
    expect(fillText('{caller.name} {caller.name}', valueFor, {}).text).toBe('Ek Ek');
    expect(asked).toBe(1);
    const many = Array.from({ length: 10_000 }, (_, at) => `q${at}`);
    const answers = Object.fromEntries(many.map((question) => [question, 'a']));
    expect(fillText(many.map((question) => `{?${question}}`).join(''), () => null, answers).left).toEqual([]);
    expect(fillText('{?constructor}{?__proto__}', () => null, {}).left).toHaveLength(2);
  });
});
