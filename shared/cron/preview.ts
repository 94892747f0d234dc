import { describeCron } from './describe.ts'
import { compileCron, occurrences } from './occurrences.ts'

export type Preview = { next: string[]; text: string }

/** Describes an expression and lists its next occurrences. Throws `invalid` for a wrong expression or zone. */
export function previewCron(expression: string, zone: string, after: number, count: number): Preview {
  const found = occurrences(compileCron(expression, zone), after, count)
  return { next: found.map(isoOf), text: describeCron(expression) }
}

/** Occurrences have no fractions of a second. */
const isoOf = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')

export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
