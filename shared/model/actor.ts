import * as z from 'zod'

export const actorKinds = ['local', 'account', 'token', 'schedule', 'trigger', 'hook', 'agent', 'system'] as const

/**
 * Who did something: the person at this computer (`local`), an account, an API token, a schedule, a trigger, the caller of a
 * webhook (`hook`), an agent, or LocalFlow itself (`system`).
 */
export const Actor = z.object({
  kind: z.enum(actorKinds),
  /** The account, schedule, trigger or program; missing where there is only one. */
  id: z.string().optional(),
  /** The name at that time. */
  name: z.string(),
})
export type Actor = z.infer<typeof Actor>

/** The person at this computer, in the window, the tray or `lf`. */
export const localActor: Actor = { kind: 'local', name: 'you' }
export const systemActor: Actor = { kind: 'system', name: 'LocalFlow' }
/** Callers with the token of the data folder. */
export const apiTokenActor: Actor = { kind: 'token', name: 'API token' }

/** The actor within a sentence: `you`, `schedule Nightly`. */
export function actorText({ kind, name }: Actor): string {
  switch (kind) {
    case 'schedule':
      return `schedule ${name}`
    case 'trigger':
      return `trigger ${name}`
    case 'hook':
      return `webhook ${name}`
    case 'agent':
      return `agent ${name}`
    case 'local':
    case 'account':
    case 'token':
    case 'system':
      return name
  }
}
