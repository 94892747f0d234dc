import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import { actAs } from '../engine/base/actor.ts'
import { type Caller, requireAccess } from './caller.ts'

/** Every procedure refuses whoever may not call it; what it has others write carries its caller as the actor. */
export const implementer = implement(contract)
  .$context<Caller>()
  .use(({ context, procedure, next }) => {
    requireAccess(context, procedure['~orpc'].meta.access)
    return actAs(context.actor, () => next())
  })
