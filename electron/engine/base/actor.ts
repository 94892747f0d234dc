import { AsyncLocalStorage } from 'node:async_hooks'
import { type Actor, systemActor } from '../../../shared/model/actor.ts'

const acting = new AsyncLocalStorage<Actor>()

/** This actor is the actor of everything that `act` does and awaits. */
export const actAs = <T>(actor: Actor, act: () => T): T => acting.run(actor, act)

/** The current actor. LocalFlow itself acts if no caller is set. */
export const currentActor = (): Actor => acting.getStore() ?? systemActor
