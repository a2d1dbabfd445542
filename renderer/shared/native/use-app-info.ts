import { useEffect, useState } from 'react';
import type { AppInfo } from '#contracts/native.ts';

let known: AppInfo | null = null;

/** Facts about the installation, which do not change while it runs; null until they are known. */
export const useAppInfo = (): AppInfo | null => {
  const [info, setInfo] = useState(known);
  useEffect(() => {
    if (known !== null) return;
    void window.deskhand.native.appInfo().then((answer) => {
      known = answer;
      setInfo(answer);
    });
  }, []);
  return info;
};
