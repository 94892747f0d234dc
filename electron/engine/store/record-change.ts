import type { DefinitionKind } from '../../../shared/model/organization.ts'
import type { Events } from './events.ts'

type Value = string | number | boolean | null | readonly string[]

/** Characters of a text that an event keeps. */
const keptChars = 500

const shortened = (value: Value): Value =>
  typeof value === 'string' && value.length > keptChars ? `${value.slice(0, keptChars)}…` : value

/**
 * A change of a job, a flow or a pipeline that makes no version: one event for each field. `about` names the part that changed,
 * such as one of its schedules. Call inside the write.
 */
export function recordChange(
  events: Pick<Events, 'append'>,
  at: number,
  { kind, id }: { kind: DefinitionKind; id: string },
  change: { field: string; from: Value; to: Value; about?: string },
): void {
  const { field, from, to, about } = change
  events.append({
    ...{ at, noun: kind, id, type: 'definition-changed' },
    data: { field, from: shortened(from), to: shortened(to), ...(about !== undefined && { about }) },
  })
}
