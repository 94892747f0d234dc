import { fallbackAction } from '../../shared/flow/definition.ts'
import type { HistoryEvent } from '../../shared/flow/events.ts'
import { nodeKeyOf } from '../../shared/flow/state.ts'

/** The action with which each node went on last, unless that says nothing. */
export function actionsTaken(events: readonly HistoryEvent[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const event of events) {
    if (event.type !== 'went on' || event.data.after === null) continue
    const { after, action } = event.data
    if (action === null || action === '' || action === fallbackAction) found.delete(nodeKeyOf(after))
    else found.set(nodeKeyOf(after), action)
  }
  return found
}
