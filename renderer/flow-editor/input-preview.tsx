import type { UseQueryResult } from '@tanstack/react-query'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { messageOf } from '../api/client.ts'
import { PanelCode } from '../ui/panel/facts.tsx'
import { previewWords as words } from './form/words/panel.ts'

type Resolved = { run: number; isOfNode: boolean; input: unknown; isCut: boolean }

/** What the input is with the data of the last run, while it is typed. */
export function InputPreview({
  flow,
  query,
}: {
  flow: FlowDetail | null
  query: Pick<UseQueryResult<Resolved>, 'data' | 'error'>
}) {
  const { data, error } = query
  if (!flow || flow.lastRuns.length === 0) return <p className="text-sm text-ink-3">{words.noRun}</p>
  if (error) return <p className="text-sm text-ink-3">{words.noData(messageOf(error))}</p>
  if (!data) return null
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium text-ink-2">{words.title}</span>
      <PanelCode label={words.title} className="max-h-40">
        {textOf(data.input)}
      </PanelCode>
      <p className="text-sm text-ink-3">
        {words.from(data.run, data.isOfNode)}
        {data.isCut && ` ${words.isCut}`}
      </p>
    </div>
  )
}

const textOf = (value: unknown): string =>
  value === null ? words.nothing : typeof value === 'string' ? value : JSON.stringify(value, null, 2)
