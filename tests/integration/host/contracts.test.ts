import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import type { CallSpec } from '#contracts/define.ts';
import { CONTRACTS, type CommandName as ContractCommand, type QueryName } from '#contracts/registry.ts';
import {
  COMMAND_NAMES,
  type CommandName as PermittedCommand,
  scopeOf,
} from '#domain/permissions/permissions.ts';
import { ROLES } from '#domain/records/common.ts';
import { ALL_HANDLERS } from '#main/host/features/all-handlers.ts';
import type { Host } from '#main/host/host.ts';
import { createDispatcher } from '#main/host/kernel/dispatcher.ts';
import { VALID_INPUTS } from './contract-inputs.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, NO_CONTROL, refusal } from './support/test-host.ts';

/** What is typed is kept as it is; only the size of the whole message bounds it. */
const FREE_FORM: readonly string[] = ['fields'];

type Call = {
  readonly name: ContractCommand | QueryName;
  readonly kind: 'command' | 'query';
  readonly spec: CallSpec;
};

const CALLS: readonly Call[] = Object.entries(CONTRACTS).flatMap(([feature, contract]) => [
  ...Object.entries(contract.commands as Record<string, CallSpec>).map(
    ([name, spec]) => ({ name: `${feature}.${name}`, kind: 'command', spec }) as Call,
  ),
  ...Object.entries(contract.queries as Record<string, CallSpec>).map(
    ([name, spec]) => ({ name: `${feature}.${name}`, kind: 'query', spec }) as Call,
  ),
]);
const COMMANDS = CALLS.filter((call) => call.kind === 'command');

/** The sign-in page and the lock page need these. */
const OPEN: readonly string[] = [
  'session.status',
  'session.signIn',
  'session.signOut',
  'session.setServer',
  'session.unlock',
  'sync.status',
];
/** What a locked console still does: all that the lock page needs, and keeping what was being typed and what was open. */
const OPEN_WHILE_LOCKED: readonly string[] = [
  ...OPEN.filter((name) => name !== 'session.setServer'),
  'drafts.save',
  'session.keepTabs',
];

/** Rights that imports and the server's checks ask for and no command of the console does. */
const WITHOUT_COMMAND = [
  'directory.update',
  'absences.saveForOthers',
  'absences.nameForOthers',
  'meetings.nameLeaders',
  'prepared.saveForTeam',
  'prepared.saveForAll',
  'catalogue.update',
  'licences.update',
  'blackouts.update',
  'lockdowns.update',
  'ledger.update',
  'incidents.import',
  'articles.import',
  'knownErrors.import',
  'configItems.import',
  'directory.import',
  'catalogue.import',
  'licences.import',
] as const satisfies readonly PermittedCommand[];

// Both directions at compile time: a command without a row in the permission table, and a right nobody asks for.
const everyCommandHasARight: [Exclude<ContractCommand, PermittedCommand>] extends [never] ? true : never =
  true;
const everyRightHasACommand: [
  Exclude<PermittedCommand, ContractCommand | (typeof WITHOUT_COMMAND)[number]>,
] extends [never]
  ? true
  : never = true;

