import ShortTextOutlined from '@mui/icons-material/ShortTextOutlined';
import type { Command } from '#renderer/shared/commands/commands.ts';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';
import { openNewFromTemplate } from '#renderer/shared/prepared/new-from-template.tsx';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly prepared: NoParams;
  }
}

const COMMANDS: readonly Command[] = [
  {
    id: 'prepared.newFromTemplate',
    label: 'prepared:template.new',
    group: 'common:groups.general',
    run: openNewFromTemplate,
  },
];

/** Text modules, templates and macros: where they are kept. They are used from the parts in `shared/prepared`. */
export const preparedFeature = defineFeature({
  pages: {
    prepared: {
      title: 'common:pages.prepared',
      load: async () => (await import('./prepared-page.tsx')).PreparedPage,
    },
  },
  lists: [{ page: 'prepared', group: 'admin', icon: <ShortTextOutlined />, letter: 'm' }],
  commands: COMMANDS,
  drafts: { prepared: () => ({ page: 'prepared' }) },
});
