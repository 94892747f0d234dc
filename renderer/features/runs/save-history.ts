import type { Run } from '../../../shared/model/run.ts'
import { type FlowHistory, flowEvents } from '../../flow-run/use-flow-history.ts'

/** Gives the history to the person as a file, which `lf replay` and every LocalFlow can open. */
export async function saveHistory(run: Pick<Run, 'id' | 'number' | 'title'>, history: FlowHistory): Promise<void> {
  const { eventLine, headLine } = await import('../../../shared/flow/history-file.ts')
  const { definition, version, events } = history
  const head = headLine({ run: { id: run.id, number: run.number }, flow: run.title, version, definition })
  const lines = [head, ...flowEvents(events).map(eventLine)]
  const url = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'application/jsonl' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${run.title.replace(/[^\p{L}\p{N}._-]+/gu, '-')}-${run.number}.history.jsonl`
  link.click()
  URL.revokeObjectURL(url)
}
