import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Attempt, Sample } from '../../../shared/model/run.ts'
import { api, messageOf } from '../../api/client.ts'
import { bytesText } from '../../ui/bytes-text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { duration } from '../../ui/time.tsx'
import { metricWords as words } from './words/tabs.ts'

const sampleMs = 2_000
const points = 300

/** CPU and memory of an attempt over time, and of each of its processes in the last sample. */
export function RunMetrics({ id, attempt }: { id: string; attempt: Attempt | null }) {
  const live = attempt !== null && attempt.endedAt === null
  const query = useQuery(
    api.runs.samples.queryOptions({
      input: { ref: id, points, ...(attempt === null ? {} : { attempt: attempt.number }) },
      enabled: attempt !== null,
      placeholderData: keepPreviousData,
      refetchInterval: live ? sampleMs : false,
      staleTime: 0,
    }),
  )
  if (attempt === null) return <Empty title={words.notStarted}>{words.notStartedHint}</Empty>
  if (query.isError) return <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  const items = query.data?.items ?? []
  const last = items.at(-1)
  if (!last)
    return query.isPending ? null : (
      <Empty title={live ? words.noneYet : words.none}>{live ? words.noneYetHint : words.noneHint}</Empty>
    )
  const usage = attempt.usage
  return (
    <div className="flex flex-col gap-5 p-4">
      <div className="grid grid-cols-2 gap-4 max-[960px]:grid-cols-1">
        <Chart
          title={words.memory}
          now={bytesText(last.memory)}
          note={
            usage
              ? words.memoryUsed(bytesText(usage.peakMemory), bytesText(usage.averageMemory))
              : peakOf(items, 'memory', bytesText)
          }
          items={items}
          of={(sample) => sample.memory}
        />
        <Chart
          title={words.cpu}
          now={percent(last.cpu)}
          note={usage ? words.cpuUsed(percent(usage.peakCpu), duration(usage.cpuMs)) : peakOf(items, 'cpu', percent)}
          items={items}
          of={(sample) => sample.cpu}
        />
      </div>
      <Processes sample={last} live={live} />
    </div>
  )
}

const percent = (cpu: number): string => words.percent(Math.round(cpu * 100))
const peakOf = (items: Sample[], name: 'memory' | 'cpu', shown: (value: number) => string): string =>
  words.peak(shown(Math.max(...items.map((sample) => sample[name]))))

function Chart({
  title,
  now,
  note,
  items,
  of,
}: {
  title: string
  now: string
  note: string
  items: Sample[]
  of(sample: Sample): number
}) {
  const label = words.chart(title, now, note)
  return (
    <figure className="rounded-lg border border-rule p-3">
      <figcaption className="mb-2 flex items-baseline gap-2">
        <span className="text-sm font-medium text-ink-2">{title}</span>
        <span className="text-lg font-semibold tabular-nums">{now}</span>
        <span className="ml-auto text-sm text-ink-3">{note}</span>
      </figcaption>
      <Sparkline label={label} points={items.map((sample) => ({ x: sample.at, y: of(sample) }))} />
    </figure>
  )
}

/** Each under the one that started it. */
function Processes({ sample, live }: { sample: Sample; live: boolean }) {
  return (
    <section aria-label={words.processes}>
      <h2 className="mb-1 text-sm font-medium text-ink-2">{live ? words.processesNow(sample.count) : words.processesLast}</h2>
      <div className="overflow-x-auto">
        <table className="w-full tabular-nums">
          <thead>
            <tr className="h-7 border-b border-rule text-left text-xs text-ink-3 [&>th]:font-medium">
              <th className="w-24">{words.pid}</th>
              <th>{words.command}</th>
              <th className="w-24 text-right">{words.cpu}</th>
              <th className="w-28 text-right">{words.memory}</th>
            </tr>
          </thead>
          <tbody>
            {asTree(sample.processes).map(({ process, depth }) => (
              <tr key={process.pid} className="h-[30px] border-b border-rule">
                <td className="text-ink-2">{process.pid}</td>
                <td className="max-w-0 truncate font-mono text-sm" title={process.command}>
                  <span style={{ paddingLeft: depth * 16 }}>{process.command}</span>
                </td>
                <td className="text-right">{percent(process.cpu)}</td>
                <td className="text-right">{bytesText(process.memory)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sample.count > sample.processes.length && (
        <p className="mt-1 text-sm text-ink-3">{words.smaller(sample.count - sample.processes.length)}</p>
      )}
    </section>
  )
}

type Process = Sample['processes'][number]

function asTree(processes: Process[]): { process: Process; depth: number }[] {
  const pids = new Set(processes.map(({ pid }) => pid))
  const under = (parent: number, depth: number): { process: Process; depth: number }[] =>
    processes
      .filter((process) => process.parent === parent)
      .flatMap((process) => [{ process, depth }, ...under(process.pid, depth + 1)])
  return processes
    .filter(({ parent }) => !pids.has(parent))
    .flatMap((process) => [{ process, depth: 0 }, ...under(process.pid, 1)])
}
