import SaveAlt from '@mui/icons-material/SaveAlt';
import { Button, Menu, MenuItem } from '@mui/material';
import { type ReactNode, useRef, useState } from 'react';
import type { QueryInput } from '#contracts/registry.ts';
import { BYTE_ORDER_MARK } from '#domain/import/csv-line.ts';
import { GROUPINGS } from '#domain/reports/kpis.ts';
import { REPORT_FORMATS, type ReportFormat, reportAs } from '#domain/reports/report-table.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { offerText } from '#renderer/shared/native/offer-text.ts';
import { notify } from '#renderer/shared/notify/notify.ts';

const TYPES: Readonly<Record<ReportFormat, string>> = { csv: 'text/csv', json: 'application/json' };

type ExportMenuProps = { readonly ask: Omit<QueryInput<'reports.dashboard'>, 'groupings'> };

/** All figures of the report as a file, those of every team, person, category and device as well. */
export const ExportMenu = ({ ask }: ExportMenuProps): ReactNode => {
  const t = useText('reports');
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const save = async (format: ReportFormat): Promise<void> => {
    setOpen(false);
    const reply = await host.query('reports.dashboard', { ...ask, groupings: [...GROUPINGS] });
    if (!reply.ok) {
      notify('error', errorText(reply.error));
      return;
    }
    const { from, to } = ask;
    const text = reportAs(format, reply.data, { from, to });
    const name = t('fileName', { from, to });
    offerText(`${name}.${format}`, TYPES[format], format === 'csv' ? `${BYTE_ORDER_MARK}${text}` : text);
  };
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        startIcon={<SaveAlt />}
        aria-haspopup="menu"
        onClick={() => setOpen(true)}
      >
        {t('export')}
      </Button>
      <Menu open={open} anchorEl={anchor.current} onClose={() => setOpen(false)}>
        {REPORT_FORMATS.map((format) => (
          <MenuItem key={format} dense onClick={() => void save(format)}>
            {t(`exportAs.${format}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
