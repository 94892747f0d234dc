import { follow } from '../../../shared/flow/reference.ts'
import type { Json } from '../../../shared/model/json.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { TriggerOn } from '../../../shared/model/trigger.ts'
import { eventPathIn } from '../../../shared/trigger/facts.ts'
import type { GivenParams } from '../queue/queue.ts'

/**
 * The parameters of a run that a trigger starts: what is known about the event, and the values that the trigger sets.
 * `more`: facts for references alone.
 */
export const eventValues = (on: TriggerOn, chosen: Params, facts: Params, more: Params = {}): GivenParams => ({
  offered: on.kind === 'webhook' ? { ...bodyFields(facts), ...fieldsOf(facts['query']) } : {},
  facts,
  params: filled(chosen, { ...facts, ...more }),
})

/** The fields of a JSON body or of a form. `body` stays the text of the form, which may be text that only claims to be one. */
function bodyFields({ body, content_type: type }: Params): Params {
  const isForm = typeof body === 'string' && /^application\/x-www-form-urlencoded\b/i.test(String(type))
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : fieldsOf(body)
}

/** The fields of a JSON body or of a query. Most requests have some that the job does not ask for. */
const fieldsOf = (value: Json | undefined): Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

/** A text such as `$event.path` stands for that fact about the event. One that the event does not have is left out. */
const filled = (chosen: Params, facts: Params): Params =>
  Object.fromEntries(
    Object.entries(chosen).flatMap(([name, value]): [string, Json][] => {
      const path = eventPathIn(value)
      if (path === null) return [[name, value]]
      const known = follow(facts, path)
      return known === null ? [] : [[name, known]]
    }),
  )
