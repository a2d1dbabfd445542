import { useCallback } from 'react';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import { useSessionUser } from './session.ts';

/** Asks the permission table for the signed-in user; the data host asks it again for every command. */
export const useMay = (): ((command: CommandName, target?: PermissionTarget) => boolean) => {
  const { personId, roles, teamIds } = useSessionUser();
  return useCallback(
    (command, target) => may({ personId, roles, teamIds, deviceId: '' }, command, target).ok,
    [personId, roles, teamIds],
  );
};
