import { durationBuckets, type Metrics } from '../engine/metrics/metrics.ts'

type Line = [labels: Record<string, string>, value: number]

/** The metrics in Prometheus' text format. */
export function metricsText(metrics: Metrics): string {
  const { queues, ended, durations, runner, eventLoopDelaySeconds: delay } = metrics
  const places = ['ready', 'delayed', 'held', 'running'] as const
  return [
    metric('localflow_tasks', 'gauge', 'Tasks that have not ended, by queue and state.', [
      ...queues.flatMap((queue) => places.map((state): Line => [{ queue: queue.name, state }, queue[state]])),
    ]),
    metric('localflow_queue_oldest_seconds', 'gauge', 'How long the oldest ready task has waited.', [
      ...queues.map(({ name, oldestSeconds }): Line => [{ queue: name }, oldestSeconds]),
    ]),
    total('localflow_runs_enqueued_total', 'Runs created.', metrics.enqueued),
    total('localflow_attempts_started_total', 'Attempts started.', metrics.started),
    total('localflow_attempts_retried_total', 'Failed attempts that were retried.', metrics.retried),
    metric('localflow_runs_ended_total', 'counter', 'Runs ended, by outcome.', [
      ...Object.entries(ended).map(([status, count]): Line => [{ status }, count]),
    ]),
    histogram(durations),
    gauge(
      'localflow_runner_connected',
      'Whether the runner, the process that starts programs, is connected.',
      Number(runner.connected),
    ),
    gauge('localflow_runner_children', 'Programs that the runner is running.', runner.children),
    metric('localflow_event_loop_delay_seconds', 'gauge', 'How late the event loop of the engine ran, since the last scrape.', [
      [{ quantile: '0.5' }, delay.p50],
      [{ quantile: '0.99' }, delay.p99],
      [{ quantile: '1' }, delay.max],
    ]),
    gauge('localflow_database_bytes', 'Size of the database.', metrics.databaseBytes),
    gauge('localflow_resident_memory_bytes', 'Memory of the engine.', metrics.residentBytes),
  ].join('')
}

const gauge = (name: string, help: string, value: number): string => metric(name, 'gauge', help, [[{}, value]])
const total = (name: string, help: string, value: number): string => metric(name, 'counter', help, [[{}, value]])

function metric(name: string, type: string, help: string, lines: Line[]): string {
  const body = lines.map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`).join('')
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${body}`
}

function histogram({ buckets, count, sum }: Metrics['durations']): string {
  const name = 'localflow_run_duration_seconds'
  const lines = [...durationBuckets.map((end, index) => [String(end), buckets[index] ?? 0] as const), ['+Inf', count] as const]
  const text = lines.map(([le, value]) => `${name}_bucket{le="${le}"} ${value}\n`).join('')
  return `# HELP ${name} Duration of the last attempt of a run.\n# TYPE ${name} histogram\n${text}${name}_sum ${sum}\n${name}_count ${count}\n`
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/g, escapeSign)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const escapeSign = (sign: string): string => (sign === '\n' ? '\\n' : `\\${sign}`)
