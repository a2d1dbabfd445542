import type { WebContents } from 'electron';
import type { SaveReply } from '#contracts/native.ts';
import { saveFile } from './save-file.ts';

/** From this Chromium on the page's own style numbers its pages (renderer/shared/record/print-sheet.css). */
const NUMBERS_PAGES = 131;
const numbersPages = (): boolean => Number.parseInt(process.versions.chrome ?? '0', 10) >= NUMBERS_PAGES;

const FOOTER =
  '<div style="width:100%;padding:0 16mm;text-align:right;font:8pt sans-serif"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Hands the page to the system's print dialog. */
export function print(sender: WebContents): Promise<SaveReply> {
  return new Promise((resolve) => {
    sender.print({ silent: false, printBackground: false, pageSize: 'A4' }, (success, reason) => {
      if (success) resolve({ kind: 'saved' });
      // Chromium's word for a dialog that was closed.
      else if (/cancel/i.test(reason)) resolve({ kind: 'cancelled' });
      else resolve({ kind: 'failed', cause: reason });
    });
  });
}

/** Makes a PDF of the page, and asks where to write it. */
export async function printToPdf(sender: WebContents, fileName: string): Promise<SaveReply> {
  let pages: Buffer;
  try {
    pages = await sender.printToPDF({
      pageSize: 'A4',
      preferCSSPageSize: true,
      printBackground: false,
      ...(numbersPages()
        ? {}
        : { displayHeaderFooter: true, headerTemplate: '<span></span>', footerTemplate: FOOTER }),
    });
  } catch (error) {
    return { kind: 'failed', cause: causeOf(error) };
  }
  return saveFile(sender, fileName, new Uint8Array(pages).buffer);
}
