import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crashLoad } from '../e2e/crash/load.ts'
import { ioLong, powerLong } from '../e2e/crash/long-forms.ts'
import { faults, judge } from '../e2e/crash/verdict.ts'
import { buildIfStale } from './build-if-stale.ts'
import { crashByFailures } from './crash-failures.ts'
import { crashInFlows } from './crash-flows.ts'
import { crashAtPoints, listPoints } from './crash-points.ts'
import { haveStrace } from './strace.ts'

// Kills engine and runner at random under load (or at named points one by one, or lets writes or calls fail, or cuts the
// power), and then asks whether anything was lost.
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
    passage: { type: 'string', default: '1' },
    flows: { type: 'boolean', default: false },
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
const [sample, passage, seeds] = [values.sample ?? '0', values.passage, values.seeds].map(Number) as [number, number, number]
const runs = Number(values.runs)
const numbers = [kills, seed, from, to, cuts, parallel, tasks, runs, sample, passage, seeds]
if (!numbers.every((value) => Number.isInteger(value) && value >= 0)) {
  process.stderr.write(`usage: npm run crash -- [--kills N] [--tasks N] [--seed N] [--parallel N]
       npm run crash -- --points [--only TEXT] [--sample N] [--seed N] [--passage N] [--parallel N]
       npm run crash -- --points --list > e2e/crash/points/expected-points.txt
       npm run crash -- --flows [--kills N] [--runs N] [--seed N] [--parallel N]
       npm run crash -- --faults [--seeds N] [--tasks N] [--seed N]
       npm run crash -- --io [--from N] [--to N] [--seed N]       calls that fail
       npm run crash -- --power [--cuts N] [--seed N]             power that goes
`)
  process.exit(2)
}
buildIfStale()
process.stderr.write(`seed ${seed}\n`)
if (values.io && !haveStrace()) {
  process.stderr.write('--io needs strace, and leave to trace: on Debian, apt-get install strace.\n')
  process.exit(2)
}
if (values.io) process.exit(await ioLong({ from, to, seed }))
if (values.power) process.exit(await powerLong({ cuts, seed }))
if (values.list) {
  await listPoints()
  process.exit(0)
}
if (values.points) {
  const { only = null } = values
  process.exit((await crashAtPoints({ only, sample: values.sample ? sample : null, seed, passage, parallel })) ? 0 : 1)
}
if (values.flows) process.exit((await crashInFlows({ kills, runs, seed, parallel })) ? 0 : 1)
if (values.faults) process.exit((await crashByFailures(seeds, tasks, seed)) ? 0 : 1)
const data = mkdtempSync(join(tmpdir(), 'localflow-crash-'))
const told = await crashLoad({ kills, tasks, seed, data, parallel, say: (line) => void process.stderr.write(`${line}\n`) })
const verdict = await judge(data, told)
const wrong = faults(verdict)
const { acknowledged, ms, ...killed } = told
process.stdout.write(
  `${JSON.stringify({ seed, ...killed, acknowledged: acknowledged.length, seconds: Math.round(ms / 1_000), ...verdict })}\n`,
)
if (wrong.length > 0) {
  process.stderr.write(`wrong: ${wrong.join(', ')}. The data is kept in ${data}; --seed ${seed} does the same again.\n`)
  process.exit(1)
}
rmSync(data, { recursive: true, force: true })
