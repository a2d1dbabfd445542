import { useEffect, useState } from 'react';
import type { AppInfo } from '#contracts/native.ts';

let known: AppInfo | null = null;
let asked: Promise<AppInfo> | null = null;

/** Asks the main process, once. Called at the start, so that the first page need not be rendered again for the answer. */
export const askAppInfo = (): Promise<AppInfo> => {
  asked ??= window.deskhand.native.appInfo().then((answer) => {
    known = answer;
    return answer;
  });
  return asked;
};

/** Facts about the installation, which do not change while it runs; null until they are known. */
export const useAppInfo = (): AppInfo | null => {
  const [info, setInfo] = useState(known);
  useEffect(() => {
    if (info === null) void askAppInfo().then(setInfo);
  }, [info]);
  return info;
};
