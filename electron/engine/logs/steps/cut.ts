import * as z from 'zod'
import { AppError } from '../../../../shared/errors.ts'

/**
 * A place between the lines of many logs. Logs are in the order of their ids, in which they began: of those after `entered`, no line
 * is before the place; of the others, all lines are, unless `open` says how many.
 */
export type Cut = { entered: string; open: ReadonlyMap<string, number> }

export const atStart: Cut = { entered: '', open: new Map() }

const Stored = z.tuple([z.string().max(64), z.array(z.tuple([z.string().max(64), z.int().min(0)]))])

export const cursorOf = ({ entered, open }: Cut): string =>
  Buffer.from(JSON.stringify([entered, [...open]])).toString('base64url')

/** Throws `invalid` for a text that is no cursor. */
export function cutOf(cursor: string): Cut {
  const stored = Stored.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()))
  if (!stored.success) throw new AppError('invalid', 'Could not read the cursor. Read the log from its start or its end.')
  const [entered, open] = stored.data
  return { entered, open: new Map(open) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
