import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'

/**
 * `npm run idle -- [--seconds N]`: whether the built `lf serve` stays healthy without requests. A check that runs every
 * minute, and counts as silent after two, shows its faults within three.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '180' } } })
const seconds = Number(values.seconds)
const everyMs = 2_000
const program = join(import.meta.dirname, '../out/main/lf.js')

const folder = mkdtempSync(join(tmpdir(), 'localflow-idle-'))
const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', join(folder, 'data')], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, HOME: folder, SHELL: '/bin/sh' },
})

/** The address in the first line. Fails when the server ends without one. */
async function untilListening(): Promise<string> {
  for await (const line of createInterface(server.stdout)) {
    const [, url] = /^listening on (\S+)/.exec(line) ?? []
    if (url) return url
  }
  throw new Error('The server ended before it listened.')
}

type Verdict = { seconds: number; answers: number; unwell: string[] }

/** Asks again and again; every answer that is not 200 is kept. */
async function watch(url: string): Promise<Verdict> {
  const verdict: Verdict = { seconds, answers: 0, unwell: [] }
  const begin = performance.now()
  while (performance.now() - begin < seconds * 1_000) {
    const answer = await fetch(`${url}/health`)
    const text = await answer.text()
    verdict.answers++
    if (answer.status !== 200)
      verdict.unwell.push(`${Math.round((performance.now() - begin) / 1_000)} s: ${answer.status} ${text}`)
    await pause(everyMs)
  }
  return verdict
}

try {
  const { unwell, ...figures } = await watch(await untilListening())
  process.stdout.write(`${JSON.stringify({ ...figures, unwell: unwell.length })}\n`)
  for (const line of unwell.slice(0, 10)) process.stderr.write(`  ${line}\n`)
  process.exitCode = unwell.length === 0 ? 0 : 1
} finally {
  server.stdout.destroy()
  const ended = server.exitCode === null ? once(server, 'exit') : null
  server.kill()
  await ended
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
}
