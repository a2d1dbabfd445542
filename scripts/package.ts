/**
 * `npm run package:dir` makes an unpacked application in release/; `npm run package` makes this platform's installers,
 * which lets electron-builder download its tools.
 */
import { Platform, build as packageApp } from 'electron-builder';
import { build } from './build.ts';
import { resolveElectron } from './electron-runtime.ts';
import { projectRoot } from './paths.ts';

const onlyFolder = process.argv.includes('--dir');
const log = (line: string): void => console.log(line);
const { distDir, version, fallback } = await resolveElectron(log);
if (fallback && !onlyFolder) {
  console.error(
    `Installers carry the pinned Electron, and only the development fallback ${version} is here.`,
  );
  process.exit(1);
}
await build(log);
const written = await packageApp({
  projectDir: projectRoot,
  targets: Platform.current().createTarget(onlyFolder ? 'dir' : null),
  config: { extends: 'electron-builder.yml', electronDist: distDir, electronVersion: version },
  publish: 'never',
});
for (const file of written) log(file);
