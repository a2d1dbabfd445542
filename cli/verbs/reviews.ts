import type { Command } from 'commander';
import type { ReviewCandidate, ReviewRow } from '#contracts/imports.ts';
import type { CommandInput, CommandOutput } from '#contracts/registry.ts';
import type { Evidence } from '#domain/config-items/evidence.ts';
import { reviewPage } from '#main/host/features/imports/decide.ts';
import { withProfileOptions } from '../options.ts';
import { dataOf, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { refusedBy, type Terminal, WrongUsage } from '../terminal.ts';
import { progressWords, say } from '../words.ts';

type Decision = CommandInput<'imports.decide'>['decision'];
type DecideOptions = ProfileOptions & {
  readonly asUser?: string;
  readonly same?: string;
  readonly separate?: string;
  readonly new?: boolean;
  readonly open?: boolean;
};

const MOST_REVIEWS = 500;

const pieces = (evidence: readonly Evidence[]): string =>
  evidence.map(({ kind, weight, ours, theirs }) => `${kind} ${weight} (${ours} / ${theirs})`).join(', ');

const candidateLine = ({ id, item, isNot, for: pro, against }: ReviewCandidate): string =>
  [
    `  ${id}`,
    item.name,
    ...(isNot ? [say('undecided.isNot')] : []),
    say('undecided.for', { evidence: pieces(pro) || '-' }),
    say('undecided.against', { evidence: pieces(against) || '-' }),
  ].join('\t');

const reviewLines = ({ id, device, file, candidates, itemId }: ReviewRow): readonly string[] => [
  [
    id,
    device.name,
    device.serial ?? '',
    file ?? '',
    itemId === null ? '' : say('undecided.is', { itemId }),
  ].join('\t'),
  ...candidates.map(candidateLine),
];

const decisionOf = ({ same, separate, new: isNew, open }: DecideOptions): Decision => {
  const given: readonly Decision[] = [
    ...(same === undefined ? [] : [{ kind: 'same', itemId: same } as const]),
    ...(separate === undefined ? [] : [{ kind: 'separate', itemId: separate } as const]),
    ...(isNew === true ? [{ kind: 'new' } as const] : []),
    ...(open === true ? [{ kind: 'open' } as const] : []),
  ];
  const [only] = given;
  if (only === undefined || given.length > 1) throw new WrongUsage(say('undecided.one'));
  return only;
};

/** `reviews list` and `reviews decide`: devices that imports could not tell. */
export const addReviews = (program: Command, terminal: Terminal): void => {
  const reviews = withProfileOptions(program.command('reviews').description(say('verbs.reviews')));
  reviews
    .command('list')
    .description(say('undecided.list'))
    .option('--all', say('undecided.all'))
    .action(async ({ all }: { readonly all?: boolean }, command: Command) => {
      await withProfile(command.optsWithGlobals<ProfileOptions>(), terminal, false, async ({ context }) => {
        const { rows } = reviewPage(context, all !== true, { offset: 0, limit: MOST_REVIEWS });
        for (const row of rows) for (const line of reviewLines(row)) terminal.line(line);
        terminal.data(rows);
      });
    });
  reviews
    .command('decide')
    .description(say('undecided.decide'))
    .argument('<id>', say('undecided.id'))
    .requiredOption('--as-user <login>', say('run.asUser'))
    .option('--same <item>', say('undecided.same'))
    .option('--separate <item>', say('undecided.separate'))
    .option('--new', say('undecided.new'))
    .option('--open', say('undecided.open'))
    .action(async (id: string, _own: object, command: Command) => {
      const options = command.optsWithGlobals<DecideOptions>();
      const decision = decisionOf(options);
      const interrupt = interruptible();
      await withProfile(options, terminal, false, async ({ context, dispatcher }) => {
        const user = await context.session.actAs(options.asUser ?? '', process.env.DESKHAND_PASSWORD || null);
        if (!user.ok) throw refusedBy(user.error);
        const reply = await dispatcher.run(
          'imports.decide',
          { id, decision },
          {
            signal: interrupt.signal,
            progress: (done, total, text) => terminal.progress(progressWords(done, total, text)),
          },
        );
        // The dispatcher knows names as texts only.
        const { report, undone } = dataOf(reply) as CommandOutput<'imports.decide'>;
        if (undone !== null) {
          terminal.line(say('import.undone', { count: undone.undone, kept: undone.keptTotal }));
        }
        if (report !== null) {
          const { created, updated, unchanged, skipped, ambiguous } = report;
          terminal.line(say('import.counts', { created, updated, unchanged, skipped, ambiguous }));
        }
        if (report === null && decision.kind !== 'open') terminal.line(say('undecided.later'));
        terminal.data({ report, undone });
      }).finally(interrupt.dispose);
    });
};
