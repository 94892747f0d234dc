import { buildIfStale } from '../scripts/build-if-stale.ts'
import { batch } from './batch.ts'
import { bundle } from './bundle.ts'
import { editor } from './editor.ts'
import { flow } from './flow.ts'
import { followLog } from './follow.ts'
import { growth } from './growth.ts'
import { latency } from './latency.ts'
import { log } from './log.ts'
import { migration } from './migration.ts'
import { pagesAtSize } from './pages.ts'
import { pipeline } from './pipeline.ts'
import { queue } from './queue.ts'
import { writeReport } from './report.ts'
import { scale } from './scale.ts'
import { schedule } from './schedule.ts'
import { search } from './search.ts'
import { spawnRate } from './spawn.ts'
import { stagesOfRun } from './stages.ts'
import { start } from './start.ts'
import { viewLog } from './view-log.ts'
import { viewRuns } from './view-runs.ts'

/** Each measures ours, the peer's and the limit in the same run, and gives the figures. */
const benches: Record<string, () => Promise<Record<string, unknown>>> = {
  spawn: spawnRate,
  start,
  log,
  'view-log': viewLog,
  'follow-log': followLog,
  search,
  bundle,
  pages: pagesAtSize,
  editor,
  'view-runs': viewRuns,
  queue,
  stages: stagesOfRun,
  batch,
  latency,
  growth,
  migration,
  scale,
  schedule,
  flow,
  pipeline,
}

const [name = '', ...flags] = process.argv.slice(2)
const chosen = name === 'all' ? Object.keys(benches) : [name]
if (!chosen.every((key) => key in benches)) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join('|')}|all [--json]\n`)
  process.exit(2)
}
buildIfStale()
const measured = new Map<string, Record<string, unknown>>()
for (const key of chosen) {
  const result = (await benches[key]?.()) ?? {}
  measured.set(key, result)
  const figures = { bench: key, ...result }
  if (flags.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`)
  else console.table(figures)
}
if (name === 'all') writeReport(measured)
process.exit(0)
