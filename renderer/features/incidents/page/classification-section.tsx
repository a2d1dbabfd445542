import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { CHANNELS, type Channel, type Impact, type Incident } from '#domain/fields/tickets.ts';
import { type FieldEdit, isTextOrNull } from '#renderer/shared/drafts/use-draft.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { fieldText, useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker, textChoices } from '#renderer/shared/pickers/choice-picker.tsx';
import { PlacePicker } from '#renderer/shared/pickers/place-picker.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { LevelChoice } from '../new/level-choice.tsx';
import { FieldNotice } from './field-notice.tsx';
import { valueText } from './history-model.ts';
import { useCodeWords } from './use-code-words.ts';
import type { TicketPage } from './use-ticket-page.ts';
import { useIncidentField } from './use-update.ts';

const isLevel = (value: unknown): value is Impact => value === 1 || value === 2 || value === 3;
const isChannel = (value: unknown): value is Channel => (CHANNELS as readonly unknown[]).includes(value);

const Notice = <T,>({
  field,
  current,
}: {
  readonly field: FieldEdit<T>;
  readonly current: string;
}): ReactNode => <FieldNotice field={field} current={current} onSave={() => void field.commit()} />;

const EditableFields = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const common = useText('common');
  const { ticket, settings, detail } = page;
  const impact = useIncidentField(page, 'impact', ticket.impact, isLevel, (value) => ({ impact: value }));
  const urgency = useIncidentField(page, 'urgency', ticket.urgency, isLevel, (value) => ({ urgency: value }));
  // Subcategories belong to their category, so another one takes the old subcategory away in the same edit.
  const category = useIncidentField(page, 'category', ticket.category, isTextOrNull, (value) => ({
    category: value,
    subcategory: null,
  }));
  const subcategory = useIncidentField(page, 'subcategory', ticket.subcategory, isTextOrNull, (value) => ({
    subcategory: value,
  }));
  const service = useIncidentField(page, 'serviceId', ticket.serviceId, isTextOrNull, (serviceId) => ({
    serviceId,
  }));
  const place = useIncidentField(page, 'placeId', ticket.placeId, isTextOrNull, (placeId) => ({ placeId }));
  const channel = useIncidentField(page, 'channel', ticket.channel, isChannel, (value) => ({
    channel: value,
  }));
  const services = useLive('settings.all', {}).data?.services ?? [];
  const nameOf = (id: string | null): string => (id === null ? '' : (detail.names[id] ?? id));
  const subcategories =
    settings.categories.find((known) => known.name === category.value)?.subcategories ?? [];
  const channels = CHANNELS.map((id) => ({ id, label: common(`channels.${id}`), hint: null }));
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25, pt: 0.5 }}>
      <LevelChoice
        label={t('fields:impact')}
        value={impact.value}
        onChange={(level) => void impact.commit(level)}
      />
      <Notice field={impact} current={common(`levels.${ticket.impact}`)} />
      <LevelChoice
        label={t('fields:urgency')}
        value={urgency.value}
        onChange={(level) => void urgency.commit(level)}
      />
      <Notice field={urgency} current={common(`levels.${ticket.urgency}`)} />
      <ChoicePicker
        label={t('fields:category')}
        value={category.value}
        valueName={category.value}
        choices={textChoices(settings.categories.map((known) => known.name))}
        onChange={(name) => void category.commit(name)}
      />
      <Notice field={category} current={ticket.category ?? ''} />
      <ChoicePicker
        label={t('fields:subcategory')}
        value={subcategory.value}
        valueName={subcategory.value}
        disabled={subcategories.length === 0}
        choices={textChoices(subcategories)}
        onChange={(name) => void subcategory.commit(name)}
      />
      <Notice field={subcategory} current={ticket.subcategory ?? ''} />
      <ChoicePicker
        label={t('fields:serviceId')}
        value={service.value}
        valueName={nameOf(service.value)}
        choices={services
          .filter((known) => known.active)
          .map(({ id, name }) => ({ id, label: name, hint: null }))}
        onChange={(id) => void service.commit(id)}
      />
      <Notice field={service} current={nameOf(ticket.serviceId)} />
      <PlacePicker
        label={t('fields:placeId')}
        value={place.value}
        valueName={nameOf(place.value)}
        onChange={(id) => void place.commit(id)}
      />
      <Notice field={place} current={nameOf(ticket.placeId)} />
      <ChoicePicker
        label={t('fields:channel')}
        value={channel.value}
        valueName={common(`channels.${channel.value}`)}
        choices={channels}
        onChange={(id) => {
          if (isChannel(id)) void channel.commit(id);
        }}
      />
      <Notice field={channel} current={common(`channels.${ticket.channel}`)} />
    </Box>
  );
};

const SHOWN = [
  'impact',
  'urgency',
  'category',
  'subcategory',
  'symptom',
  'serviceId',
  'placeId',
  'channel',
] as const;
const OUTCOME = [
  'closureCode',
  'closureNotes',
  'resolvedAt',
  'resolvedBy',
  'closedAt',
  'reassignmentCount',
  'reopenCount',
  'tags',
] as const;

/** How bad, what kind, where: edited in place, or only read by those who may not. */
export const ClassificationSection = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const words = useCodeWords(page.settings);
  const { ticket, detail } = page;
  const mayEdit = page.can('incidents.update');
  const factsOf = (fields: readonly (keyof Incident)[]) =>
    fields.map((field) => ({
      label: fieldText(field),
      value: ticket[field] === 0 ? null : valueText(field, ticket[field], detail.names, words),
    }));
  const outcome = factsOf(OUTCOME).filter((fact) => fact.value !== null);
  return (
    <Section title={t('side.classification')}>
      {mayEdit ? <EditableFields page={page} /> : <Facts facts={factsOf(SHOWN)} />}
      {outcome.length > 0 && (
        <Box sx={{ mt: 1 }}>
          <Facts facts={outcome} />
        </Box>
      )}
    </Section>
  );
};
