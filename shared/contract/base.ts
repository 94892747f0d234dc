import { oc } from '@orpc/contract'
import * as z from 'zod'
import { limits } from '../model/limits.ts'

export const route = oc

/** Runs are named by their id or their number, jobs by their id or their name. */
export const Ref = z.object({ ref: z.string().min(1).max(200) })

export const Paging = {
  limit: z.coerce.number<number | string>().int().min(1).max(limits.pageSize).default(100),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(200).optional(),
}

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })
