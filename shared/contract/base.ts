import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Access, AccessObject, Role } from '../model/access.ts'
import { limits } from '../model/limits.ts'

export type AccessMeta = { access: Access }

/** How a procedure starts: with the least role that may call it, and what it acts on. */
export const access = (role: Role, object: AccessObject) => oc.$meta<AccessMeta>({ access: { role, object } })

/** A router whose procedures all start with `access`; any other does not compile. */
export type Guarded = { readonly [name: string]: Guarded | { '~orpc': { meta: AccessMeta } } }

/** Runs are named by their id or their number, jobs by their id or their name. */
export const Ref = z.object({ ref: z.string().min(1).max(200) })

export const Paging = {
  limit: z.coerce.number<number | string>().int().min(1).max(limits.pageSize).default(100),
  /** `nextCursor` of the previous page. */
  cursor: z.string().max(200).optional(),
}

/** Its mistakes are named by whoever reads it, each with its place. */
export const FilterText = z.string().max(limits.filterChars).describe('A filter, such as `status:failed started:7d nightly`')

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })
