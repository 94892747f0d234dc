import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import type { SystemInfo } from '../../../shared/contract/system.ts'
import { api, messageOf } from '../../api/client.ts'
import { cx } from '../../ui/class-names.ts'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { healthWords as words } from './words.ts'

type State = 'ok' | 'warn' | 'bad'
type Fact = { title: string; state: State; text: string }

const looks = {
  ok: { icon: CircleCheck, ink: 'text-ok' },
  warn: { icon: CircleAlert, ink: 'text-warn' },
  bad: { icon: CircleX, ink: 'text-bad' },
}

/** Whether LocalFlow's parts work, and which way it starts programs. */
export function HealthView() {
  const query = useQuery({ ...api.system.info.queryOptions(), refetchInterval: 2_000 })
  if (query.isPending) return <SkeletonRows rows={3} />
  if (query.isError && !query.data)
    return <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  return (
    <ul className="my-2 flex flex-col divide-y divide-rule rounded-md border border-rule">
      {factsOf(query.data).map((fact) => (
        <Row key={fact.title} {...fact} />
      ))}
    </ul>
  )
}

function Row({ title, state, text }: Fact) {
  const { icon: Icon, ink } = looks[state]
  return (
    <li aria-label={title} className="flex items-center gap-3 px-3 py-2">
      <Icon aria-hidden="true" className={cx('size-4 shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className={cx('text-sm break-words', state === 'bad' ? 'text-bad' : 'text-ink-3')}>{text}</p>
      </div>
    </li>
  )
}

function factsOf({ storage, runnerProblem, runnerPids, spawnerPid, spawnerProblem }: SystemInfo): Fact[] {
  const database = { title: words.database, state: storage ? 'bad' : 'ok', text: storage?.message ?? words.writable } as const
  const runner = {
    title: words.runner,
    state: runnerProblem ? 'bad' : 'ok',
    text: runnerProblem ?? (runnerPids.length > 0 ? words.connected(runnerPids) : words.notStarted),
  } as const
  return [database, runner, ...programsOf(spawnerPid, spawnerProblem)]
}

/** Not known while no runner is connected. */
function programsOf(spawner: number | null, problem: string | null): Fact[] {
  if (spawner !== null) return [{ title: words.programs, state: 'ok', text: words.bySpawner(spawner) }]
  return problem === null ? [] : [{ title: words.programs, state: 'warn', text: words.byRunner(problem) }]
}
