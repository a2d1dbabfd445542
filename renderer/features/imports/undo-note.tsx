import { Alert, Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { KeptRecord, UndoReport } from '#contracts/imports.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

/** What was undone, and what stays because somebody has changed it since. */
export const UndoNote = ({ undone }: { readonly undone: UndoReport }): ReactNode => {
  const t = useText('imports');
  const { kept, keptTotal, names } = undone;
  const words = ({ collection, label, field, by }: KeptRecord): string => {
    const what = field === null ? label : t('fieldOfRecord', { field: fieldLabel(collection, field), label });
    return by === null ? t('keptKind', { what }) : t('keptBy', { what, who: nameOf(names, by) });
  };
  return (
    <Alert severity={keptTotal > 0 ? 'warning' : 'success'} variant="outlined" role="status">
      {t('undone', { count: undone.undone, shown: formatCount(undone.undone) })}
      {keptTotal > 0 && (
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {kept.map((one) => (
            <li key={`${one.collection} ${one.id} ${one.field}`}>{words(one)}</li>
          ))}
          {keptTotal > kept.length && <li>{t('more', { shown: formatCount(keptTotal - kept.length) })}</li>}
        </Box>
      )}
    </Alert>
  );
};
