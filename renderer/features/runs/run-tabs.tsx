import { Tabs } from '@base-ui/react/tabs'
import { useState } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Empty } from '../../ui/empty.tsx'
import { AttemptList } from './attempt-list.tsx'
import { FilesView } from './files-view.tsx'
import { LogView } from './log/log-view.tsx'
import { RunHistory } from './run-history.tsx'
import { RunMetrics } from './run-metrics.tsx'

export const tabClass =
  'h-9 text-ink-2 outline-offset-[-2px] data-active:font-medium data-active:text-ink data-active:shadow-[inset_0_-2px_var(--accent)]'

export function RunTabs({ run }: { run: RunDetail }) {
  const tries = run.nodes.at(0)?.tries ?? []
  const newest = tries.at(-1)?.number ?? null
  const [chosen, choose] = useState<number | null>(null)
  const attempt = chosen ?? newest
  return (
    <Tabs.Root defaultValue="log" className="flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label="Views of this run" className="flex gap-5 border-b border-rule px-4">
        <Tabs.Tab value="log" className={tabClass}>
          Log
        </Tabs.Tab>
        <Tabs.Tab value="files" className={tabClass}>
          Files
        </Tabs.Tab>
        <Tabs.Tab value="metrics" className={tabClass}>
          Metrics
        </Tabs.Tab>
        <Tabs.Tab value="result" className={tabClass}>
          Result
        </Tabs.Tab>
        <Tabs.Tab value="history" className={tabClass}>
          History
        </Tabs.Tab>
      </Tabs.List>
      {tries.length > 1 && (
        <AttemptList tries={tries} chosen={attempt} onChoose={(number) => choose(number === newest ? null : number)} />
      )}
      <Tabs.Panel value="log" className="flex min-h-0 flex-1 flex-col outline-none">
        <LogView key={`${run.id} ${attempt}`} run={run} attempt={attempt} />
      </Tabs.Panel>
      <Tabs.Panel value="files" className="flex min-h-0 flex-1 flex-col outline-none">
        <FilesView key={`${run.id} ${attempt}`} run={run} node={null} attempt={attempt} />
      </Tabs.Panel>
      <Tabs.Panel value="metrics" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunMetrics key={`${run.id} ${attempt}`} id={run.id} attempt={tries.find(({ number }) => number === attempt) ?? null} />
      </Tabs.Panel>
      <Tabs.Panel value="result" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunResult run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunHistory id={run.id} />
      </Tabs.Panel>
    </Tabs.Root>
  )
}

function RunResult({ run }: { run: RunDetail }) {
  if (run.result == null)
    return (
      <Empty title={run.endedAt === null ? 'No result yet' : 'It gave no result'}>
        What a task gives, such as the answer to a request, is shown here when it has succeeded.
      </Empty>
    )
  return <pre className="p-4 font-mono text-sm break-words whitespace-pre-wrap">{JSON.stringify(run.result, null, 2)}</pre>
}
