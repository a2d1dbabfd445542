import { isOpenRecords, type OpenRecords, othersIn } from '#domain/presence/open-records.ts';
import type { SettingValue } from '#domain/records/settings.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { done } from '../reply.ts';
import { isTold, setTold } from './told.ts';

const isSaid = (value: SettingValue): value is SettingValue & OpenRecords =>
  value.key === 'device' && value.open !== undefined && isOpenRecords(value);

const said = ({ read }: Pick<HostContext, 'read'>): readonly OpenRecords[] =>
  read.settingsOf('device').flatMap(({ value }) => (isSaid(value) ? [value] : []));

const changed = ({ bus, sync }: HostContext): void => {
  bus.touch('presence');
  sync.presenceChanged();
};

export const presenceHandlers: FeatureHandlers<'presence'> = {
  commands: {
    tell: async (context, { window, record }) => {
      context.shown.tell(window, record);
      context.sync.presenceChanged();
      return done(null);
    },
    choose: async (context, { told }) => {
      setTold(context.values, actorOf(context).personId, told);
      changed(context);
      return done(null);
    },
  },
  queries: {
    others: async (context, record) => {
      if (!context.sync.isOnline()) return done({ rows: [] });
      const { personId } = actorOf(context);
      const others = othersIn(said(context), record, personId, context.clock.now());
      const names = context.read.names(others.map((one) => one.personId));
      return done({ rows: others.map((one) => ({ ...one, name: names[one.personId] ?? null })) });
    },
    choice: async (context) => done({ told: isTold(context.values, actorOf(context).personId) }),
  },
};
