/** Arrows: domain <- contracts <- main, preload, renderer; domain <- backend; cli uses main/host and backend. */

/** @import { IConfiguration, IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser' */

/**
 * @param {string} name @param {string} comment
 * @param {IRegularForbiddenRuleType['from']} from @param {IRegularForbiddenRuleType['to']} to
 * @returns {IForbiddenRuleType}
 */
function forbid(name, comment, from, to) {
  return /** @type {IForbiddenRuleType} */ ({ name, comment, severity: 'error', from, to });
}

/** Layers of the data host, the lowest first: each knows itself and what is below it. */
const HOST_LAYERS = ['storage', 'local', 'kernel', 'store', 'read'];

/**
 * A folder of main/host may use these folders of it (and files, written with their ending), nothing else.
 * @param {string} folder @param {string} comment @param {readonly string[]} known
 */
function hostFolder(folder, comment, known) {
  const paths = known.map((name) => (name.endsWith('.ts') ? `${name.replace('.', '\\.')}$` : `${name}/`));
  return forbid(
    `host-${folder}`,
    comment,
    { path: `^main/host/${folder}/` },
    { path: '^main/host/', pathNot: `^main/host/(${paths.join('|')})` },
  );
}

/** @type {Required<Pick<IConfiguration, 'forbidden' | 'options'>>} */
export default {
  forbidden: [
    forbid(
      'no-circular',
      'Two files that need each other are one file, or miss a third.',
      {},
      { circular: true },
    ),
    forbid('not-found', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'domain-is-pure',
      'The rules take everything they need as arguments and know no other room.',
      { path: '^domain/' },
      { pathNot: '^(domain/|node_modules/(zod|luxon|@types/luxon)/)' },
    ),
    forbid(
      'contracts-know-domain-only',
      'A contract is read by every process, so it can depend on none.',
      { path: '^contracts/' },
      { pathNot: '^(contracts/|domain/|node_modules/zod/)' },
    ),
    forbid(
      'renderer-sees-contracts-and-domain',
      'The window is sandboxed: it has no data, no Node and no other room.',
      { path: '^renderer/' },
      { path: '^(main|preload|backend|cli|scripts|tests)/' },
    ),
    forbid(
      'renderer-without-node',
      'The window has no Node and no Electron.',
      { path: '^renderer/' },
      { path: ['^node_modules/(electron|rxdb|libsql)/', '^electron$'] },
    ),
    forbid(
      'renderer-without-node-core',
      'The window has no Node.',
      { path: '^renderer/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'features-keep-apart',
      'A feature of the window never imports another; what they share is in renderer/shared.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
    forbid(
      'renderer-shared-below-features',
      'What is shared must not know who shares it.',
      { path: '^renderer/shared/' },
      { path: '^renderer/(features|app|shell)/' },
    ),
    forbid(
      'features-below-app',
      'The app puts the features together; they do not reach up.',
      { path: '^renderer/features/' },
      { path: '^renderer/(app|shell)/' },
    ),
    forbid(
      'preload-is-thin',
      'The preload is one sandboxed file: contracts and electron only.',
      { path: '^preload/' },
      { pathNot: ['^(preload|contracts|domain)/', '^node_modules/electron/', '^electron$'] },
    ),
    forbid(
      'main-stands-alone',
      'The desktop app does not know the command line, the pages or the central side.',
      { path: '^main/' },
      { path: '^(renderer|preload|cli|scripts|tests|backend)/' },
    ),
    forbid(
      'host-without-electron',
      'The data host also runs under plain Node.',
      { path: '^main/host/' },
      { path: ['^main/electron/', '^node_modules/electron/', '^electron$'] },
    ),
    ...HOST_LAYERS.map((layer, i) =>
      hostFolder(
        layer,
        'What is below must not know what is made of it: storage, local tables, kernel, store, reads.',
        HOST_LAYERS.slice(0, i + 1),
      ),
    ),
    hostFolder('sync', 'The sync stands beside the features; it works on the store, not on commands.', [
      ...HOST_LAYERS,
      'sync',
    ]),
    hostFolder(
      'session',
      'Who is signed in starts and stops the sync; what they may do then is not its business.',
      [...HOST_LAYERS, 'sync', 'session'],
    ),
    hostFolder(
      'features',
      'Handlers reach sync and session through the context, as they reach everything else; imports know none of them.',
      [...HOST_LAYERS, 'context.ts', 'import', 'features'],
    ),
    hostFolder('import', 'Imports write records as handlers do, and know none of them.', [
      ...HOST_LAYERS,
      'context.ts',
      'import',
    ]),
    forbid(
      'shell-without-data',
      'The main process has no data and no network; only the data host has.',
      { path: '^main/electron/' },
      { path: ['^main/host/', '^node_modules/(rxdb|libsql)/'] },
    ),
    forbid(
      'profile-stands-alone',
      'The key file is read by the shell and by the command line, so it can depend on neither side.',
      { path: '^main/profile/' },
      { pathNot: '^main/profile/', dependencyTypesNot: ['core'] },
    ),
    forbid(
      'backend-knows-domain-only',
      'The central side has the same rules and none of the console.',
      { path: '^backend/' },
      { path: '^(main|preload|renderer|cli|scripts|tests|contracts)/' },
    ),
    forbid(
      'cli-without-window',
      'The command line runs without a window.',
      { path: '^cli/' },
      { path: ['^(main/electron|preload|renderer|scripts|tests)/', '^node_modules/electron/', '^electron$'] },
    ),
    forbid(
      'tests-point-inwards',
      'Nothing of the product depends on its tests or helpers.',
      { path: '^(domain|contracts|main|preload|renderer|backend|cli)/' },
      { path: '^(tests|scripts)/' },
    ),
  ],
  options: {
    // Run by scripts/dependency-rules.ts, which teaches this parser TSX; TypeScript 7 has no API for the usual one.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release)/' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
