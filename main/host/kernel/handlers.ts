import type { Handlers } from '#contracts/define.ts';
import type { Contracts } from '#contracts/registry.ts';
import type { HostContext } from './context.ts';

/** Every feature's handlers; a feature or a handler that is missing does not compile. */
export type AllHandlers = { readonly [F in keyof Contracts]: Handlers<Contracts[F], HostContext> };
export type FeatureHandlers<F extends keyof Contracts> = AllHandlers[F];
