import { Box, TextField, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import type { OrderType } from '#domain/fields/orders.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { nameIn } from '#domain/records/names.ts';
import { typedTitle } from '#renderer/shared/drafts/use-draft.ts';
import { type FormDraft, useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useFormFiles } from '#renderer/shared/files/staged-files.tsx';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { withoutIsolates } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import type { TemplateTarget } from '#renderer/shared/prepared/template-model.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { OrderNewDevices } from './order-new-devices.tsx';
import { OrderNewDates, OrderNewPeople } from './order-new-people.tsx';
import { ORDER_TEMPLATE } from './order-template.ts';
import { OrderTypeChoice } from './order-type-choice.tsx';
import { devicesOf, type OrderForm, PARTS, problemsOf, toCreateInput, withType } from './order-wizard.ts';

export type OrderNewProps = { readonly ciId: string | null; readonly ticketId: string | null };

const suggestedTitle = (form: OrderForm, t: Translate<'orders'>): string => {
  const [first, ...rest] = devicesOf(form);
  if (form.type === null || first === undefined) return '';
  const name = nameIn(form.names, first.ciId) ?? '';
  const device =
    form.type === 'swap' || rest.length === 0 ? name : t('new.several', { name, count: rest.length });
  const place = nameIn(form.names, form.targetPlaceId) ?? '';
  const key = form.type === 'move' && place === '' ? 'moveBare' : form.type;
  // It becomes the order's title.
  return withoutIsolates(t(`new.suggestedTitle.${key}`, { device, place }));
};

const fieldsSx = {
  display: 'grid',
  gap: 1.5,
  pt: 0.75,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
} as const;

type FormSet = FormDraft<OrderForm>['set'];

type SummaryProps = {
  readonly form: OrderForm;
  readonly isUntitled: boolean;
  readonly set: FormSet;
};

/** What the order is called: suggested by what was chosen, until somebody types another title. */
const Summary = ({ form, isUntitled, set }: SummaryProps): ReactNode => {
  const t = useText('orders');
  return (
    <Section title={t('new.summary')}>
      <Box sx={{ display: 'grid', gap: 1.5, pt: 0.75 }}>
        <TextField
          size="small"
          required
          label={t('new.summary')}
          value={form.title}
          onChange={(event) => {
            set('titleTouched', event.target.value !== '');
            set('title', event.target.value);
          }}
          error={isUntitled}
          helperText={isUntitled ? t('new.problems.title') : undefined}
          slotProps={{ htmlInput: { maxLength: 400 } }}
        />
        <LongText
          size="small"
          minRows={3}
          label={t('new.description')}
          value={form.description}
          onText={(text) => set('description', text)}
        />
      </Box>
    </Section>
  );
};

/** The form's values, what is wrong with them, and how they become an order. */
const useNewOrder = ({ ciId, ticketId, started }: OrderNewProps & { readonly started: OrderForm }) => {
  const t = useText('orders');
  const { personId } = useSessionUser();
  const key = `order-new:${ciId ?? ''}@${ticketId ?? ''}`;
  const draft = useFormDraft(personId, key, typedTitle, started);
  // They wait with the draft, which has no id of the order that it will be.
  const files = useFormFiles(key, {
    ownerCollection: 'orders',
    ownerId: derivedId('new-order', ciId, ticketId),
  });
  const creating = useCommand('orders.create');
  const [wasTried, setTried] = useState(false);
  // Kept while the page is open: sending again after a host restart makes no second order.
  const [id] = useState(() => ulid());
  // What was sent when a new device was told to be somebody's: sent again unchanged, it is meant.
  const [told, setTold] = useState('');
  const { set } = draft;
  const title = draft.form.titleTouched ? draft.form.title : suggestedTitle(draft.form, t);
  const form: OrderForm = { ...draft.form, title };
  const problems = problemsOf(form);
  const leave = (): void => {
    draft.discard();
    useNavigation.getState().close(routeKey({ page: 'order-new', ciId, ticketId }));
  };
  const choose = (type: OrderType): void => {
    const next = withType(draft.form, type);
    set('type', type);
    set('subjectIds', next.subjectIds);
    set('oldCiId', next.oldCiId);
    set('targetPlaceId', next.targetPlaceId);
  };
  const create = async (): Promise<void> => {
    setTried(true);
    const { type } = form;
    if (problems.length > 0 || type === null || creating.busy) return;
    const input = toCreateInput({ ...form, type }, id, ticketId);
    const sent = JSON.stringify(input);
    const reply = await creating.run(sent === told ? { ...input, evenIfInUse: true } : input);
    if (!reply.ok) {
      setTold(reply.error.code === 'device_in_use' ? sent : '');
      return;
    }
    await files.add({ ownerCollection: 'orders', ownerId: reply.data.id });
    leave();
    openRoute({ page: 'order', id: reply.data.id }, reply.data.number);
  };
  const template: TemplateTarget = {
    ...{ collection: 'orders', type: 'order', fields: ORDER_TEMPLATE },
    // A title that is only suggested is nobody's.
    values: { ...draft.form, title: draft.form.titleTouched ? draft.form.title : '' },
    ...{ start: started, isReady: draft.loaded },
    // Their values were checked for these fields.
    set: (values) => {
      if (values.type !== undefined) choose(values.type as OrderType);
      for (const name of ORDER_TEMPLATE) {
        if (name !== 'type' && name in values) set(name, values[name] as never);
      }
      if (values.title !== undefined) set('titleTouched', true);
    },
  };
  return {
    form,
    set,
    template,
    setName: (known: string | null, name: string | null | undefined): void => {
      if (known !== null && name != null) set('names', { ...draft.form.names, [known]: name });
    },
    choose,
    firstProblem: problems[0],
    /** Shown once it was tried to send. */
    problems: wasTried ? problems : [],
    isDirty: draft.isDirty || files.count > 0,
    files,
    busy: creating.busy,
    error: creating.error,
    create,
    discard: (): void => {
      files.discard();
      leave();
    },
  };
};

/** The form itself; it is kept as a draft per place it was asked for from. */
export const OrderNewForm = (props: OrderNewProps & { readonly started: OrderForm }): ReactNode => {
  const t = useText('orders');
  const order = useNewOrder(props);
  const { form, problems, firstProblem } = order;
  const parts = form.type === null ? null : PARTS[form.type];
  const part = (title: string, node: ReactNode): ReactNode => (
    <Section title={title}>
      <Box sx={fieldsSx}>{node}</Box>
    </Section>
  );
  return (
    <CreatePage
      title={t('new.title')}
      action={t('new.create')}
      missing={firstProblem === undefined ? null : t(`new.problems.${firstProblem}`)}
      busy={order.busy}
      error={order.error}
      isDirty={order.isDirty}
      // Only an order has files: before its kind is chosen there is none to be seen.
      {...(parts === null && order.files.count === 0 ? {} : { files: order.files })}
      onCreate={() => void order.create()}
      onDiscard={order.discard}
      template={order.template}
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 1100 }}>
        {problems.includes('type') && (
          <Typography color="error" role="alert">
            {t('new.problems.type')}
          </Typography>
        )}
        <OrderTypeChoice type={form.type} onChange={order.choose} />
        {parts !== null && (
          <>
            {part(t('new.what'), <OrderNewDevices {...order} parts={parts} />)}
            {part(t('new.where'), <OrderNewPeople {...order} parts={parts} />)}
            {part(t('new.when'), <OrderNewDates {...order} parts={parts} />)}
            <Summary form={form} isUntitled={problems.includes('title')} set={order.set} />
          </>
        )}
      </Box>
    </CreatePage>
  );
};
