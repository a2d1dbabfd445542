/** `deskhand VERB ...`: what the console does, without a window. Exit code 0 done, 1 refused with reasons, 2 wrong usage. */
import { Command, CommanderError } from 'commander';
import { storeTrouble } from '#main/host/kernel/store-trouble.ts';
import { createTerminal, EXIT, Refused, type Terminal, told, WrongUsage } from './terminal.ts';
import { addCalendar } from './verbs/calendar.ts';
import { addCheck } from './verbs/check.ts';
import { addExport } from './verbs/export.ts';
import { addImport } from './verbs/import.ts';
import { addProvision } from './verbs/provision.ts';
import { addQuery } from './verbs/query.ts';
import { addReport } from './verbs/report.ts';
import { addReviews } from './verbs/reviews.ts';
import { addRun } from './verbs/run.ts';
import { addSearch } from './verbs/search.ts';
import { addSeed } from './verbs/seed.ts';
import { addServe } from './verbs/serve.ts';
import { addSync } from './verbs/sync.ts';
import { say } from './words.ts';

const VERBS = [
  addProvision,
  addServe,
  addSeed,
  addImport,
  addReviews,
  addExport,
  addSync,
  addRun,
  addQuery,
  addSearch,
  addReport,
  addCalendar,
  addCheck,
];

const programFor = (terminal: Terminal): Command => {
  const program = new Command('deskhand')
    .description(say('description'))
    .configureOutput({ writeErr: (text) => void process.stderr.write(text) })
    .exitOverride()
    .showHelpAfterError(say('addHelp'));
  for (const add of VERBS) add(program, terminal);
  for (const verb of program.commands) {
    // Read before anything is parsed, so that wrong usage is answered in JSON, too.
    verb.option('--json', say('options.json')).exitOverride();
    verb.showHelpAfterError(say('addHelp'));
    for (const part of verb.commands) part.exitOverride().showHelpAfterError(say('addHelp'));
  }
  return program;
};

/** Libraries put pages into a message; the rest is in the stack, for DESKHAND_VERBOSE=1. */
const firstLine = (message: string): string => message.trim().split('\n')[0]?.trim() ?? '';

const failure = (error: unknown, terminal: Terminal): number => {
  if (error instanceof Refused) {
    terminal.fail(error.error);
    return EXIT.refused;
  }
  if (error instanceof WrongUsage) {
    terminal.fail({ code: 'usage', message: error.message });
    return EXIT.usage;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    // commander has said it on stderr already.
    if (terminal.json) {
      process.stdout.write(
        `${JSON.stringify({ ok: false, error: { code: 'usage', message: error.message } })}\n`,
      );
    }
    return EXIT.usage;
  }
  const trouble = storeTrouble(error);
  if (trouble !== null) {
    terminal.fail(told(trouble));
    return EXIT.refused;
  }
  const cause = firstLine(error instanceof Error ? error.message : String(error));
  terminal.fail({ code: 'internal_error', message: cause });
  if (error instanceof Error && process.env.DESKHAND_VERBOSE) terminal.note(error.stack ?? '');
  return EXIT.refused;
};

/** A reader that has seen enough (`| head`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.refused);
});

const argumentsGiven = process.argv.slice(2);
const terminal = createTerminal(argumentsGiven.includes('--json'));
try {
  await programFor(terminal).parseAsync(argumentsGiven, { from: 'user' });
  process.exitCode = EXIT.done;
} catch (error) {
  process.exitCode = failure(error, terminal);
}
