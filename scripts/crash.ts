import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crashLoad } from '../e2e/crash/load.ts'
import { ioLong, powerLong } from '../e2e/crash/long-forms.ts'
import { faults, judge } from '../e2e/crash/verdict.ts'
import { buildIfStale } from './build-if-stale.ts'
import { haveStrace } from './strace.ts'

// Kills engine and runner at random under load (or fails calls, or cuts the power), and then asks whether anything was lost.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    tasks: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    parallel: { type: 'string', default: '8' },
    io: { type: 'boolean', default: false },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '500' },
    power: { type: 'boolean', default: false },
    cuts: { type: 'string', default: '200' },
  },
})
const [kills, tasks, seed, parallel] = [values.kills, values.tasks, values.seed, values.parallel].map(Number) as [
  number,
  number,
  number,
  number,
]
const [from, to, cuts] = [values.from, values.to, values.cuts].map(Number) as [number, number, number]
if (![kills, tasks, seed, parallel, from, to, cuts].every((value) => Number.isInteger(value) && value >= 0)) {
  process.stderr.write(`usage: npm run crash -- [--kills N] [--tasks N] [--seed N] [--parallel N]
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
