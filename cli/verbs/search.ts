import { type Command, Option } from 'commander';
import { SEARCH_KINDS, type SearchKind } from '#contracts/search-kinds.ts';
import { wholeNumber, withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import type { Terminal } from '../terminal.ts';
import { say } from '../words.ts';

type Options = ProfileOptions & { readonly kind?: readonly SearchKind[]; readonly limit: number };

export const addSearch = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program.command('search').description(say('verbs.search')).argument('<text>', say('search.text')),
  )
    .addOption(new Option('--kind <kinds...>', say('search.kind')).choices(SEARCH_KINDS))
    .option('--limit <n>', say('search.limit'), wholeNumber(1, 200), 30)
    .action(async (text: string, options: Options) => {
      const { rows, corrected } = await withProfile(options, terminal, false, async ({ context, store }) => {
        // A sync or an import that has just ended left its records to be indexed later; here later is now.
        await store.backlog.drain();
        return context.read.search(text, options.kind, options.limit);
      });
      for (const row of rows) {
        terminal.line(
          [row.kind, row.key ?? '', row.title, row.state ?? '', row.hint ?? '', row.id].join('\t'),
        );
      }
      if (corrected.length > 0) {
        terminal.note(`Including results for ${corrected.map(({ found }) => found).join(', ')}.`);
      }
      terminal.data(rows);
    });
};
