import type { ContractRouterClient } from '@orpc/contract'
import { jobs } from './jobs.ts'
import { live } from './live.ts'
import { logs, runs } from './runs.ts'
import { system } from './system.ts'

/** Everything a client can ask, over every door. */
export const contract = { jobs, runs, logs, live, system }

export type Client = ContractRouterClient<typeof contract>
