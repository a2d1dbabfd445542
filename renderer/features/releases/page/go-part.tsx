import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlined';
import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { ReleaseBeside } from '#contracts/releases.ts';
import { type GoCondition, type GoObstacle, unmet } from '#domain/releases/go.ts';
import { totalShare } from '#domain/releases/waves.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { lacksRule, NoRuleNote } from '#renderer/shared/record/no-rule-note.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ReleaseRecord } from './release-record.ts';

type GoPartProps = { readonly page: ReleaseRecord; readonly beside: ReleaseBeside };

/** What an obstacle is about, as people call it. */
const useNamed = ({ page, beside }: GoPartProps) => {
  const t = useText('releases');
  const waves = page.record.waves ?? [];
  const checks = page.record.checks ?? [];
  const nameOf = (id: string): string =>
    beside.changes.find((one) => one.id === id)?.number ??
    checks.find((one) => one.id === id)?.title ??
    waves.find((one) => one.id === id)?.name ??
    t('go.unknown');
  return (obstacle: GoObstacle): string =>
    t(`go.why.${obstacle.why}`, {
      name: 'id' in obstacle ? nameOf(obstacle.id) : '',
      by: 'by' in obstacle ? obstacle.by : '',
    });
};

const Condition = ({
  condition,
  say,
  instead,
}: {
  readonly condition: GoCondition;
  readonly say: (one: GoObstacle) => string;
  /** What is said in place of its obstacles. */
  readonly instead: ReactNode;
}): ReactNode => {
  const t = useText('releases');
  const { name, obstacles } = condition;
  const isMet = obstacles.length === 0;
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, py: 0.25, alignItems: 'flex-start' }}>
      {isMet ? (
        <CheckCircle color="success" titleAccess={t('go.met')} sx={{ fontSize: 18 }} />
      ) : (
        <ErrorOutline color="error" titleAccess={t('go.unmet')} sx={{ fontSize: 18 }} />
      )}
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: isMet ? 400 : 600 }}>
          {t(`go.conditions.${name}`)}
        </Typography>
        {instead}
        {(instead === null ? obstacles : []).map((obstacle) => (
          <Typography
            key={JSON.stringify(obstacle)}
            variant="body2"
            color="textSecondary"
            sx={{ overflowWrap: 'anywhere' }}
          >
            {say(obstacle)}
          </Typography>
        ))}
      </Box>
    </Box>
  );
};

/** Whether the release may go: each condition with what keeps it from being met, and the decision once all are. */
export const GoPart = ({ page, beside }: GoPartProps): ReactNode => {
  const t = useText('releases');
  const say = useNamed({ page, beside });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { state } = page.record;
  const { conditions } = beside;
  const open = unmet(conditions).length;
  // More than everybody may be meant: those who are in two waves.
  const share = totalShare({ waves: page.record.waves });
  // It waits for nobody's word: nobody is asked.
  const isOfNobody = page.record.approvals.length === 0 && lacksRule(page);
  const act = state === 'decision' ? 'go' : state === 'ready' ? 'deploy' : null;
  const run = async (): Promise<void> => {
    if (act === null) return;
    setBusy(true);
    const reply = await page.run(act);
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
  };
  return (
    <Section
      title={t('go.title')}
      actions={
        <span className="state-chip" data-tone={open === 0 ? 'success' : 'error'} role="status">
          {open === 0 ? t('go.go') : t('go.noGo')}
        </span>
      }
    >
      <Typography variant="body2" color="textSecondary">
        {open === 0 ? t('go.all') : t('go.open', { count: open })}
      </Typography>
      <Box component="ul" aria-label={t('go.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {conditions.map((condition) => (
          <Condition
            key={condition.name}
            condition={condition}
            say={say}
            instead={condition.name === 'approval' && isOfNobody ? <NoRuleNote page={page} /> : null}
          />
        ))}
      </Box>
      {share > 100 && (
        <Typography variant="body2" color="textSecondary" role="note" sx={{ mt: 0.5 }}>
          {t('go.overShared', { share })}
        </Typography>
      )}
      {act !== null && page.can(act) && (
        <Button
          size="small"
          variant="contained"
          disabled={open > 0}
          loading={busy}
          onClick={() => void run()}
          sx={{ mt: 1 }}
        >
          {t(`go.act.${act}`)}
        </Button>
      )}
      {error !== undefined && (
        <Box sx={{ mt: 1 }}>
          <ErrorNote error={error} onClose={() => setError(undefined)} />
        </Box>
      )}
    </Section>
  );
};
