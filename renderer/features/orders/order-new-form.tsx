import AddBox from '@mui/icons-material/AddBox';
import DeleteSweep from '@mui/icons-material/DeleteSweep';
import LocalShipping from '@mui/icons-material/LocalShipping';
import SwapHoriz from '@mui/icons-material/SwapHoriz';
import { Box, Button, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { ulid } from 'ulid';
import { ORDER_TYPES, type OrderType } from '#domain/fields/orders.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { withoutIsolates } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { OrderNewDevices } from './order-new-devices.tsx';
import { OrderNewDates, OrderNewPeople } from './order-new-people.tsx';
import { devicesOf, type OrderForm, PARTS, problemsOf, toCreateInput, withType } from './order-wizard.ts';

export type OrderNewProps = { readonly ciId: string | null; readonly ticketId: string | null };

const ICONS: Readonly<Record<OrderType, ReactNode>> = {
  move: <LocalShipping />,
  add: <AddBox />,
  swap: <SwapHoriz />,
  disposal: <DeleteSweep />,
};
/** The letters of MACD. */
const KEYS: Readonly<Record<OrderType, string>> = { move: 'm', add: 'a', swap: 'c', disposal: 'd' };

const suggestedTitle = (form: OrderForm, t: Translate<'orders'>): string => {
  const [first, ...rest] = devicesOf(form);
  if (form.type === null || first === undefined) return '';
  const name = form.names[first.ciId] ?? '';
  const device =
    form.type === 'swap' || rest.length === 0 ? name : t('new.several', { name, count: rest.length });
  const place = form.targetPlaceId === null ? '' : (form.names[form.targetPlaceId] ?? '');
  const key = form.type === 'move' && place === '' ? 'moveBare' : form.type;
  // It becomes the order's title.
  return withoutIsolates(t(`new.suggestedTitle.${key}`, { device, place }));
};

const TypeChoice = ({
  type,
  onChange,
}: {
  readonly type: OrderType | null;
  readonly onChange: (type: OrderType) => void;
}): ReactNode => {
  const t = useText('orders');
  return (
    <ToggleButtonGroup
      exclusive
      value={type}
      aria-label={t('new.type')}
      onChange={(_event, next: OrderType | null) => {
        if (next !== null) onChange(next);
      }}
      sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(170px, 1fr))', gap: 1 }}
    >
      {ORDER_TYPES.map((one) => (
        <ToggleButton
          key={one}
          value={one}
          autoFocus={type === null && one === 'move'}
          sx={{
            textTransform: 'none',
            justifyContent: 'flex-start',
            gap: 1.5,
            textAlign: 'start',
            border: '1px solid var(--mui-palette-divider) !important',
            borderRadius: '4px !important',
            m: '0 !important',
            '&, &.Mui-selected, &.Mui-selected:hover': { bgcolor: 'background.paper' },
            '&.Mui-selected': {
              borderColor: 'var(--mui-palette-primary-main) !important',
              boxShadow: 'inset 0 0 0 1px var(--mui-palette-primary-main)',
              color: 'primary.main',
            },
          }}
        >
          {ICONS[one]}
          <Box component="span" sx={{ flex: 1 }}>
            <Box component="span" sx={{ display: 'block', fontWeight: 600, color: 'text.primary' }}>
              {t(`common:orderTypes.${one}`)}
            </Box>
            <Typography component="span" variant="caption" color="textSecondary" sx={{ display: 'block' }}>
              {t(`typeHints.${one}`)}
            </Typography>
          </Box>
          <KeyHint shortcut={KEYS[one]} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};

const fieldsSx = {
  display: 'grid',
  gap: 1.5,
  pt: 0.75,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
} as const;

/** The form itself; it is kept as a draft per place it was asked for from. */
export const OrderNewForm = ({
  ciId,
  ticketId,
  started,
}: OrderNewProps & { readonly started: OrderForm }): ReactNode => {
  const t = useText('orders');
  const { personId } = useSessionUser();
  const draft = useFormDraft(personId, `order-new:${ciId ?? ''}@${ticketId ?? ''}`, t('new.title'), started);
  const create = useCommand('orders.create');
  const [wasTried, setTried] = useState(false);
  // Kept while the page is open: sending again after a host restart makes no second order.
  const [id] = useState(() => ulid());
  const { set } = draft;
  const title = draft.form.titleTouched ? draft.form.title : suggestedTitle(draft.form, t);
  const form: OrderForm = { ...draft.form, title };
  const allProblems = problemsOf(form);
  const [firstProblem] = allProblems;
  const problems = wasTried ? allProblems : [];

  const typed = draft.form;
  const choose = useCallback(
    (type: OrderType): void => {
      const next = withType(typed, type);
      set('type', type);
      set('subjectIds', next.subjectIds);
      set('oldCiId', next.oldCiId);
      set('targetPlaceId', next.targetPlaceId);
    },
    [typed, set],
  );
  const chooseByKey = useMemo<readonly Command[]>(
    () =>
      ORDER_TYPES.map((type) => ({
        id: `order-new.${type}`,
        label: `common:orderTypes.${type}`,
        group: 'orders:new.title',
        shortcut: KEYS[type],
        hidden: true,
        run: () => choose(type),
      })),
    [choose],
  );
  useCommands(chooseByKey);

  const close = (): void => useNavigation.getState().close(routeKey({ page: 'order-new', ciId, ticketId }));
  const submit = async (): Promise<void> => {
    setTried(true);
    const { type } = form;
    if (allProblems.length > 0 || type === null || create.busy) return;
    const reply = await create.run(toCreateInput({ ...form, type }, id, ticketId));
    if (!reply.ok) return;
    draft.discard();
    close();
    openRoute({ page: 'order', id: reply.data.id }, reply.data.number);
  };
  const parts = form.type === null ? null : PARTS[form.type];
  const fields = {
    form,
    set,
    setName: (known: string | null, name: string | null | undefined) => {
      if (known !== null && name != null) set('names', { ...draft.form.names, [known]: name });
    },
    problems,
  };
  return (
    <Page
      title={t('new.title')}
      actions={
        <>
          {draft.isDirty && (
            <Button
              color="inherit"
              onClick={() => {
                draft.discard();
                close();
              }}
            >
              {t('new.discard')}
            </Button>
          )}
          <SubmitButton
            reason={firstProblem === undefined ? null : t(`new.problems.${firstProblem}`)}
            busy={create.busy}
            onClick={() => void submit()}
            endIcon={<KeyHint shortcut="Ctrl+Enter" />}
          >
            {t('new.create')}
          </SubmitButton>
        </>
      }
    >
      <Box
        onKeyDown={sendOnKey(() => void submit(), firstProblem !== undefined)}
        sx={{ display: 'grid', gap: 1.5, maxWidth: 1100 }}
      >
        {create.error !== undefined && <ErrorNote error={create.error} />}
        {problems.includes('type') && (
          <Typography color="error" role="alert">
            {t('new.problems.type')}
          </Typography>
        )}
        <TypeChoice type={form.type} onChange={choose} />
        {parts !== null && (
          <>
            <Section title={t('new.what')}>
              <Box sx={fieldsSx}>
                <OrderNewDevices {...fields} parts={parts} />
              </Box>
            </Section>
            <Section title={t('new.where')}>
              <Box sx={fieldsSx}>
                <OrderNewPeople {...fields} parts={parts} />
              </Box>
            </Section>
            <Section title={t('new.when')}>
              <Box sx={fieldsSx}>
                <OrderNewDates {...fields} parts={parts} />
              </Box>
            </Section>
            <Section title={t('new.summary')}>
              <Box sx={{ display: 'grid', gap: 1.5, pt: 0.75 }}>
                <TextField
                  size="small"
                  required
                  label={t('new.summary')}
                  value={title}
                  onChange={(event) => {
                    set('titleTouched', event.target.value !== '');
                    set('title', event.target.value);
                  }}
                  error={problems.includes('title')}
                  helperText={problems.includes('title') ? t('new.problems.title') : undefined}
                  slotProps={{ htmlInput: { maxLength: 400 } }}
                />
                <TextField
                  size="small"
                  multiline
                  minRows={3}
                  label={t('new.description')}
                  value={form.description}
                  onChange={(event) => set('description', event.target.value)}
                />
              </Box>
            </Section>
          </>
        )}
      </Box>
    </Page>
  );
};
