import Add from '@mui/icons-material/Add';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useRef, useState } from 'react';
import type { ScriptRow } from '#contracts/diagnosis.ts';
import type { Names } from '#contracts/shared.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { RetirableHead, RetirableList } from '#renderer/shared/ui/retirable-list.tsx';
import { type EditedScript, NEW } from './script-form.ts';
import { ScriptFormPart } from './script-form-part.tsx';
import { TryScript } from './try-script.tsx';

type RowProps = { readonly row: ScriptRow; readonly names: Names; readonly onEdit: () => void };

const Row = ({ row, names, onEdit }: RowProps): ReactNode => {
  const t = useText('diagnosis');
  const may = useMay();
  const retiring = useCommand('diagnosis.retire');
  const [isTried, setTried] = useState(false);
  const { id, title, retired, categories, steps } = row;
  const what = categories.length === 0 ? t('scripts.everyCategory') : formatList(categories);
  const written = { version: row.version, who: nameOf(names, row.by), when: formatInstant(row.updatedAt) };
  return (
    <>
      <RetirableHead title={joined([title, retired ? t('scripts.retired') : null])}>
        <Button
          size="small"
          aria-expanded={isTried}
          aria-label={t('scripts.tryNamed', { name: title })}
          onClick={() => setTried(!isTried)}
        >
          {t('scripts.try')}
        </Button>
        {may('diagnosis.save') && (
          <Button size="small" aria-label={t('scripts.edit', { name: title })} onClick={onEdit}>
            {t('scripts.editButton')}
          </Button>
        )}
        {may('diagnosis.retire') && (
          <Button
            size="small"
            color="inherit"
            loading={retiring.busy}
            onClick={() => void retiring.run({ id, retired: !retired })}
          >
            {t(retired ? 'scripts.restore' : 'scripts.retire')}
          </Button>
        )}
      </RetirableHead>
      <Typography variant="body2" color="textSecondary">
        {joined([what, t('scripts.questions', { count: steps.length }), t('scripts.version', written)])}
      </Typography>
      {row.about !== '' && (
        <Typography variant="caption" color="textSecondary" dir="auto" sx={{ whiteSpace: 'pre-wrap' }}>
          {row.about}
        </Typography>
      )}
      {retiring.error !== undefined && <ErrorNote error={retiring.error} />}
      {isTried && (
        <Box sx={{ maxWidth: 640, mt: 1 }}>
          <TryScript script={{ title, steps }} names={names} onClose={() => setTried(false)} />
        </Box>
      )}
    </>
  );
};

/** Diagnosis scripts: what there is, tried out by whoever likes, and written by administrators. */
export const ScriptsPage = (): ReactNode => {
  const t = useText('diagnosis');
  const may = useMay();
  const [edited, setEdited] = useState<EditedScript | null>(null);
  const newButton = useRef<HTMLButtonElement>(null);
  const live = useLive('diagnosis.scripts', {});
  return (
    <Page
      title={t('pages.list')}
      subtitle={t('scripts.subtitle')}
      actions={
        may('diagnosis.save') && (
          <Button
            ref={newButton}
            size="small"
            variant="contained"
            startIcon={<Add />}
            onClick={() => setEdited({ id: NEW, row: null })}
          >
            {t('scripts.new')}
          </Button>
        )
      }
    >
      <Boundary live={live}>
        {({ rows, names }) =>
          edited === null ? (
            <RetirableList
              rows={rows}
              label={t('pages.list')}
              showRetired={t('scripts.showRetired')}
              empty={{
                ...{ icon: <RuleOutlined />, title: t('scripts.empty') },
                hint: t('scripts.emptyHint'),
              }}
              row={(row) => <Row row={row} names={names} onEdit={() => setEdited({ id: row.id, row })} />}
            />
          ) : (
            <ScriptFormPart
              key={edited.id}
              edited={edited}
              names={names}
              onDone={() => {
                setEdited(null);
                // The form goes, and what had the focus with it.
                newButton.current?.focus();
              }}
            />
          )
        }
      </Boundary>
    </Page>
  );
};
