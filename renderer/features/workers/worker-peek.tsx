import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Worker } from '../../../shared/model/worker.ts'
import { api } from '../../api/client.ts'
import { Loaded } from '../../paged.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, PanelSection } from '../../ui/panel/facts.tsx'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import type { Action } from '../../ui/table/action.ts'
import { ActionButtons } from '../../ui/table/action-buttons.tsx'
import { Elapsed } from '../../ui/time.tsx'
import { words } from './peek/words.ts'
import { LastHeartbeat, statusWord } from './status.tsx'

/** The details of a worker. */
export const WorkerPeek = ({ worker, actions }: { worker: Worker; actions: Action[] }) => (
  <PanelContent
    title={<Name>{worker.id}</Name>}
    note={<p className="text-sm text-ink-2">{statusWord(worker)}</p>}
    actions={<ActionButtons name={worker.id} actions={actions} />}
  >
    <Facts>
      <Fact name={words.load}>{worker.load}</Fact>
      <Fact name={words.heartbeat}>
        <LastHeartbeat worker={worker} />
      </Fact>
      <Fact name={words.connection}>{worker.type === 'http' ? worker.url : words.asks}</Fact>
      <Fact name={words.services} isCode>
        {worker.services.map((service) => (
          <div key={service}>{service}</div>
        ))}
      </Fact>
    </Facts>
    <RunningTasks worker={worker} />
  </PanelContent>
)

/** What the worker executes now, the oldest first. */
function RunningTasks({ worker: { id, running } }: { worker: Worker }) {
  const query = useQuery(api.workers.running.queryOptions({ input: { id } }))
  const tasks = query.data ?? []
  return (
    <PanelSection title={words.running}>
      <Loaded query={query} what={words.what}>
        {tasks.length === 0 ? (
          <p className="text-sm text-ink-2">{words.none}</p>
        ) : (
          <ul aria-label={words.running} className="flex flex-col gap-1 text-sm">
            {tasks.map(({ id: task, run, title, node, since }) => (
              <li key={task} className="flex min-w-0 items-baseline gap-2">
                <Link
                  href={`/runs/${run}`}
                  title={words.task(title, run)}
                  className="min-w-0 truncate text-accent hover:underline"
                >
                  {title}
                </Link>
                <span className="min-w-0 flex-1 truncate font-mono text-ink-2">{node}</span>
                <span className="shrink-0 text-ink-2 tabular-nums">{since !== null && <Elapsed from={since} to={null} />}</span>
              </li>
            ))}
            {running > tasks.length && <li className="text-ink-2">{words.more(running - tasks.length)}</li>}
          </ul>
        )}
      </Loaded>
    </PanelSection>
  )
}
