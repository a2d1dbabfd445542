import Add from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import type { Names } from '#contracts/shared.ts';
import { uncoveredKinds } from '#domain/approvals/approval-rules.ts';
import { APPROVAL_RULES } from '#domain/fields/approvals.ts';
import {
  APPROVED_KINDS,
  type ChangeType,
  RISK_LEVELS,
  type RiskLevel,
  VOTED_TYPES,
} from '#domain/fields/changes.ts';
import { ROLES } from '#domain/records/common.ts';
import type { ApprovalRule } from '#domain/records/settings.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from '#renderer/shared/pickers/choice-picker.tsx';
import { ManyPicker } from '#renderer/shared/pickers/many-picker.tsx';
import { ManySelect, wholeSx } from '#renderer/shared/pickers/many-select.tsx';
import type { Choice } from '#renderer/shared/pickers/search-picker.tsx';
import { minorOf } from '#renderer/shared/record/field-values.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { FactList } from './fact-list.tsx';
import { APPROVALS_SHAPE, type RuleForm } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

const CHANGES = { collection: 'tickets', type: 'change' } as const;
const isChangeType = (type: string): type is ChangeType => VOTED_TYPES.some((one) => one === type);
const typeWord = (type: ApprovalRule['changeTypes'][number]): string =>
  isChangeType(type) ? valueWord(CHANGES, 'changeType', type) : text(`common:ticketTypes.${type}`);
const ruleWord = (rule: ApprovalRule['rule']): string => valueWord(CHANGES, 'approvals.x.rule', rule);

const riskWord = (level: RiskLevel): string => valueWord(CHANGES, 'riskLevel', level);

type RuleRowProps = {
  readonly rule: RuleForm;
  /** It was added just now: what is typed next is its name. */
  readonly isNew: boolean;
  readonly people: readonly Choice[];
  readonly names: Names;
  readonly onChange: (rule: RuleForm) => void;
  /** Left out once it is saved: changes that asked by it name it. */
  readonly onRemove: (() => void) | undefined;
};

/** Percent while they are typed: at least one, at most a hundred. */
const percentOf = (typed: string): number =>
  Math.min(100, Math.max(1, Number(typed.replace(/\D/g, '')) || 1));

