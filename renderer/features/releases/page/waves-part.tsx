import { Alert, Box, Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { ReleaseBeside, WaveFigures } from '#contracts/releases.ts';
import type { ReleaseWave } from '#domain/fields/releases.ts';
import {
  type DeployedWave,
  GOING_ON,
  type WaveAct,
  type WaveState,
  waveActs,
  wavesOf,
} from '#domain/releases/waves.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ElementForm, useOpenElements } from '#renderer/shared/record/element-form.tsx';
import { ElementsSection } from '#renderer/shared/record/elements-section.tsx';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { ReasonDialog } from '#renderer/shared/ui/reason-dialog.tsx';
import { ElementLine } from './element-line.tsx';
import type { ReleaseRecord } from './release-record.ts';

const TONES: Readonly<Record<WaveState, string>> = {
  pending: 'plain',
  deploying: 'primary',
  done: 'success',
  stopped: 'error',
  rolled_back: 'warning',
};

type WavesPartProps = { readonly page: ReleaseRecord; readonly beside: ReleaseBeside };

/** Doing something with a wave, and why it could not be done. */
const useWaveActs = (page: ReleaseRecord) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const run = async (waveId: string, act: WaveAct, note?: string): Promise<boolean> => {
    setBusy(true);
    const reply = await page.run('wave', { waveId, act, ...(note === undefined ? {} : { note }) });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    return reply.ok;
  };
  return { busy, error, run, clear: () => setError(undefined) };
};

/** What was said when a wave was stopped last: until something goes on, no other act on the waves comes after it. */
const whyStopped = ({ record }: ReleaseRecord): string =>
  record.journal.filter(({ changes }) => changes.some(({ field }) => field.startsWith('rollout'))).at(-1)
    ?.text ?? '';

