import { useState } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Empty } from '../../ui/empty.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { AttemptList } from './attempt-list.tsx'
import { FilesView } from './files-view.tsx'
import { LogView } from './log/log-view.tsx'
import { RunHistory } from './run-history.tsx'
import { RunMetrics } from './run-metrics.tsx'
import { words } from './words/page.ts'

export function RunTabs({ run }: { run: RunDetail }) {
  const tries = run.nodes.at(0)?.tries ?? []
  const newest = tries.at(-1)?.number ?? null
  const [chosen, choose] = useState<number | null>(null)
  const attempt = chosen ?? newest
  const [tab, setTab] = useTab(words.jobTabs, 'log')
  return (
    <Tabs
      label={words.tabs}
      tabs={words.jobTabs}
      tab={tab}
      onTab={setTab}
      toolbar={
        tries.length > 1 && (
          <AttemptList tries={tries} chosen={attempt} onChoose={(number) => choose(number === newest ? null : number)} />
        )
      }
    >
      <TabPanel of="log" fill="column">
        <LogView key={`${run.id} ${attempt}`} run={run} attempt={attempt} />
      </TabPanel>
      <TabPanel of="metrics">
        <RunMetrics key={`${run.id} ${attempt}`} id={run.id} attempt={tries.find(({ number }) => number === attempt) ?? null} />
      </TabPanel>
      <TabPanel of="files" fill="column">
        <FilesView key={`${run.id} ${attempt}`} run={run} node={null} attempt={attempt} />
      </TabPanel>
      <TabPanel of="data">
        <RunResult run={run} />
      </TabPanel>
      <TabPanel of="history">
        <RunHistory id={run.id} />
      </TabPanel>
    </Tabs>
  )
}

function RunResult({ run }: { run: RunDetail }) {
  if (run.result == null)
    return <Empty title={run.endedAt === null ? words.noResultYet : words.noResult}>{words.resultHint}</Empty>
  return <pre className="p-4 font-mono text-sm break-words whitespace-pre-wrap">{JSON.stringify(run.result, null, 2)}</pre>
}
