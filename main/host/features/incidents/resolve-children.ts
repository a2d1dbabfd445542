import { cascadeResolve } from '#domain/incidents/incident.commands.ts';
import type { Actor } from '#domain/records/common.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import type { HostContext } from '../../kernel/context.ts';
import { pendingWork } from '../pending-work.ts';
import { incidentContext } from './incident-context.ts';

type CascadeHost = Pick<HostContext, 'records' | 'read' | 'settings' | 'env' | 'values' | 'device'>;

/** Parents about to be resolved whose children may not be resolved yet. */
export const pendingCascades = pendingWork('cascades.pending');

/** Children take over their parent's solution; each is its own write, and one that is refused does not hold up the others. */
export const resolveChildren = async (host: CascadeHost, parent: Ticket, actor?: Actor): Promise<void> => {
  const children = await host.records.getMany('tickets', host.read.descendantIds(parent.id));
  const ctx = incidentContext(host, actor);
  for (const { id } of cascadeResolve(parent, children, ctx)) {
    await host.records.change('tickets', id, (child) => {
      // Decided anew on the child as it is now, among the others that tell how it hangs on the parent.
      const family = [...children.filter((other) => other.id !== id), child];
      const resolved = cascadeResolve(parent, family, ctx).find((one) => one.id === id);
      return { ok: true, value: resolved ?? child };
    });
  }
  pendingCascades.forget(host, parent.id);
};

/** Finishes what a crash interrupted, in the name of whoever resolved the parent. Runs once when the host starts. */
export const repairCascades = async (host: CascadeHost): Promise<void> => {
  for (const id of pendingCascades.ids(host)) {
    const parent = await host.records.get('tickets', id);
    if (parent?.state !== 'resolved') {
      pendingCascades.forget(host, id);
      continue;
    }
    const personId = parent.resolvedBy ?? parent.updatedBy;
    await resolveChildren(host, parent, { personId, roles: [], teamIds: [], deviceId: host.device.id });
  }
};
