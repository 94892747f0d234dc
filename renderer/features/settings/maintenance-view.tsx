import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { MaintenanceTask } from '../../../shared/model/maintenance.ts'
import { api, attempt, client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Ago, duration, Moment, soonInstant } from '../../ui/time.tsx'
import { maintenanceWords as words } from './words.ts'

/** What LocalFlow does for its own data: when each task last ran, how that went, and when it runs next. */
export function MaintenanceView() {
  const query = useQuery(api.maintenance.list.queryOptions())
  return (
    <div className="flex flex-col gap-3 py-2">
      <p className="text-sm text-ink-3">{words.intro}</p>
      {query.isPending ? (
        <SkeletonRows rows={7} />
      ) : query.isError && !query.data ? (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      ) : (
        <ul className="flex flex-col divide-y divide-rule rounded-md border border-rule">
          {query.data.map((task) => (
            <Row key={task.id} task={task} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Row({ task }: { task: MaintenanceTask }) {
  const { id, title, schedule, scheduleText, status, nextAt } = task
  const { icon: Icon, ink, spins } = lookOf(task)
  const run = () => attempt(words.notRun(title), () => client.maintenance.run({ id }))
  return (
    <li aria-label={title} className="flex items-center gap-3 px-3 py-2 max-[480px]:flex-wrap">
      <Icon aria-hidden="true" className={cx('size-4 shrink-0', ink, spins && 'animate-spin [animation-duration:2s]')} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{title}</p>
        <p className="text-sm break-words text-ink-3">
          <Outcome task={task} />
        </p>
      </div>
      <div className="w-32 shrink-0 text-right text-sm tabular-nums">
        <p className="text-ink-2" title={schedule}>
          {scheduleText}
        </p>
        <p className="text-ink-3">
          {words.next(<Moment at={nextAt}>{nextAt <= Date.now() ? words.soon : soonInstant(nextAt)}</Moment>)}
        </p>
      </div>
      <Button small disabled={status !== 'idle'} aria-label={words.runTaskNow(title)} onClick={() => void run()}>
        {words.runNow}
      </Button>
    </li>
  )
}

function Outcome({ task: { status, last } }: { task: MaintenanceTask }) {
  if (status === 'running') return words.running
  if (status === 'waiting') return words.waiting
  if (last === null) return words.neverRan
  if (last.endedAt === null) return <span className="text-warn">{words.interrupted(<Ago at={last.startedAt} />)}</span>
  if (last.error !== null) return <span className="text-bad">{words.failed(<Ago at={last.endedAt} />, last.error)}</span>
  return words.done(last.result, <Ago at={last.endedAt} />, duration(last.endedAt - last.startedAt))
}

function lookOf({ status, last }: MaintenanceTask): { icon: LucideIcon; ink: string; spins?: boolean } {
  if (status === 'running') return { icon: LoaderCircle, ink: 'text-run', spins: true }
  if (status === 'waiting' || last === null) return { icon: CircleDashed, ink: 'text-ink-3' }
  if (last.result !== null) return { icon: CircleCheck, ink: 'text-ok' }
  return { icon: CircleX, ink: last.error === null ? 'text-warn' : 'text-bad' }
}
