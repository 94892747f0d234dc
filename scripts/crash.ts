import { parseArgs } from 'node:util'
import { runIoFaults, runPowerCuts } from '../e2e/crash/fault-commands.ts'
import { buildIfStale } from './build-if-stale.ts'
import { crashByFailures } from './crash-failures.ts'
import { crashFlows, crashFollowed, crashTasks } from './crash-load.ts'
import { crashAtPoints, listPoints } from './crash-points.ts'
import { haveStrace } from './strace.ts'

// Kills engine and runner at random under load (or at one crash point after the other, or lets writes or calls fail, or cuts
// the power), and then checks whether anything was lost.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    tasks: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    parallel: { type: 'string' },
    points: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    only: { type: 'string' },
    sample: { type: 'string' },
    visit: { type: 'string' },
    flows: { type: 'boolean', default: false },
    hooks: { type: 'boolean', default: false },
    native: { type: 'boolean', default: false },
    runs: { type: 'string', default: '500' },
    faults: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '1' },
    io: { type: 'boolean', default: false },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '500' },
    power: { type: 'boolean', default: false },
    cuts: { type: 'string', default: '200' },
  },
})
const [kills, seed, from, to, cuts] = [values.kills, values.seed, values.from, values.to, values.cuts].map(Number) as [
  number,
  number,
  number,
  number,
  number,
]
const parallel = Number(values.parallel ?? (values.points ? 2 : 8))
const tasks = Number(values.tasks ?? (values.faults ? 200 : 5_000))
const [sample, visit, seeds] = [values.sample ?? '0', values.visit ?? '1', values.seeds].map(Number) as [number, number, number]
const runs = Number(values.runs)
const numbers = [kills, seed, from, to, cuts, parallel, tasks, runs, sample, visit, seeds]
if (!numbers.every((value) => Number.isInteger(value) && value >= 0)) {
  process.stderr.write(`usage: npm run crash -- [--native] [--kills N] [--tasks N] [--seed N] [--parallel N]
       npm run crash -- --points [--native] [--only TEXT] [--sample N] [--seed N] [--visit N] [--parallel N]
       npm run crash -- --points --list > e2e/crash/points/expected-points.txt
       npm run crash -- --flows [--kills N] [--runs N] [--seed N] [--parallel N]
       npm run crash -- --hooks [--kills N] [--runs N] [--seed N] [--parallel N]
       npm run crash -- --faults [--seeds N] [--tasks N] [--seed N]
       npm run crash -- --io [--from N] [--to N] [--seed N]
       npm run crash -- --power [--cuts N] [--seed N]
`)
  process.exit(2)
}
buildIfStale()
process.stderr.write(`seed ${seed}\n`)
if (values.io && !haveStrace()) {
  process.stderr.write('--io needs strace and permission to trace: on Debian, apt-get install strace.\n')
  process.exit(2)
}
if (values.io) process.exit(await runIoFaults({ from, to, seed }))
if (values.power) process.exit(await runPowerCuts({ cuts, seed }))
if (values.list) {
  await listPoints()
  process.exit(0)
}
if (values.points) {
  const options = { only: values.only ?? null, sample: values.sample ? sample : null, visit: values.visit ? visit : null }
  process.exit((await crashAtPoints({ ...options, seed, parallel, isNative: values.native })) ? 0 : 1)
}
if (values.flows) process.exit((await crashFlows({ kills, runs, seed, parallel })) ? 0 : 1)
if (values.hooks) process.exit((await crashFollowed({ kills, tasks: runs, seed, parallel })) ? 0 : 1)
if (values.faults) process.exit((await crashByFailures(seeds, tasks, seed)) ? 0 : 1)
process.exit((await crashTasks({ kills, tasks, seed, parallel, native: values.native })) ? 0 : 1)
