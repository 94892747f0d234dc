import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import type { Trigger } from '../../shared/model/run.ts'

/** What a door tells of its caller. */
export type Caller = { trigger: Trigger }

export const implementer = implement(contract).$context<Caller>()
