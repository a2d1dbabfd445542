import { writeFile } from 'node:fs/promises';
import type { WebContents } from 'electron';

/**
 * Says on stdout that the queue can be used, with the time since the process started, and writes the picture the
 * start script asked for. Once per start.
 */
export function createUsableReport(screenshotFile: string | null): (contents: WebContents) => void {
  let reported = false;
  return (contents) => {
    if (reported) return;
    reported = true;
    const report = (picture: string | null) =>
      console.log(
        `deskhand usable ${JSON.stringify({ sinceStartMs: Math.round(sinceStartMs), screenshot: picture })}`,
      );
    const sinceStartMs = process.uptime() * 1000;
    if (screenshotFile === null) {
      report(null);
      return;
    }
    contents
      .capturePage()
      .then((image) => writeFile(screenshotFile, image.toPNG()))
      .then(
        () => report(screenshotFile),
        (error: unknown) => {
          console.error('No screenshot:', error);
          report(null);
        },
      );
  };
}
