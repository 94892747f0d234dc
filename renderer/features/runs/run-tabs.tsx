import { useMemo } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Empty } from '../../ui/empty.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { FilesView } from './files-view.tsx'
import { HookLog } from './hook-log.tsx'
import { LogView } from './log/log-view.tsx'
import { usePlace } from './place.ts'
import { Beside } from './rows/beside.tsx'
import { hookAt, rowsOfHooks } from './rows/rows-of-hooks.ts'
import { rowsOfJob } from './rows/rows-of-job.ts'
import { rowWords } from './rows/words.ts'
import { RunDetails } from './run-details.tsx'
import { RunHistory } from './run-history.tsx'
import { RunMetrics } from './run-metrics.tsx'
import { Timeline } from './timeline/timeline.tsx'
import { useCompare } from './use-compare.ts'
import { useTabKeys } from './use-tab-keys.ts'
import { words } from './words/page.ts'

/** A run of a job, or of one command. */
export function RunTabs({ run }: { run: RunDetail }) {
  const tries = run.nodes.at(0)?.tries ?? []
  const { place } = usePlace()
  const attempt = place.attempt ?? tries.at(-1)?.number ?? null
  const [tab, setTab] = useTab(words.jobTabs, 'log')
  const compare = useCompare()
  const rows = useMemo(() => rowsOfJob(run), [run])
  const steps = useMemo(() => [...rows, ...rowsOfHooks(run.hooks)], [rows, run.hooks])
  const hook = hookAt(run.hooks, place)
  useTabKeys(words.jobTabs, setTab)
  const key = `${run.id} ${attempt}`
  return (
    <Tabs label={words.tabs} tabs={words.jobTabs} tab={tab} onTab={setTab}>
      <TabPanel of="log" fill="column">
        {compare.isOpen ? (
          <CompareView key={key} run={run} node={null} attempt={attempt} other={compare.other} onClose={compare.close} />
        ) : hook !== -1 ? (
          <HookLog run={run} rows={steps} index={hook} />
        ) : (
          <Beside
            label={run.hooks.length === 0 ? rowWords.attempts : rowWords.steps}
            rows={steps}
            chosen={key}
            isLive={run.endedAt === null}
          >
            <LogView key={key} run={run} attempt={attempt} />
          </Beside>
        )}
      </TabPanel>
      <TabPanel of="timeline" fill="column">
        <Timeline run={run} rows={rows} log={(row) => <LogView key={row.key} run={run} attempt={row.place?.attempt ?? null} />} />
      </TabPanel>
      <TabPanel of="metrics">
        <RunMetrics key={key} id={run.id} attempt={tries.find(({ number }) => number === attempt) ?? null} />
      </TabPanel>
      <TabPanel of="files" fill="column">
        <FilesView key={key} run={run} node={null} attempt={attempt} />
      </TabPanel>
      <TabPanel of="data">
        <div className="grid gap-4 p-4">
          <RunDetails run={run} />
          <RunResult run={run} />
        </div>
      </TabPanel>
      <TabPanel of="history">
        <RunHistory id={run.id} />
      </TabPanel>
    </Tabs>
  )
}

function RunResult({ run }: { run: RunDetail }) {
  return (
    <section aria-label={words.result} className="min-w-0">
      <h2 className="mb-2 font-semibold">{words.result}</h2>
      {run.result == null ? (
        <Empty title={run.endedAt === null ? words.noResultYet : words.noResult}>{words.resultHint}</Empty>
      ) : (
        <pre className="font-mono text-sm break-words whitespace-pre-wrap">{JSON.stringify(run.result, null, 2)}</pre>
      )}
    </section>
  )
}