type WaveLineProps = {
  readonly page: ReleaseRecord;
  readonly wave: DeployedWave;
  readonly figures: WaveFigures | undefined;
  readonly mayEdit: boolean;
  readonly acts: readonly WaveAct[];
  readonly busy: boolean;
  readonly onAct: (act: WaveAct) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

const WaveLine = ({
  page,
  wave,
  figures,
  mayEdit,
  acts,
  busy,
  onAct,
  onEdit,
  onRemove,
}: WaveLineProps): ReactNode => {
  const t = useText('releases');
  const { name, plannedStartAt, plannedEndAt, placeIds, share, stopCondition, maxIncidents } = wave;
  const { state, startedAt, endedAt } = wave;
  const when = [plannedStartAt, plannedEndAt].filter((at) => at !== null).map((at) => formatInstant(at));
  const incidents = figures?.incidents ?? null;
  return (
    <Box>
      <ElementLine
        title={name}
        more={joined([
          joined(when, ' – '),
          formatList(placeIds.map((id) => nameOf(page.names, id))),
          share == null ? null : t('waves.share', { share }),
          stopCondition === '' ? null : t('waves.stopIf', { condition: stopCondition }),
          maxIncidents === null ? null : t('waves.limit', { count: maxIncidents }),
          startedAt === null ? null : t('waves.began', { when: formatInstant(startedAt) }),
          endedAt === null || state !== 'done' ? null : t('waves.ended', { when: formatInstant(endedAt) }),
          incidents === null ? null : t('waves.incidents', { count: incidents }),
        ])}
        mayEdit={mayEdit}
        onEdit={onEdit}
        onRemove={state === 'pending' ? onRemove : undefined}
      >
        <span className="state-chip" data-tone={TONES[state]}>
          {t(`waves.state.${state}`)}
        </span>
        {acts.map((act) => (
          <Button
            key={act}
            size="small"
            variant={act === 'stop' ? 'outlined' : 'contained'}
            color={act === 'stop' ? 'error' : 'primary'}
            disabled={busy}
            aria-label={t(`waves.say.${act}`, { name })}
            onClick={() => onAct(act)}
            sx={{ minWidth: 0, py: 0 }}
          >
            {t(`waves.act.${act}`)}
          </Button>
        ))}
      </ElementLine>
      {figures?.isOver === true && state === 'deploying' && (
        <Alert
          severity="error"
          variant="filled"
          sx={{ my: 0.5 }}
          action={
            acts.includes('stop') && (
              <Button
                color="inherit"
                size="small"
                aria-label={t('waves.say.stop', { name })}
                onClick={() => onAct('stop')}
              >
                {t('waves.act.stop')}
              </Button>
            )
          }
        >
          {t('waves.over', { name, count: incidents ?? 0, limit: maxIncidents ?? 0 })}
        </Alert>
      )}
      {state === 'stopped' && (
        <Alert severity="warning" sx={{ my: 0.5 }}>
          {t('waves.blocks', { name })}
          <Box dir="auto">{whyStopped(page)}</Box>
        </Alert>
      )}
    </Box>
  );
};

/** A wave that never had a share holds none, so what was approved before stays as it was, and servers of before take it. */
const withShare = (
  wave: Omit<ReleaseWave, 'share'>,
  share: number | null | undefined,
  had: number | null | undefined,
): ReleaseWave =>
  (share == null && had === undefined ? wave : { ...wave, share: share ?? null }) as ReleaseWave;

const blank = (id: string): ReleaseWave =>
  withShare(
    {
      ...{ id, name: '', plannedStartAt: null, plannedEndAt: null },
      ...{ placeIds: [], stopCondition: '', maxIncidents: null },
    },
    undefined,
    undefined,
  );

/** Where and when it is deployed, wave after wave, and when to stop. */
export const WavesPart = ({ page, beside }: WavesPartProps): ReactNode => {
  const t = useText('releases');
  const elements = useElements<ReleaseWave>(page, 'waves', page.record.waves ?? []);
  const { mayEdit, set, remove } = elements;
  const typing = useOpenElements(page, 'waves', elements.items);
  const acting = useWaveActs(page);
  const [stopping, setStopping] = useState<DeployedWave | null>(null);
  const { rollout, state } = page.record;
  const release = { waves: elements.items as ReleaseWave[], rollout: rollout ?? [] };
  const isDeploying = state === 'deploying' && page.can('wave');
  const isApproved = beside.approval.status === 'approved';
  const actsOf = (waveId: string): readonly WaveAct[] =>
    isDeploying ? waveActs(release, waveId).filter((act) => isApproved || !GOING_ON.includes(act)) : [];
  const form = (wave: ReleaseWave): ReactNode => (
    <ElementForm
      view={page}
      list="waves"
      element={wave}
      fields={[
        'name',
        'plannedStartAt',
        'plannedEndAt',
        'placeIds',
        'share',
        'stopCondition',
        'maxIncidents',
      ]}
      send={t('record:elements.save')}
      onSend={({ placeIds, share, stopCondition, ...rest }) =>
        set(
          withShare(
            { ...rest, placeIds: placeIds ?? [], stopCondition: stopCondition ?? '' },
            share,
            wave.share,
          ),
        )
      }
      onClose={typing.close}
    />
  );
  const title = fieldLabel('tickets', 'waves');
  return (
    <ElementsSection {...{ title, elements, typing }} add={t('waves.add')} empty={t('waves.empty')}>
      <Box component="ol" aria-label={title} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {wavesOf(release).map((wave) => {
          const { state: waveState, startedAt, endedAt, ...planned } = wave;
          return (
            <Box component="li" key={wave.id}>
              {typing.isOpen(wave.id) && mayEdit ? (
                form(planned)
              ) : (
                <WaveLine
                  {...{ page, wave, mayEdit }}
                  figures={beside.waves.find(({ id }) => id === wave.id)}
                  acts={actsOf(wave.id)}
                  busy={acting.busy}
                  onAct={(act) => (act === 'stop' ? setStopping(wave) : void acting.run(wave.id, act))}
                  onEdit={() => typing.open(wave.id)}
                  onRemove={() => void remove(wave.id)}
                />
              )}
            </Box>
          );
        })}
        {mayEdit &&
          typing.added.map((id) => (
            <Box component="li" key={id}>
              {form(blank(id))}
            </Box>
          ))}
      </Box>
      {state === 'deploying' && !isApproved && (
        <Alert severity="warning" sx={{ my: 0.5 }}>
          {t('waves.unapproved')}
        </Alert>
      )}
      {acting.error !== undefined && stopping === null && (
        <ErrorNote error={acting.error} onClose={acting.clear} />
      )}
      {stopping !== null && (
        <ReasonDialog
          title={t('waves.stopTitle', { name: stopping.name })}
          draftKey={`release-stop:${page.record.id}`}
          draftLabel={`${page.record.number} ${stopping.name}`}
          label={t('waves.reason')}
          send={t('waves.act.stop')}
          discard={t('waves.discard')}
          missing={t('waves.reasonMissing')}
          busy={acting.busy}
          error={acting.error}
          onSend={(reason) => acting.run(stopping.id, 'stop', reason)}
          onClose={() => setStopping(null)}
        />
      )}
    </ElementsSection>
  );
};
