import { limits } from '../../../../../shared/model/limits.ts'
import { client } from '../../../../api/client.ts'
import { lineForOthers } from '../read-lines.ts'
import type { StepLabels } from './step-labels.ts'

/** The lines of all steps by time, each with its time and its step. */
export async function* stepTexts(ref: string, label: StepLabels, signal: AbortSignal): AsyncGenerator<string> {
  for (let cursor: string | null = null; ; ) {
    const place: { cursor?: string } = cursor === null ? {} : { cursor }
    const page = await client.logs.steps({ ref, count: limits.logPageLines, ...place }, { signal })
    yield page.items
      .map((line) => `${lineForOthers({ ...line, text: `${label(line.node, line.attempt)}: ${line.text}` }, true)}\n`)
      .join('')
    if (!page.more) return
    cursor = page.after
  }
}
