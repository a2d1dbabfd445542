import ArrowUpward from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { macroFields, macroStepFields, macroSteps } from '#domain/prepared/prepared.ts';
import { type MacroAct, ME, MOST_ACTS } from '#domain/prepared/prepared-kinds.ts';
import type { Process } from '#domain/processes/process.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { stateWord } from '#renderer/shared/record/words.ts';
import { blankAct } from './form-model.ts';
import { ValueFields } from './value-fields.tsx';

const ACTS = ['update', 'assign', 'step', 'addNote', 'addComment'] as const;

const tableOf = ({ fields }: Process, names: readonly string[]): FieldTable =>
  Object.fromEntries(names.map((name) => [name, fields[name] as FieldSpec]));

type ActProps = {
  readonly process: Process;
  readonly names: Names;
  readonly act: MacroAct;
  readonly onAct: (act: MacroAct) => void;
};

const Assign = ({
  names,
  act,
  onAct,
}: ActProps & { readonly act: MacroAct & { act: 'assign' } }): ReactNode => {
  const t = useText('prepared');
  const isMe = act.assigneeId === ME;
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={isMe}
            onChange={(_event, checked) =>
              onAct(
                checked
                  ? { act: 'assign', assigneeId: ME }
                  : { act: 'assign', teamId: null, assigneeId: null },
              )
            }
          />
        }
        label={t('form.toMe')}
      />
      {!isMe && (
        <TeamMemberPicker
          value={{ teamId: act.teamId ?? null, assigneeId: act.assigneeId ?? null }}
          names={names}
          onChange={({ teamId, assigneeId }) => onAct({ act: 'assign', teamId, assigneeId })}
        />
      )}
    </Box>
  );
};

const ActFields = (props: ActProps): ReactNode => {
  const t = useText('prepared');
  const { process, names, act, onAct } = props;
  switch (act.act) {
    case 'update':
      return (
        <ValueFields
          {...{ process, names, values: act.values }}
          table={tableOf(process, macroFields(process))}
          onValues={(values) => onAct({ ...act, values })}
        />
      );
    case 'assign':
      return <Assign {...props} act={act} />;
    case 'step':
      return (
        <Box sx={{ display: 'grid', gap: 1.25 }}>
          <TextField
            select
            size="small"
            label={t('form.step')}
            value={act.to}
            onChange={({ target }) => onAct({ act: 'step', to: target.value, values: {} })}
            sx={{ maxWidth: 260 }}
          >
            {macroSteps(process).map(({ to }) => (
              <MenuItem key={to} value={to} dense>
                {stateWord(process.type, to)}
              </MenuItem>
            ))}
          </TextField>
          <ValueFields
            {...{ process, names, values: act.values }}
            table={macroStepFields(process, act.to)}
            onValues={(values) => onAct({ ...act, values })}
          />
        </Box>
      );
    case 'addNote':
    case 'addComment':
      return (
        <LongText
          size="small"
          fullWidth
          minRows={2}
          maxRows={12}
          label={t(`acts.${act.act}`)}
          value={act.text}
          onText={(text) => onAct({ ...act, text })}
        />
      );
  }
};

type MacroFieldsProps = {
  readonly process: Process;
  readonly names: Names;
  readonly acts: readonly MacroAct[];
  readonly onActs: (acts: readonly MacroAct[]) => void;
};

/** The acts of a macro in their order. */
export const MacroFields = ({ process, names, acts, onActs }: MacroFieldsProps): ReactNode => {
  const t = useText('prepared');
  const offered = ACTS.filter((act) => process.acts.includes(act));
  const [first] = macroSteps(process);
  const swap = (index: number): void =>
    onActs(
      acts.map(
        (act, place) =>
          (place === index - 1 ? acts[index] : place === index ? acts[index - 1] : act) as MacroAct,
      ),
    );
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {acts.map((act, index) => (
        <Paper
          // biome-ignore lint/suspicious/noArrayIndexKey: an act has no name; its place is what it is
          key={index}
          variant="outlined"
          sx={{ p: 1.25, display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
        >
          <Box sx={{ display: 'flex', alignItems: 'center' }}>
            <Typography variant="subtitle2" sx={{ flex: 1 }}>
              {index + 1}. {t(`acts.${act.act}`)}
            </Typography>
            <IconButton
              size="small"
              disabled={index === 0}
              aria-label={t('form.up', { place: index + 1 })}
              onClick={() => swap(index)}
            >
              <ArrowUpward fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              aria-label={t('form.removeAct', { place: index + 1 })}
              onClick={() => onActs(acts.filter((_act, place) => place !== index))}
            >
              <DeleteOutlined fontSize="small" />
            </IconButton>
          </Box>
          <ActFields
            {...{ process, names, act }}
            onAct={(next) => onActs(acts.map((other, place) => (place === index ? next : other)))}
          />
        </Paper>
      ))}
      {acts.length < MOST_ACTS && (
        <TextField
          select
          size="small"
          label={t('form.addAct')}
          value=""
          onChange={({ target }) =>
            onActs([...acts, blankAct(target.value as MacroAct['act'], first?.to ?? '')])
          }
          sx={{ maxWidth: 260 }}
        >
          {offered.map((act) => (
            <MenuItem key={act} value={act} dense>
              {t(`acts.${act}`)}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Box>
  );
};