describe('every command and query', () => {
  let host: Host;
  const run = (name: string, input: unknown) => host.dispatcher.run(name, input, NO_CONTROL);

  hostForAll(async (opened) => {
    host = opened;
  });

  it('has a right, and every right a command', () => {
    expect(everyCommandHasARight && everyRightHasACommand).toBe(true);
    expect(COMMANDS.map((call) => call.name).sort()).toEqual(
      COMMAND_NAMES.filter((name) => !WITHOUT_COMMAND.some((known) => known === name)).sort(),
    );
  });

  it('is refused to nobody in particular', async () => {
    await host.context.session.signOut();
    for (const { name } of CALLS.filter((call) => !OPEN.includes(call.name))) {
      expect((await refusal(run(name, VALID_INPUTS[name]))).code, name).toBe('signed_out');
    }
  });

  it('is refused while the console is locked, drafts and open tabs excepted', async () => {
    await actAs(host, { roles: ['administrator'] });
    host.context.session.lock();
    for (const { name } of CALLS.filter((call) => !OPEN_WHILE_LOCKED.includes(call.name))) {
      expect((await refusal(run(name, VALID_INPUTS[name]))).code, name).toBe('locked');
    }
    expect((await run('drafts.save', VALID_INPUTS['drafts.save'])).ok).toBe(true);
    await actAs(host, { roles: ['administrator'] });
  });

  it('needs a role that includes it, before its input is looked at', async () => {
    for (const role of ROLES) {
      await actAs(host, { roles: [role] });
      for (const { name } of COMMANDS.filter((call) => !OPEN.includes(call.name))) {
        if (scopeOf([role], name as ContractCommand) !== 'none') continue;
        expect((await refusal(run(name, null))).code, `${role} ${name}`).toBe('forbidden');
      }
    }
  });

  it('is not there under another name', async () => {
    await actAs(host, { roles: ['administrator'] });
    const names = [
      '',
      'incidents',
      'incidents.',
      'incidents.createe',
      'Incidents.create',
      '__proto__',
      'constructor',
      'toString',
      'incidents.__proto__',
      'incidents.constructor',
      'directory.import',
    ];
    for (const name of names) expect((await refusal(run(name, {}))).code, name).toBe('unknown_call');
  });

  describe.each(CALLS)('$name', ({ name, spec }) => {
    const valid = VALID_INPUTS[name];
    const fields = Object.keys(valid);
    const accepts = (input: unknown): boolean => spec.input.safeParse(input).success;
    const expectInvalid = async (input: unknown, path?: string): Promise<void> => {
      const error = await refusal(run(name, input));
      expect(error.code).toBe('invalid_input');
      if (path !== undefined) expect(sentence(error)).toContain(path);
    };

    beforeEach(() => actAs(host, { roles: ['administrator'] }));
    afterEach(() => actAs(host, { roles: ['administrator'] }));

    it('takes its own input', () => {
      expect(accepts(valid)).toBe(true);
    });

    it('wants an object of known fields', async () => {
      for (const input of [null, undefined, 0, 1, '', 'text', true, [], [valid], Number.NaN, () => valid]) {
        await expectInvalid(input);
      }
      await expectInvalid({ ...valid, surprise: 1 }, 'surprise');
      await expectInvalid({ ...valid, constructor: { name: 'x' } }, 'constructor');
      await expectInvalid(JSON.parse(`{"__proto__":{"isAdmin":true},"surprise":1}`));
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    });

    it('names the field that is wrong', async () => {
      const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Symbol('s'), () => 1, 10n];
      for (const field of fields) {
        for (const value of wrong) await expectInvalid({ ...valid, [field]: value }, field);
        const missing = Object.fromEntries(Object.entries(valid).filter(([key]) => key !== field));
        if (!accepts(missing)) await expectInvalid(missing, field);
      }
    });

    it('bounds texts and lists, also inside filters and changes', async () => {
      const huge = 'x'.repeat(200_001);
      const walk = async (value: unknown, put: (other: unknown) => unknown, path: string): Promise<void> => {
        if (typeof value === 'string') await expectInvalid(put(huge), path);
        if (Array.isArray(value)) {
          await expectInvalid(put(Array.from({ length: 20_000 }, () => value[0] ?? 'x')), path);
        } else if (typeof value === 'object' && value !== null) {
          for (const [key, inner] of Object.entries(value)) {
            if (FREE_FORM.includes(path)) continue;
            const putInner = (other: unknown): unknown => put({ ...value, [key]: other });
            await walk(inner, putInner, path === '' ? key : `${path}.${key}`);
          }
        }
      };
      await walk(valid, (other) => other, '');
    });

    it('survives what has no JSON', async () => {
      const cyclic: Record<string, unknown> = { ...valid };
      cyclic.self = cyclic;
      await expectInvalid(cyclic, 'self');
    });
  });

  it('answers internal_error when its handler throws, and lives on', async () => {
    await actAs(host, { roles: ['administrator'] });
    const logged: string[] = [];
    const context = { ...host.context, log: (_: unknown, message: string) => void logged.push(message) };
    const broken = createDispatcher(context, {
      ...ALL_HANDLERS,
      search: {
        commands: {},
        queries: {
          all: async () => {
            throw new Error('out of order');
          },
        },
      },
      knowledge: {
        commands: {},
        queries: {
          ...ALL_HANDLERS.knowledge.queries,
          detail: () => {
            throw new Error('thrown, not rejected');
          },
        },
      },
    });
    expect(await refusal(broken.run('search.all', { text: 'x' }, NO_CONTROL))).toEqual({
      code: 'internal_error',
      reason: 'call.failed',
      details: { cause: 'out of order' },
    });
    expect((await refusal(broken.run('knowledge.detail', { id: 'x' }, NO_CONTROL))).code).toBe(
      'internal_error',
    );
    expect(logged).toEqual(['search.all failed', 'knowledge.detail failed']);
    expect((await broken.run('directory.teams', {}, NO_CONTROL)).ok).toBe(true);
  });
});
