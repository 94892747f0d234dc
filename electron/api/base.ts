import { implement } from '@orpc/server'
import * as z from 'zod'
import { contract } from '../../shared/contract/contract.ts'
import { plainError } from '../../shared/model/plain-error.ts'
import { actAs } from '../engine/base/actor.ts'
import { type Caller, requireRole } from './caller.ts'
import { requireRunAccess } from './run-access.ts'

// What a client reads about a wrong field, where the schema says nothing itself.
z.config({ customError: plainError })

/** Every procedure refuses callers without the required role; everything it writes carries its caller as the actor. */
export const implementer = implement(contract)
  .$context<Caller>()
  .use(({ context, path, procedure, next }, input) => {
    if (context.run && context.isLimited) requireRunAccess(context.run, path, input)
    requireRole(context, procedure['~orpc'].meta.access)
    return actAs(context.actor, () => next())
  })
