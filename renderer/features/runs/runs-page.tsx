import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { type State, states } from '../../../shared/run-state.ts'
import { api } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Search } from '../../ui/search.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { BulkMenu } from './bulk-menu.tsx'
import { RunList } from './run-list.tsx'

/** Statuses, and beside them the runs that wait while they are running. */
const views = states.flatMap((state): (State | 'waiting')[] => (state === 'running' ? [state, 'waiting'] : [state]))

/** The filters live in the address, so that a view can be kept and sent. */
export function RunsPage() {
  const [params, setParams] = useSearchParams()
  const status = states.find((state) => state === params.get('status')) ?? null
  const job = params.get('job')
  const search = params.get('q') ?? ''
  const waiting = params.get('status') === 'waiting'
  const q = useDebounced(search.trim())
  // Of a job every run counts, whoever began it.
  const inner = job !== null || params.get('inner') === 'yes'
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (value) after.set(name, value)
        else after.delete(name)
        return after
      },
      { replace: true },
    )
  // A run that waits has the status "running", and is listed as waiting only.
  const waits = waiting ? true : status === 'running' ? false : undefined
  const filter = {
    inner,
    ...(status === null ? {} : { status }),
    ...(waits === undefined ? {} : { waiting: waits }),
    ...(job === null ? {} : { job }),
    ...searched(q),
  }
  const query = useInfiniteQuery(api.runs.list.infiniteOptions(paged(filter)))
  const runs = useItems(query.data)
  const filtered = status !== null || waiting || job !== null || q !== ''

  return (
    <Page
      title="Runs"
      actions={runs.length > 0 && <BulkMenu filter={{ status, waiting: waits, job, q, inner }} />}
      toolbar={
        <>
          <Search label="Search runs" value={search} onChange={(value) => set('q', value)} />
          <Chip on={status === null && !waiting} onClick={() => set('status', null)}>
            All
          </Chip>
          {views.map((view) => (
            <Chip key={view} on={waiting ? view === 'waiting' : status === view} onClick={() => set('status', view)}>
              {view.charAt(0).toUpperCase() + view.slice(1)}
            </Chip>
          ))}
          {job === null && (
            <Chip on={inner} onClick={() => set('inner', inner ? null : 'yes')}>
              Within flows
            </Chip>
          )}
          {job !== null && <JobFilter job={job} clear={() => set('job', null)} />}
        </>
      }
    >
      <Loaded query={query} what="runs">
        {runs.length === 0 ? (
          filtered ? (
            <Empty
              title="No run matches"
              action={<Button onClick={() => setParams({}, { replace: true })}>Show all runs</Button>}
            />
          ) : (
            <Empty
              title="No runs yet"
              action={
                <Link href="/jobs" className={buttonClass('primary')}>
                  Go to jobs
                </Link>
              }
            >
              Run a job, or any command with <code className="font-mono text-sm">lf exec -- COMMAND</code>: it is listed here with
              its output.
            </Empty>
          )
        ) : (
          <RunList runs={runs} more={query.hasNextPage ? () => void query.fetchNextPage() : null} />
        )}
      </Loaded>
    </Page>
  )
}

function JobFilter({ job, clear }: { job: string; clear(): void }) {
  const { data } = useQuery(api.jobs.get.queryOptions({ input: { ref: job } }))
  return (
    <Chip on onClick={clear}>
      Job: {data?.name ?? '…'} ✕<span className="sr-only"> (remove this filter)</span>
    </Chip>
  )
}
