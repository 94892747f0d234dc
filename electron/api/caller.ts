import { AppError } from '../../shared/errors.ts'
import { type Access, isAtLeast, type Role } from '../../shared/model/access.ts'
import { type Actor, apiTokenActor, localActor } from '../../shared/model/actor.ts'
import type { Trigger } from '../../shared/model/run.ts'

/** What an entry point knows about its caller. There are no accounts yet: every caller that is let in may do everything. */
export type Caller = { trigger: Trigger; actor: Actor; role: Role }

/** The person at this computer, through the window, a browser or `lf`. */
export const localCaller = (trigger: Extract<Trigger, 'hand' | 'cli'>): Caller => ({ trigger, actor: localActor, role: 'admin' })

/** A program with the token of the data folder. */
export const tokenCaller: Caller = { trigger: 'api', actor: apiTokenActor, role: 'admin' }

/** A program of another product, which needs no token. */
export const programCaller = (id: string, name: string): Caller => ({
  trigger: 'api',
  actor: { kind: 'local', id, name },
  role: 'admin',
})

/** Throws `forbidden` for a caller whose role is too low. */
export function requireAccess({ role }: Pick<Caller, 'role'>, { role: least }: Access): void {
  if (!isAtLeast(role, least))
    throw new AppError(
      'forbidden',
      `This needs the role "${least}" or higher. Your role is "${role}". Ask an administrator for access.`,
    )
}
