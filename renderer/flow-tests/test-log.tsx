import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { duration } from '../../shared/duration.ts'
import type { FlowDetail } from '../../shared/model/flow.ts'
import type { RunDetail } from '../../shared/model/run.ts'
import { api } from '../api/client.ts'
import type { FlowText } from '../flow-editor/flow-text.ts'
import { StatusPill } from '../run-status.tsx'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Empty } from '../ui/empty.tsx'
import { Name } from '../ui/name.tsx'
import { PanelCode } from '../ui/panel/facts.tsx'
import { showTest } from './test-state.ts'
import type { FlowTest } from './use-flow-test.ts'
import { words } from './words.ts'

const linesShown = 500
const forApproval = { for: 'approval', what: null, until: null } as const

type Props = { flow: Pick<FlowDetail, 'id'> | null; flowText: Pick<FlowText, 'select'>; test: FlowTest }

/** How far the shown test is. */
export function logTitle({ run }: Pick<FlowTest, 'run'>): string {
  if (run === null) return words.log
  const done = run.nodes.filter(({ endedAt }) => endedAt !== null).length
  const took = run.startedAt !== null && run.endedAt !== null ? ` · ${duration(run.endedAt - run.startedAt)}` : ''
  return `${words.status(done, run.nodes.length)}${took}`
}

/** The tests of the draft, the nodes of the one that is shown, and the log of the chosen node. */
export function TestLog({ flow, flowText, test }: Props) {
  const { data } = useQuery({ ...api.flows.tests.queryOptions({ input: { ref: flow?.id ?? '' } }), enabled: flow !== null })
  const { run, node, asks } = test
  if (flow === null || !data || data.items.length === 0) return <Empty title={words.noTest}>{words.noTestText}</Empty>
  return (
    <div className="grid h-full min-h-0 grid-cols-[180px_260px_1fr] max-[960px]:grid-cols-[128px_264px_1fr]">
      <ul aria-label={words.tests} className="min-h-0 overflow-auto border-r border-rule p-1">
        {data.items.map((each) => (
          <li key={each.id}>
            <Row isChosen={each.number === run?.number} onClick={() => showTest(flow.id, each.number)}>
              <span className="tabular-nums">{words.testOf(each.number)}</span>
              <StatusPill facts={each.number === run?.number && asks.size > 0 ? { ...each, waiting: forApproval } : each} />
            </Row>
          </li>
        ))}
      </ul>
      <ul aria-label={words.nodesOfTest} className="min-h-0 overflow-auto border-r border-rule p-1">
        {run?.nodes.map((each) => (
          <li key={each.key}>
            <Row isChosen={each.key === node} onClick={() => flowText.select([each.key])}>
              <Name className="flex-1">{each.key}</Name>
              <span className="text-ink-3 tabular-nums">{tookOf(each)}</span>
              <StatusPill facts={asks.has(each.key) ? { ...each, waiting: forApproval } : each} />
            </Row>
          </li>
        ))}
      </ul>
      {run && <NodeLog run={run} test={test} />}
    </div>
  )
}

const tookOf = ({ startedAt, endedAt, bypass }: RunDetail['nodes'][number]): string =>
  startedAt === null || endedAt === null || bypass !== null ? '' : duration(endedAt - startedAt)

const Row = ({ isChosen, onClick, children }: { isChosen: boolean; onClick(): void; children: ReactNode }) => (
  <button
    type="button"
    aria-current={isChosen}
    onClick={onClick}
    className={cx('flex h-7 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-hover', isChosen && 'bg-hover')}
  >
    {children}
  </button>
)

type LogProps = { run: RunDetail; test: FlowTest }

function NodeLog({ run, test }: LogProps) {
  const { node, keyInTest, asks, decide } = test
  const found = run.nodes.find(({ key }) => key === node)
  const key = keyInTest(found?.key ?? '')
  const query = useQuery({
    ...api.logs.read.queryOptions({ input: { ref: run.id, node: key, end: true, count: linesShown } }),
    enabled: found?.taskId != null,
    retry: false,
  })
  const lines = found?.taskId == null ? [] : (query.data?.items ?? [])
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <div className="flex h-7 shrink-0 items-center gap-3 px-3 text-sm text-ink-3">
        <span className="min-w-0 flex-1 truncate">{found ? words.logOf(found.key) : words.chooseNode}</span>
        {found && (
          <Link href={`/runs/${run.number}/log?step=${encodeURIComponent(key)}`} className="text-accent hover:underline">
            {words.openLog}
          </Link>
        )}
        <Link href={`/runs/${run.number}`} className="text-accent hover:underline">
          {words.openRun(run.number)}
        </Link>
      </div>
      {node !== null && asks.has(node) && (
        <div className="flex gap-2 px-3 pb-2">
          <Button small look="primary" onClick={() => void decide(node, true)}>
            {words.approve}
          </Button>
          <Button small look="danger" onClick={() => void decide(node, false)}>
            {words.reject}
          </Button>
        </div>
      )}
      {found && !asks.has(found.key) && (
        <PanelCode label={words.logOf(found.key)} className="mx-3 mb-2 min-h-0 flex-1">
          {lines.length === 0 ? (found.error ?? courseText(test, found.key)) : lines.map(({ text }) => text).join('\n')}
        </PanelCode>
      )}
    </div>
  )
}

/** What a node without a log decided by, and where it went. */
function courseText({ actions, readBy }: FlowTest, node: string): string {
  const action = actions.get(node)
  const said = readBy(node).map(([reference, value]) => words.read(reference, JSON.stringify(value)))
  return [...said, ...(action === undefined ? [] : [words.took(action)])].join('\n') || words.noLog
}
