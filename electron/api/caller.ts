import { AppError } from '../../shared/errors.ts'
import { type Access, isAtLeast, type Role } from '../../shared/model/access.ts'
import { type Actor, apiTokenActor, localActor } from '../../shared/model/actor.ts'
import type { Trigger } from '../../shared/model/run.ts'
import type { RunUser } from '../engine/secrets/secrets.ts'
import { runForbidden } from './run-access.ts'

/** What an entry point knows about its caller. There are no accounts yet: every caller that is let in may do everything. */
export type Caller = {
  trigger: Trigger
  actor: Actor
  role: Role
  /** The attempt that calls. */
  run?: RunUser
  /** It has no token but that of its run. */
  isLimited?: boolean
}

/** The person at this computer, through the window, a browser or `lf`. */
export const localCaller = (trigger: Extract<Trigger, 'hand' | 'cli'>): Caller => ({ trigger, actor: localActor, role: 'admin' })

/** A program with the token of the data folder. */
export const tokenCaller: Caller = { trigger: 'api', actor: apiTokenActor, role: 'admin' }

/** A script with the token of its run. */
export const runCaller = (run: RunUser): Caller => ({ trigger: 'api', actor: run.actor, role: 'operator', run, isLimited: true })

/** `lf` within a script: it has the token of the data folder, and says which run it works for. */
export const cliOfRun = (run: RunUser): Caller => ({ ...localCaller('cli'), actor: run.actor, run })

/** A program of another product, which needs no token. */
export const programCaller = (id: string, name: string): Caller => ({
  trigger: 'api',
  actor: { kind: 'local', id, name },
  role: 'admin',
})

/** For what is not in the contract. Throws `forbidden` for a caller whose role is too low, and for the token of a run. */
export function requireAccess(caller: Pick<Caller, 'role' | 'isLimited'>, access: Access): void {
  if (caller.isLimited) throw runForbidden()
  requireRole(caller, access)
}

/** Throws `forbidden` for a caller whose role is too low. */
export function requireRole({ role }: Pick<Caller, 'role'>, { role: least }: Access): void {
  if (!isAtLeast(role, least))
    throw new AppError(
      'forbidden',
      `This needs the role "${least}" or higher. Your role is "${role}". Ask an administrator for access.`,
    )
}
