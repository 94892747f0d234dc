import type { ReactNode } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Empty } from '../../ui/empty.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { FindAhead } from './log/find-ahead.tsx'
import { LogView } from './log/log-view.tsx'
import { RunDetails } from './run-details.tsx'
import { useTabKeys } from './use-tab-keys.ts'
import { words } from './words/page.ts'

type Props = { run: RunDetail; kind: 'flow' | 'pipeline'; of?: (tab: string) => ReactNode }

const rowsAhead = (tab: string): ReactNode => (
  <>
    {tab === 'log' && <FindAhead />}
    <SkeletonRows rows={6} />
  </>
)

/** The tabs of a flow or pipeline before what is in them: a tab that a person chooses now stays chosen. */
export function TabsAhead({ run, kind, of = rowsAhead }: Props) {
  const tabs = kind === 'flow' ? words.flowTabs : words.pipelineTabs
  const [tab, setTab] = useTab(tabs, run.status === 'failed' ? 'log' : 'graph')
  useTabKeys(tabs, setTab)
  return (
    <Tabs label={words.tabs} tabs={tabs} tab={tab} onTab={setTab}>
      {Object.keys(tabs).map((key) => (
        <TabPanel key={key} of={key} fill="column">
          {of(key)}
        </TabPanel>
      ))}
    </Tabs>
  )
}

/** The run of a job whose body is a flow or pipeline, until that begins. */
export function TabsBeforeStart({ run, kind }: Omit<Props, 'of'>) {
  const content = (tab: string): ReactNode => {
    if (tab === 'log') return <LogView run={run} attempt={null} />
    if (tab === 'data')
      return (
        <div className="overflow-auto p-4">
          <RunDetails run={run} />
        </div>
      )
    return <Empty title={words.notStarted}>{words.notStartedHint[kind]}</Empty>
  }
  return <TabsAhead run={run} kind={kind} of={content} />
}