const RuleRow = ({ rule, isNew, people, names, onChange, onRemove }: RuleRowProps): ReactNode => {
  const t = useText('settings');
  return (
    <Box
      role="group"
      aria-label={rule.name}
      sx={{ display: 'grid', gap: 1, pb: 1.5, borderBottom: 1, borderColor: 'divider' }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <TextField
          label={t('approvals.name')}
          value={rule.name}
          autoFocus={isNew}
          error={rule.name.trim() === ''}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 120 } }}
          sx={{ flex: '1 1 200px', maxWidth: 320 }}
        />
        <ManySelect
          label={t('approvals.types')}
          any={t('approvals.noType')}
          values={APPROVED_KINDS}
          chosen={rule.changeTypes}
          words={typeWord}
          several={() => formatList(rule.changeTypes.map(typeWord))}
          width={180}
          isWhole
          onChange={(changeTypes) => onChange({ ...rule, changeTypes: [...changeTypes] })}
        />
        <TextField
          select
          label={t('approvals.leastRisk')}
          value={rule.leastRisk}
          onChange={({ target }) =>
            onChange({ ...rule, leastRisk: RISK_LEVELS.find((one) => one === target.value) ?? '' })
          }
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ width: 140 }}
        >
          <MenuItem value="">{t('approvals.anyRisk')}</MenuItem>
          {RISK_LEVELS.map((one) => (
            <MenuItem key={one} value={one}>
              {riskWord(one)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          label={t('approvals.leastCost')}
          value={rule.leastCost}
          placeholder={t('approvals.anyCost')}
          error={rule.leastCost.trim() !== '' && minorOf(rule.leastCost) === null}
          onChange={({ target }) => onChange({ ...rule, leastCost: target.value })}
          slotProps={{ htmlInput: { inputMode: 'decimal', maxLength: 14 }, inputLabel: { shrink: true } }}
          sx={{ width: 120 }}
        />
        <TextField
          select
          label={t('approvals.rule')}
          value={rule.rule}
          onChange={(event) => {
            const chosen = APPROVAL_RULES.find((one) => one === event.target.value);
            if (chosen !== undefined) onChange({ ...rule, rule: chosen });
          }}
          sx={wholeSx(200)}
        >
          {APPROVAL_RULES.map((one) => (
            <MenuItem key={one} value={one}>
              {ruleWord(one)}
            </MenuItem>
          ))}
        </TextField>
        {rule.rule === 'share' && (
          <TextField
            label={t('approvals.share')}
            value={String(rule.share)}
            onChange={(event) => onChange({ ...rule, share: percentOf(event.target.value) })}
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
            sx={{ width: 110 }}
          />
        )}
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={rule.active}
              onChange={(event) => onChange({ ...rule, active: event.target.checked })}
            />
          }
          label={t('approvals.active')}
        />
        {onRemove !== undefined && (
          <RemoveButton label={t('removeUnsaved', { name: rule.name })} onClick={onRemove} />
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'start' }}>
        <ManySelect
          label={t('approvals.roles')}
          any={t('approvals.noRole')}
          values={ROLES}
          chosen={rule.roles}
          words={(role) => t(`common:roles.${role}`)}
          several={(count) => t('approvals.several', { count })}
          width={200}
          onChange={(roles) => onChange({ ...rule, roles: [...roles] })}
        />
        <Box sx={{ flex: '1 1 240px', maxWidth: 420 }}>
          <ManyPicker
            value={rule.personIds}
            names={names}
            onChange={(personIds) => onChange({ ...rule, personIds: [...personIds] })}
          >
            {(add) => (
              <ChoicePicker
                label={t('approvals.addPerson')}
                value={null}
                valueName={null}
                choices={people.filter(({ id }) => !rule.personIds.includes(id))}
                onChange={add}
              />
            )}
          </ManyPicker>
        </Box>
      </Box>
    </Box>
  );
};

/** What nobody could approve by these rules, while they are edited, too. */
const Uncovered = ({ rules }: { readonly rules: readonly ApprovalRule[] }): ReactNode => {
  const t = useText('settings');
  const { none, some } = uncoveredKinds(rules);
  const line = (key: 'uncovered' | 'partly', kinds: typeof none): ReactNode =>
    kinds.length > 0 && (
      <Alert severity="warning">{t(`approvals.${key}`, { kinds: formatList(kinds.map(typeWord)) })}</Alert>
    );
  return (
    <>
      {line('uncovered', none)}
      {line('partly', some)}
    </>
  );
};

/** Who has to agree to a change. A rule is switched off, never removed: changes that asked by it name it. */
export const ApprovalsSection = ({
  settings,
  mayEdit,
  isAsked,
}: SectionProps & { readonly isAsked: boolean }): ReactNode => {
  const t = useText('settings');
  const title = t('approvals.title');
  const form = useSetting({ key: 'approval-rules', settings, mayEdit, title, shape: APPROVALS_SHAPE });
  const accounts = useLive('directory.accounts', {}).data?.rows ?? [];
  const names = Object.fromEntries(accounts.map(({ id, name }) => [id, name]));
  const people = accounts.map(({ id, name }): Choice => ({ id, label: name, hint: null }));
  const { rules } = form.value;
  const known = settings.find(({ key }) => key === 'approval-rules')?.value;
  const saved = known?.key === 'approval-rules' ? known.rules : form.isEdited ? [] : rules;
  const [added, setAdded] = useState<string | null>(null);
  const who = ({ personIds, roles }: RuleForm): string =>
    formatList([
      ...personIds.map((id) => nameOf(names, id)),
      ...roles.map((role) => t(`common:roles.${role}`)),
    ]);
  if (!mayEdit)
    return (
      <SettingSection title={title} hint={t('approvals.hint')} isAsked={isAsked}>
        <Uncovered rules={APPROVALS_SHAPE.valueOf(form.value).rules} />
        <FactList
          facts={[
            ...rules
              .filter(({ active }) => active)
              .map(
                (rule) =>
                  [
                    rule.name,
                    joined([
                      formatList(rule.changeTypes.map(typeWord)),
                      rule.leastRisk === ''
                        ? null
                        : t('approvals.fromRisk', { level: riskWord(rule.leastRisk) }),
                      rule.leastCost === '' ? null : t('approvals.fromCost', { amount: rule.leastCost }),
                      ruleWord(rule.rule),
                      who(rule),
                    ]),
                  ] as const,
              ),
            [t('approvals.remind'), form.value.remindAfter] as const,
          ]}
        />
      </SettingSection>
    );
  const set = (next: readonly RuleForm[]): void => form.change({ ...form.value, rules: [...next] });
  const blank = (): RuleForm => ({
    ...{ id: ulid(), name: '', active: true, changeTypes: [...APPROVED_KINDS], leastRisk: '' },
    leastCost: '',
    ...{ rule: 'first', share: 100, personIds: [], roles: [] },
  });
  const add = (): void => {
    const rule = blank();
    setAdded(rule.id);
    set([...rules, rule]);
  };
  return (
    <SettingSection title={title} hint={t('approvals.hint')} form={form} isAsked={isAsked}>
      <Uncovered rules={APPROVALS_SHAPE.valueOf(form.value).rules} />
      {rules.map((rule) => (
        <RuleRow
          key={rule.id}
          {...{ rule, people, names }}
          isNew={rule.id === added}
          onChange={(next) => set(rules.map((one) => (one.id === rule.id ? next : one)))}
          onRemove={
            saved.some(({ id }) => id === rule.id)
              ? undefined
              : () => set(rules.filter(({ id }) => id !== rule.id))
          }
        />
      ))}
      <TextField
        size="small"
        label={t('approvals.remind')}
        helperText={t('approvals.remindHint')}
        value={form.value.remindAfter}
        onChange={({ target }) => form.change({ ...form.value, remindAfter: target.value })}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        sx={{ maxWidth: 420 }}
      />
      <Button startIcon={<Add />} onClick={add} sx={{ justifySelf: 'start' }}>
        {t('approvals.add')}
      </Button>
    </SettingSection>
  );
};
