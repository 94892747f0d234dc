import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App, Served } from '../hosts.ts'
import { seed, seedPipeline } from '../seed.ts'
import { definitionPages } from './definition-pages.ts'
import { logStates } from './log-states.ts'
import { writePastDay } from './past-day.ts'

/** The name of a picture, and the path of its screen. */
type Screens = Record<string, string>

const lists: Screens = {
  home: '/',
  jobs: '/jobs',
  flows: '/flows',
  pipelines: '/pipelines',
  runs: '/runs',
  'search-logs': '/search',
  'search-found': '/search?find=o',
  examples: '/examples',
  calendar: '/calendar',
  day: '/calendar?view=day',
  agenda: '/calendar?view=agenda',
  queue: '/queue',
  workers: '/workers',
  files: '/files',
  settings: '/settings',
  import: '/import',
  export: '/import?view=export',
  'history-file': '/history',
  'new-job': '/jobs/new',
  'new-flow': '/flows/new',
  'new-pipeline': '/pipelines/new',
}

/** Each fills the data folder and gives its screens. */
export const profiles: Record<string, (app: Served) => Promise<Screens>> = {
  empty: async () => lists,
  typical,
  worst,
  logs: logStates,
  definitions: definitionPages,
}

async function typical(app: Served): Promise<Screens> {
  for (const [name, ...program] of typicalJobs) await app.lf('job', 'create', name, '--', ...program)
  const past = await writePastDay(app, [
    { job: 'Health probe', everyMinutes: 15, tookMs: 400 },
    {
      job: 'Invoice export',
      everyMinutes: 60,
      tookMs: 5_200,
      failsEvery: 7,
      error: 'curl: (6) Could not resolve host: erp.local',
    },
    { job: 'Sync photos', everyMinutes: 180, tookMs: 240_000 },
  ])
  const run = (number: number, rest = ''): string => `/runs/${past + number}${rest}`
  const { schedule, trigger } = await seed(app)
  await app.lf('schedule', 'add', 'Health probe', '*/15 * * * *')
  await app.lf('schedule', 'add', 'Invoice export', '5 7 * * 1-5')
  for (const name of ['Health probe', 'Invoice export', 'Health probe', 'Invoice export', 'Health probe'])
    await app.lf('run', name, '--wait')
  await app.lf('run', 'Sync photos')
  const file = await seedPipeline(app)
  return {
    ...lists,
    job: await jobPath(app, 'Nightly backup'),
    'run-succeeded': run(1),
    'run-failed': run(2),
    'run-flow': run(3),
    'run-flow-node': run(3, '?peek=collect'),
    'run-details': `/runs?peek=${past + 2}`,
    'run-flow-timeline': run(3, '?tab=timeline'),
    'run-flow-history': run(3, '?tab=history'),
    'run-running': run(9),
    'run-pipeline': run(10),
    flow: '/flows/monthly',
    schedule: `/schedules/${schedule}`,
    trigger: `/triggers/${trigger}`,
    file: `/files/${file}`,
  }
}

const typicalJobs: [string, ...string[]][] = [
  ['Health probe', 'echo', 'ok'],
  ['Invoice export', 'sh', '-c', 'echo "curl: (6) Could not resolve host: erp.local" >&2; exit 6'],
  ['Sync photos', 'sleep', '300'],
]

/** Texts as long, as foreign and as unbroken as the engine lets them be. */
async function worst(app: App): Promise<Screens> {
  const names = [
    `${'Copies everything that was written since yesterday to the other place '.repeat(2).slice(0, 119)}.`,
    'نسخ احتياطي ليلي لجميع الملفات المهمة على الخادم',
    '🏃‍♀️🧪📦 夜間バックアップと検証',
    'x'.repeat(120),
  ]
  const script = join(app.data, 'worst.sh')
  writeFileSync(script, `head -c 65000 /dev/zero | tr '\\0' e >&2; echo >&2; exit 255\n`)
  for (const name of names) {
    await app.lf('job', 'create', name, '--', 'sh', script)
    await app.lf('schedule', 'add', name, '*/5 * * * *')
    await app.lf('run', name, '--wait')
  }
  return {
    ...lists,
    job: await jobPath(app, names[0] ?? ''),
    'run-failed': '/runs/1',
    'run-unbroken': '/runs/4',
    'run-details': '/runs?peek=2',
    'run-details-unbroken': '/runs?peek=4',
  }
}

async function jobPath(app: App, name: string): Promise<string> {
  const { out } = await app.lf('job', 'show', name, '--json')
  return `/jobs/${(JSON.parse(out) as { id: string }).id}`
}
